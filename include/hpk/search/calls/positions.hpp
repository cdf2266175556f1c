// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <limits>
#include <type_traits>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// One after the other in memory: vectors, arrays, spans, grids.
template <class Range>
concept contiguous = requires(Range& range) {
    { *std::ranges::data(range) };
    { std::ranges::size(range) } -> std::convertible_to<std::size_t>;
};
/// What such a range holds.
template <contiguous Range>
using element_of = std::remove_cvref_t<decltype(*std::ranges::data(std::declval<Range&>()))>;

/// Values that can be searched for, one after the other.
template <class Range>
concept searchable_range = contiguous<Range> && searchable<element_of<Range>>;
/// Where positions go: integers without a sign, one after the other.
template <class Range>
concept position_range =
    contiguous<Range> && std::unsigned_integral<element_of<Range>> &&
    !std::is_const_v<std::remove_reference_t<decltype(*std::ranges::data(std::declval<Range&>()))>>;

namespace detail {

template <searchable_range Range>
sorted_array<element_of<Range>> as_sorted(const Range& range) noexcept {
    return {std::ranges::data(range), std::ranges::size(range)};
}

/// The lanes that a variant works with when it is asked for Backend.
template <class Variant, class Backend, class T>
using lanes_for = lanes<integer_like<T>, backend_for<Variant, Backend, integer_like<T>>>;
/// Its searcher of arrays of T.
template <class Variant, class Backend, class T>
using searcher_for = typename Variant::template searcher<lanes_for<Variant, Backend, T>, T>;

template <class Position>
void expect_call(std::size_t elements, std::size_t keys, std::size_t positions,
                 execution_policy auto how) {
    using hpk::detail::shown;
    expects(keys == positions, [&] {
        return "positions has " + shown(positions) + " elements but there are " + shown(keys) +
               " keys";
    });
    constexpr std::size_t largest = (std::numeric_limits<Position>::max)();
    expects(elements <= largest, [&] {
        return "the array has " + shown(elements) + " elements but a position can be " +
               shown(largest) + " at most: take a wider type for positions";
    });
    hpk::detail::expect_threads(how);
}

/// How many keys a thread is given at a time, at most.
inline constexpr std::size_t stretch = 1024;

/// Calls `worker(first, n)` for all of `count` keys, a stretch at a time, where `worker` is what
/// `make_worker()` returns for each thread.
template <class MakeWorker>
void distribute_keys(execution_policy auto how, std::size_t count,
                     const MakeWorker& make_worker) noexcept {
    const auto stretches = static_cast<std::ptrdiff_t>((count + stretch - 1) / stretch);
    distribute(at_most(stretches, how), stretches, [&] {
        return [&, worker = make_worker()](std::ptrdiff_t s) {
            const std::size_t first = static_cast<std::size_t>(s) * stretch;
            worker(first, (std::min)(stretch, count - first));
        };
    });
}
/// The same for a worker that all threads share.
template <class Worker>
void for_each_stretch(execution_policy auto how, std::size_t count, const Worker& worker) noexcept {
    distribute_keys(how, count,
                    [&] { return [&](std::size_t first, std::size_t n) { worker(first, n); }; });
}

/// The positions of all keys, by a searcher.
template <side Side, class Searcher, class T, class Position>
void find_all(const Searcher& searcher, const T* keys, std::size_t count, Position* positions,
              execution_policy auto how) noexcept {
    for_each_stretch(how, count, [&](std::size_t first, std::size_t n) {
        searcher.template find<Side>(keys + first, n, positions + first);
    });
}

/// The same with the arguments checked, by a searcher made for it.
template <side Side, class Variant, class Backend, searchable_range Sorted, searchable_range Keys,
          position_range Positions>
void find_positions(const Sorted& sorted, const Keys& keys, Positions& positions,
                    execution_policy auto how) {
    using T = element_of<Sorted>;
    static_assert(std::same_as<T, element_of<Keys>>, "the keys are not of the array's type");
    const std::size_t count = std::ranges::size(keys);
    expect_call<element_of<Positions>>(std::ranges::size(sorted), count,
                                       std::ranges::size(positions), how);
    if (count == 0) return;
    const searcher_for<Variant, Backend, T> s(as_sorted(sorted), count);
    find_all<Side>(s, std::ranges::data(keys), count, std::ranges::data(positions), how);
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::search
