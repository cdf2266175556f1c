// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/search/calls/ranges.hpp"
#include "hpk/search/keys/conversion.hpp"
#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {
namespace detail {

/// The lanes that a variant works with when it is asked for Backend.
template <class Variant, class Backend, class T>
using lanes_for = lanes<integer_like<T>, backend_for<Variant, Backend, integer_like<T>>>;
/// Its searcher of arrays of T.
template <class Variant, class Backend, class T>
using searcher_for = typename Variant::template searcher<lanes_for<Variant, Backend, T>, T>;

/// What a range or the array of an index holds.
template <sorted_source Sorted>
struct held {
    using type = element_of<Sorted>;
};
/// As above.
template <an_index Sorted>
struct held<Sorted> {
    using type = typename Sorted::value_type;
};
/// As above.
template <sorted_source Sorted>
using value_in = typename held<Sorted>::type;

/// The array to be searched.
template <sorted_source Sorted>
[[nodiscard]] sorted_array<value_in<Sorted>> array_of(const Sorted& sorted) {
    if constexpr (an_index<Sorted>) {
        return sorted.array();
    } else {
        const auto elements = elements_of(sorted);
        return {elements.data(), elements.size()};
    }
}

/// An array to be searched and the searcher that does it: the variant's, or an index.
template <class Variant, class Backend, sorted_source Sorted>
class finder {
public:
    using value_type = element_of<Sorted>; ///< what the array holds
    static_assert(searchable<value_type>,
                  "arrays that are searched hold integers of 32 or 64 bits, float or double");

    /// For about so many keys. Debug builds check that the array is sorted, unless there are too
    /// few keys for that.
    finder(const Sorted& sorted, std::size_t keys)
        : array_(array_of(sorted)), searcher_(array_of(sorted), keys) {
        assert((keys < array_.size() / elements_per_key || array_.is_sorted()) &&
               "the array to search is not sorted");
    }

    /// The array.
    [[nodiscard]] const sorted_array<value_type>& array() const noexcept { return array_; }
    /// Writes the positions of n keys.
    template <side Side, class Position>
    void find(const value_type* keys, std::size_t n, Position* positions) const noexcept {
        searcher_.template find<Side>(keys, n, positions);
        assert(array_.is_sorted_around(positions, n) && "the array to search is not sorted");
    }

private:
    static constexpr std::size_t elements_per_key = 128;

    sorted_array<value_type> array_;
    searcher_for<Variant, Backend, value_type> searcher_;
};
/// As above.
template <class Variant, class Backend, an_index Sorted>
class finder<Variant, Backend, Sorted> {
public:
    using value_type = typename Sorted::value_type; ///< what the array holds

    /// For any number of keys.
    explicit finder(const Sorted& index, std::size_t /*keys*/) noexcept : index_(index) {}

    /// The array.
    [[nodiscard]] const sorted_array<value_type>& array() const noexcept { return index_.array(); }
    /// Writes the positions of n keys.
    template <side Side, class Position>
    void find(const value_type* keys, std::size_t n, Position* positions) const noexcept {
        index_.template find<Side>(keys, n, positions);
    }

private:
    const Sorted& index_;
};

/// The name of an argument and how many elements it has.
struct length {
    const char* name;
    std::size_t elements;
};
/// Checks that an argument has as many elements as another.
inline void expect_as_many(length these, length as) {
    using hpk::detail::shown;
    expects(these.elements == as.elements, [&] {
        return std::string(these.name) + " has " + shown(these.elements) + " elements but " +
               as.name + " has " + shown(as.elements);
    });
}
/// Checks that an argument's integers hold the size of an array.
template <class Position>
void expect_room(const char* name, std::size_t elements) {
    using hpk::detail::shown;
    constexpr std::size_t largest = (std::numeric_limits<Position>::max)();
    expects(elements <= largest, [&] {
        return "the array has " + shown(elements) + " elements but a position can be " +
               shown(largest) + " at most: take a wider type for " + name;
    });
}

/// How many keys a thread is given at a time, at most.
inline constexpr std::size_t stretch = 1024;

/// Calls `worker(first, own, n)` for all keys, a stretch at a time: `own` is a copy of the n keys
/// from number `first` on as values of T, so that results may be written to the keys' memory.
/// `worker` is what `make_worker()` returns for each thread.
template <searchable T, class Key, class MakeWorker>
void distribute_keys(execution_policy auto how, std::span<const Key> keys,
                     const MakeWorker& make_worker) noexcept {
    distribute_stretches(how, keys.size(), stretch, [&] {
        return [&, worker = make_worker()](std::size_t first, std::size_t n) {
            std::array<T, stretch> own;
            copy_exactly(keys.data() + first, n, own.data());
            worker(first, own.data(), n);
        };
    });
}
/// The same for a worker that all threads share.
template <searchable T, class Key, class Worker>
void for_each_stretch(execution_policy auto how, std::span<const Key> keys,
                      const Worker& worker) noexcept {
    distribute_keys<T>(how, keys, [&] {
        return [&](std::size_t first, const T* own, std::size_t n) { worker(first, own, n); };
    });
}

/// A range that is only read.
template <contiguous Range>
[[nodiscard]] std::span<const element_of<Range>> span_of(const Range& range) {
    return elements_of(range);
}

/// What a call on many keys needs: the checked arguments, and a loop over stretches.
/// Calls `worker(finder, first, own, n)`.
template <class Variant, class Backend, sorted_source Sorted, contiguous Keys, class Worker>
void search_all(const Sorted& sorted, const Keys& keys, execution_policy auto how,
                const Worker& worker) {
    hpk::detail::expect_threads(how);
    const auto all = span_of(keys);
    if (all.empty()) return;
    const finder<Variant, Backend, Sorted> f(sorted, all.size());
    for_each_stretch<value_in<Sorted>>(
        how, all,
        [&](std::size_t first, const auto* own, std::size_t n) { worker(f, first, own, n); });
}

/// The results of a call, one for each key, checked: there must be as many, and each must hold the
/// size of the array.
template <class Results>
[[nodiscard]] auto results_for(Results& results, const char* name, length keys,
                               std::size_t elements) {
    const std::span places = elements_of(results);
    expect_as_many({name, places.size()}, keys);
    expect_room<typename decltype(places)::element_type>(name, elements);
    return places;
}

/// The positions of all keys; the arguments' names are for error messages.
template <side Side, class Variant, class Backend, sorted_source Sorted, contiguous Keys,
          class Positions>
void find_positions(const Sorted& sorted, const Keys& keys, Positions& positions,
                    execution_policy auto how, const char* positions_name = "positions",
                    const char* keys_name = "keys") {
    const std::span places = results_for(
        positions, positions_name, {keys_name, span_of(keys).size()}, array_of(sorted).size());
    search_all<Variant, Backend>(
        sorted, keys, how, [&](const auto& f, std::size_t first, const auto* own, std::size_t n) {
            f.template find<Side>(own, n, places.data() + first);
        });
}

/// The results of a call that writes one for each key.
template <contiguous Keys, class Call>
[[nodiscard]] std::vector<std::size_t> returned(const Keys& keys, const Call& call) {
    std::vector<std::size_t> results(span_of(keys).size());
    call(results);
    return results;
}

/// The position of a single key.
template <side Side, class Finder, class T>
[[nodiscard]] std::size_t position_of(const Finder& f, const single_key<T>& key) noexcept {
    if (key.is_below()) return 0;
    if (key.is_above()) return f.array().size();
    std::size_t position = 0;
    f.template find<Side>(&key.value(), 1, &position);
    return position;
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::search
