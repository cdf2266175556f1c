// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <type_traits>
#include <vector>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/reductions/exact/fixed_point.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// Calls add(terms, count) for terms first … last-1 of a source. Those of a function other than
/// that of a sum or a dot product are computed first.
template <class L, class F, class... Inputs, class Add>
void for_each_exact_block(const source<F, Inputs...>& s, std::size_t first, std::size_t last,
                          const Add& add) noexcept {
    if constexpr (std::same_as<F, element_itself> || std::same_as<F, product_of_elements>) {
        for_each_block(s, first, last, last, add);
    } else {
        using T = typename L::value_type;
        copied_elements<T> values;
        const element_itself itself;
        for_each_block(s, first, last, longest_copy, [&](const auto& terms, std::size_t count) {
            std::size_t k = 0;
            for (; k + L::size <= count; k += L::size)
                terms.template at<L>(k).store(values.data() + k);
            for (; k < count; ++k) values.data()[k] = terms.value(k);
            add(detail::terms<element_itself, T, 1>(itself, {values.data()}), count);
        });
    }
}

/// The terms that a source gives to `add` in for_each_exact_block.
template <class Source>
struct exact_terms;
template <class F, class... Inputs>
struct exact_terms<source<F, Inputs...>> {
    using T = typename source<F, Inputs...>::value_type;
    using type = std::conditional_t<std::same_as<F, product_of_elements>,
                                    terms<product_of_elements, T, 2>, terms<element_itself, T, 1>>;
};

/// True if there are terms and all of them are -0.0.
template <class Source>
bool all_are_negative_zeros(const Source& s) noexcept {
    using T = typename Source::value_type;
    using bits = integer_like<T>;
    std::size_t others = 0;
    constexpr std::size_t few = 64;
    for (std::size_t first = 0; first < s.size() && others == 0; first += few)
        for_each_block(s, first, (std::min)(first + few, s.size()), few,
                       [&](const auto& terms, std::size_t count) {
                           for (std::size_t k = 0; k < count; ++k)
                               others += std::bit_cast<bits>(terms.value(k)) !=
                                         (std::numeric_limits<bits>::min)();
                       });
    return s.size() > 0 && others == 0;
}

/// How many terms make it worth while to give a thread its own sum.
inline constexpr std::size_t terms_for_a_thread = std::size_t{1} << 15;

/// Adds a source's terms to a sum by an Adder: a class made of nothing, with `add(terms, count)`,
/// `move_to(fixed_point&)` and `value<T>()`. Since no bit is lost, parts of the terms can be added
/// in any order, by any number of threads.
/// \throws std::bad_alloc with hpk::parallel; nothing was added then
/// \{
template <class Adder, class L, class Source>
void add_terms(const Source& s, sequential, fixed_point& to) noexcept {
    Adder adder;
    for_each_exact_block<L>(s, 0, s.size(),
                            [&](const auto& terms, std::size_t count) { adder.add(terms, count); });
    adder.move_to(to);
}
template <class Adder, class L, class Source>
void add_terms(const Source& s, parallel how, fixed_point& to) {
    const std::size_t most = s.size() / terms_for_a_thread;
    const std::size_t parts = (std::min)(most, 4 * static_cast<std::size_t>(thread_count(how)));
    if (parts < 2) return add_terms<Adder, L>(s, sequential{}, to);
    std::vector<fixed_point> sums(parts);
    const auto first = [&](std::size_t part) { // whole cache lines for each
        return part == parts ? s.size() : s.size() / parts * part / 64 * 64;
    };
    const auto count = static_cast<std::ptrdiff_t>(parts);
    distribute(at_most(count, how), count, [&] {
        return [&](std::ptrdiff_t i) {
            const auto part = static_cast<std::size_t>(i);
            Adder adder;
            for_each_exact_block<L>(s, first(part), first(part + 1),
                                    [&](const auto& terms, std::size_t n) { adder.add(terms, n); });
            adder.move_to(sums[part]);
        };
    });
    for (const fixed_point& sum : sums) to.merge(sum);
}
/// \}

/// The sum of a source's terms, rounded once, +0.0 if it is zero.
template <class Adder, class L, class Source>
typename L::value_type unsigned_zero_sum(const Source& s, execution_policy auto how) {
    using T = typename L::value_type;
    if constexpr (std::same_as<decltype(how), parallel>) {
        if (s.size() >= 2 * terms_for_a_thread) {
            fixed_point sum;
            add_terms<Adder, L>(s, how, sum);
            return sum.template value<T>();
        }
    }
    if constexpr (std::same_as<Source, source<element_itself, contiguous_input<double>>> &&
                  requires { typename Adder::few; }) {
        using few = typename Adder::few;
        std::tuple<contiguous_input<double>::buffer> none;
        T sum;
        if (s.size() - 1 < few::most - 1 &&
            few::add(s.block(0, s.size(), none).elements(0), s.size(), sum))
            return sum;
    }
    Adder adder;
    for_each_exact_block<L>(s, 0, s.size(),
                            [&](const auto& terms, std::size_t count) { adder.add(terms, count); });
    return adder.template value<T>();
}

/// The same; the sum of terms that are all -0.0 is -0.0.
template <class Adder, class L, class Source>
typename L::value_type exact_sum_of(const Source& s, execution_policy auto how) {
    using T = typename L::value_type;
    // Pinned integers, because -ffast-math chooses between zeros as it likes.
    using bits = std::make_unsigned_t<integer_like<T>>;
    constexpr std::uint64_t minus_zero = std::uint64_t{1} << (8 * sizeof(T) - 1);
    const auto sum = std::bit_cast<bits>(unsigned_zero_sum<Adder, L>(s, how));
    const std::uint64_t chosen = sum == 0 && all_are_negative_zeros(s) ? minus_zero : sum;
    return std::bit_cast<T>(static_cast<bits>(pinned(chosen)));
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
