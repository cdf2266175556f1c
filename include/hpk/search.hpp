// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The search family: where keys stand in a sorted array.
///
///     #include <hpk/search.hpp>
///
///     std::vector<double> sorted = …, keys = …;
///     auto positions = hpk::search::lower_bound(sorted, keys);                // of all keys
///     std::size_t one = hpk::search::lower_bound(sorted, 0.5);
///
///     const hpk::search::index<double> i(sorted);  // makes later searches quicker
///     i.lower_bound(keys, positions, hpk::parallel{2});
///
/// The position of a key is a number of elements: lower_bound counts those that come before the
/// key, upper_bound also those that are equal to it. They are std::lower_bound's and upper_bound's,
/// bisect_left's and bisect_right's of Python, and numpy.searchsorted's with side 'left' and
/// 'right'. Arrays hold integers of 32 or 64 bits, float or double; keys have the same type or one
/// all of whose values it has, too. Among floating-point values -0.0 equals 0.0 and NaN comes after
/// all others. Positions are written to any integers that hold the size of the array.
///
/// The array must be sorted in that order, as std::sort sorts it with hpk::search::before. Debug
/// builds check that where an index is made or there is a key per 128 elements, else only around
/// the positions found. Positions in an array that is not sorted are unspecified, but none is
/// larger than its size. Every variant on every backend gives the same
/// positions, whatever the compiler, its flags and the number of threads. Errors are
/// std::invalid_argument with a sentence that names the argument; nothing has been written then.
///
/// Qualify the calls: after `using namespace hpk::search` a call with three ranges of one type may
/// mean std::lower_bound. A hash table (hpk/hash_table.hpp) is quicker where only equality counts.

#include "hpk/core/isa.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/search/binning.hpp" // digitize, histogram
#include "hpk/search/calls/closest.hpp"
#include "hpk/search/calls/positions.hpp"
#include "hpk/search/draw.hpp"        // draw
#include "hpk/search/interpolate.hpp" // interpolate
#include "hpk/search/variants.hpp"

/// Positions in sorted arrays: hpk/search.hpp.
namespace hpk::search {
inline namespace HPK_ISA {

/// How many elements come before each key, into `positions`.
///
/// \tparam Variant    a rung of the ladder: linear, halving, branchless, interleaved or tree
/// \tparam Backend    hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
///                    enable; variants that are not vectorised use hpk::scalar
/// \param  sorted     a contiguous range, or an index, which takes the place of the variant
/// \param  keys       a contiguous range in any order, of values that the array's type has, too
/// \param  positions  as many integers as there are keys; each may replace its own key if they are
///                    as wide as the keys
/// \param  how        hpk::sequential or hpk::parallel
/// \throws std::invalid_argument if keys and positions differ in number, if the type of positions
///         cannot hold the size of the array, for views with gaps, and for threads < 0;
///         std::bad_alloc where an index is made
///
/// Cost: O(log n) per key (`linear`: O(n)). The fastest variant makes an index of n/16 or n/8 ranks
/// (see `tree`) if there are enough keys.
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          position_range Positions, execution_policy Execution = sequential>
void lower_bound(const Sorted& sorted, const Keys& keys, Positions&& positions,
                 Execution how = {}) {
    detail::find_positions<side::lower, Variant, Backend>(sorted, keys, positions, how);
}
/// How many elements come before each key or are equal to it; otherwise as lower_bound.
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          position_range Positions, execution_policy Execution = sequential>
void upper_bound(const Sorted& sorted, const Keys& keys, Positions&& positions,
                 Execution how = {}) {
    detail::find_positions<side::upper, Variant, Backend>(sorted, keys, positions, how);
}
/// The position of the element that is closest to each key; of two at the same distance the larger
/// one, and of equal elements the first if they are not smaller than the key, else the last.
/// Distances of integers are exact, those of floating-point values are rounded once. NaN is closest
/// to NaN, or else to the last element. Source: Gorelick and Ozsvald, example 3-4.
/// \throws std::invalid_argument as lower_bound, and for an array without elements
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          position_range Positions, execution_policy Execution = sequential>
void closest(const Sorted& sorted, const Keys& keys, Positions&& positions, Execution how = {}) {
    const std::size_t size = detail::array_of(sorted).size();
    detail::expect_elements(size);
    const std::span places =
        detail::results_for(positions, "positions", {"keys", detail::span_of(keys).size()}, size);
    using position = typename decltype(places)::element_type;
    detail::search_all<Variant, Backend>(
        sorted, keys, how, [&](const auto& f, std::size_t first, const auto* own, std::size_t n) {
            std::array<std::size_t, detail::stretch> lower;
            f.template find<side::lower>(own, n, lower.data());
            detail::move_to_closest(f.array(), own, n, lower.data());
            for (std::size_t k = 0; k < n; ++k) places[first + k] = static_cast<position>(lower[k]);
        });
}
/// Both bounds of each key: the elements equal to it are those from the first position to before
/// the second. The types of positions may differ, and their memory must; otherwise as lower_bound.
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          position_range First, position_range Last, execution_policy Execution = sequential>
void equal_range(const Sorted& sorted, const Keys& keys, First&& first, Last&& last,
                 Execution how = {}) {
    const std::size_t size = detail::array_of(sorted).size();
    const detail::length as{"keys", detail::span_of(keys).size()};
    const std::span lower = detail::results_for(first, "first", as, size);
    const std::span upper = detail::results_for(last, "last", as, size);
    detail::search_all<Variant, Backend>(
        sorted, keys, how, [&](const auto& f, std::size_t k, const auto* own, std::size_t n) {
            f.template find<side::lower>(own, n, lower.data() + k);
            f.template find<side::upper>(own, n, upper.data() + k);
        });
}
/// How many elements are equal to each key; otherwise as lower_bound.
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          position_range Counts, execution_policy Execution = sequential>
void count(const Sorted& sorted, const Keys& keys, Counts&& counts, Execution how = {}) {
    const std::span places = detail::results_for(
        counts, "counts", {"keys", detail::span_of(keys).size()}, detail::array_of(sorted).size());
    using number = typename decltype(places)::element_type;
    detail::search_all<Variant, Backend>(
        sorted, keys, how, [&](const auto& f, std::size_t first, const auto* own, std::size_t n) {
            std::array<std::size_t, detail::stretch> lower, upper;
            f.template find<side::lower>(own, n, lower.data());
            f.template find<side::upper>(own, n, upper.data());
            for (std::size_t k = 0; k < n; ++k)
                places[first + k] = static_cast<number>(upper[k] - lower[k]);
        });
}
/// Which keys are equal to an element, into `results`: as many bools, or integers of one byte
/// (std::vector<bool> is not contiguous). Returns how many are; otherwise as lower_bound.
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          truth_range Results, execution_policy Execution = sequential>
std::size_t contains(const Sorted& sorted, const Keys& keys, Results&& results,
                     Execution how = {}) {
    const std::span places = detail::elements_of(results);
    detail::expect_as_many({"results", places.size()}, {"keys", detail::span_of(keys).size()});
    using truth = typename decltype(places)::element_type;
    detail::search_all<Variant, Backend>(
        sorted, keys, how, [&](const auto& f, std::size_t first, const auto* own, std::size_t n) {
            std::array<std::size_t, detail::stretch> lower;
            f.template find<side::lower>(own, n, lower.data());
            for (std::size_t k = 0; k < n; ++k)
                places[first + k] = static_cast<truth>(f.array().equals(lower[k], own[k]));
        });
    return static_cast<std::size_t>(std::ranges::count(places, truth(1)));
}

/// The same, returning the positions or counts.
/// \{
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> lower_bound(const Sorted& sorted, const Keys& keys,
                                                   Execution how = {}) {
    return detail::returned(keys, [&](auto& positions) {
        lower_bound<Variant, Backend>(sorted, keys, positions, how);
    });
}
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> upper_bound(const Sorted& sorted, const Keys& keys,
                                                   Execution how = {}) {
    return detail::returned(keys, [&](auto& positions) {
        upper_bound<Variant, Backend>(sorted, keys, positions, how);
    });
}
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> closest(const Sorted& sorted, const Keys& keys,
                                               Execution how = {}) {
    return detail::returned(
        keys, [&](auto& positions) { closest<Variant, Backend>(sorted, keys, positions, how); });
}
template <class Variant = fastest, class Backend = native, sorted_source Sorted, contiguous Keys,
          execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> count(const Sorted& sorted, const Keys& keys,
                                             Execution how = {}) {
    return detail::returned(
        keys, [&](auto& positions) { count<Variant, Backend>(sorted, keys, positions, how); });
}
/// \}

/// The position of one key. Without an index, a binary search. An integer of any type is compared
/// with integers by its value; any other key must have a type all of whose values the array's type
/// has, too: an int in doubles, a float in doubles.
/// \{
template <class Variant = branchless, class Backend = native, sorted_source Sorted, class Key>
    requires(!contiguous<Key>)
[[nodiscard]] std::size_t lower_bound(const Sorted& sorted, const Key& key) {
    const detail::finder<Variant, Backend, Sorted> f(sorted, 1);
    const detail::single_key<detail::value_in<Sorted>> own(key);
    return detail::position_of<side::lower>(f, own);
}
template <class Variant = branchless, class Backend = native, sorted_source Sorted, class Key>
    requires(!contiguous<Key>)
[[nodiscard]] std::size_t upper_bound(const Sorted& sorted, const Key& key) {
    const detail::finder<Variant, Backend, Sorted> f(sorted, 1);
    const detail::single_key<detail::value_in<Sorted>> own(key);
    return detail::position_of<side::upper>(f, own);
}
/// \throws std::invalid_argument for an array without elements
template <class Variant = branchless, class Backend = native, sorted_source Sorted, class Key>
    requires(!contiguous<Key>)
[[nodiscard]] std::size_t closest(const Sorted& sorted, const Key& key) {
    detail::expect_elements(detail::array_of(sorted).size());
    const detail::finder<Variant, Backend, Sorted> f(sorted, 1);
    const detail::single_key<detail::value_in<Sorted>> own(key);
    std::size_t position = detail::position_of<side::lower>(f, own);
    if (own.is_below() || own.is_above()) return own.is_below() ? 0 : position - 1;
    detail::move_to_closest(f.array(), &own.value(), 1, &position);
    return position;
}
/// \}

/// The bounds of one key, how many elements are equal to it, and whether one is.
/// \{
template <class Variant = branchless, class Backend = native, sorted_source Sorted, class Key>
    requires(!contiguous<Key>)
[[nodiscard]] std::pair<std::size_t, std::size_t> equal_range(const Sorted& sorted,
                                                              const Key& key) {
    const detail::finder<Variant, Backend, Sorted> f(sorted, 1);
    const detail::single_key<detail::value_in<Sorted>> own(key);
    return {detail::position_of<side::lower>(f, own), detail::position_of<side::upper>(f, own)};
}
template <class Variant = branchless, class Backend = native, sorted_source Sorted, class Key>
    requires(!contiguous<Key>)
[[nodiscard]] std::size_t count(const Sorted& sorted, const Key& key) {
    const auto [first, last] = equal_range<Variant, Backend>(sorted, key);
    return last - first;
}
template <class Variant = branchless, class Backend = native, sorted_source Sorted, class Key>
    requires(!contiguous<Key>)
[[nodiscard]] bool contains(const Sorted& sorted, const Key& key) {
    const detail::finder<Variant, Backend, Sorted> f(sorted, 1);
    const detail::single_key<detail::value_in<Sorted>> own(key);
    return !own.is_below() && !own.is_above() &&
           f.array().equals(detail::position_of<side::lower>(f, own), own.value());
}
/// \}

/// An index of a sorted array, which it does not own: the `tree` rung for many calls. The array
/// must outlive the index and stay as it is. Constant functions may be called by several threads at
/// once. It can be passed to all functions of this family in the place of the array.
template <searchable T, class Backend = native>
class index {
public:
    using value_type = T; ///< what the array holds

    /// An index of no elements.
    index() : index(std::span<const T>()) {}
    /// An index of a contiguous range. O(n/B) for B elements per cache line; takes about
    /// 1/B of the array's memory. \throws std::bad_alloc
    template <contiguous Sorted>
        requires std::same_as<element_of<Sorted>, T>
    explicit index(const Sorted& sorted) : array_(detail::array_of(sorted)), searcher_(array_) {
        assert(array_.is_sorted() && "the array to search is not sorted");
    }

    /// Not of an array that would be gone.
    template <contiguous Sorted>
        requires(!std::ranges::enable_borrowed_range<Sorted>)
    explicit index(const Sorted&&) = delete;

    /// An index of the same array. \throws std::bad_alloc
    index(const index&) = default;
    /// The other one becomes an index of no elements.
    index(index&& other) noexcept : index() { swap(other); }
    /// Of the same array; if memory is short, nothing changes.
    index& operator=(index other) noexcept {
        swap(other);
        return *this;
    }
    ~index() = default;

    /// Exchanges two indices in constant time.
    /// \{
    void swap(index& other) noexcept {
        std::swap(array_, other.array_);
        std::swap(searcher_, other.searcher_);
    }
    friend void swap(index& a, index& b) noexcept { a.swap(b); }
    /// \}

    /// The number of elements of the array.
    [[nodiscard]] std::size_t size() const noexcept { return array_.size(); }
    /// The array.
    [[nodiscard]] const sorted_array<T>& array() const noexcept { return array_; }
    /// The memory that the index takes beside the array, in bytes.
    [[nodiscard]] std::size_t bytes() const noexcept { return searcher_.bytes(); }

    /// The position of a key, as by the functions of these names.
    /// \{
    template <class Key>
        requires(!contiguous<Key>)
    [[nodiscard]] std::size_t lower_bound(const Key& key) const noexcept {
        return search::lower_bound<tree, Backend>(*this, key);
    }
    template <class Key>
        requires(!contiguous<Key>)
    [[nodiscard]] std::size_t upper_bound(const Key& key) const noexcept {
        return search::upper_bound<tree, Backend>(*this, key);
    }
    /// \throws std::invalid_argument for an array without elements
    template <class Key>
        requires(!contiguous<Key>)
    [[nodiscard]] std::size_t closest(const Key& key) const {
        return search::closest<tree, Backend>(*this, key);
    }
    /// \}
    /// Both bounds of a key, how many elements are equal to it, and whether one is.
    /// \{
    template <class Key>
        requires(!contiguous<Key>)
    [[nodiscard]] std::pair<std::size_t, std::size_t> equal_range(const Key& key) const noexcept {
        return search::equal_range<tree, Backend>(*this, key);
    }
    template <class Key>
        requires(!contiguous<Key>)
    [[nodiscard]] std::size_t count(const Key& key) const noexcept {
        return search::count<tree, Backend>(*this, key);
    }
    template <class Key>
        requires(!contiguous<Key>)
    [[nodiscard]] bool contains(const Key& key) const noexcept {
        return search::contains<tree, Backend>(*this, key);
    }
    /// \}

    /// The positions of many keys, as by the functions of these names.
    /// \{
    template <contiguous Keys, position_range Results, execution_policy Execution = sequential>
    void lower_bound(const Keys& keys, Results&& positions, Execution how = {}) const {
        search::lower_bound<tree, Backend>(*this, keys, positions, how);
    }
    template <contiguous Keys, position_range Results, execution_policy Execution = sequential>
    void upper_bound(const Keys& keys, Results&& positions, Execution how = {}) const {
        search::upper_bound<tree, Backend>(*this, keys, positions, how);
    }
    template <contiguous Keys, position_range Results, execution_policy Execution = sequential>
    void closest(const Keys& keys, Results&& positions, Execution how = {}) const {
        search::closest<tree, Backend>(*this, keys, positions, how);
    }
    /// \}
    /// Both bounds of many keys, how many elements are equal to each, and which keys are equal to
    /// one; `contains` returns how many are.
    /// \{
    template <contiguous Keys, position_range First, position_range Last,
              execution_policy Execution = sequential>
    void equal_range(const Keys& keys, First&& first, Last&& last, Execution how = {}) const {
        search::equal_range<tree, Backend>(*this, keys, first, last, how);
    }
    template <contiguous Keys, position_range Results, execution_policy Execution = sequential>
    void count(const Keys& keys, Results&& counts, Execution how = {}) const {
        search::count<tree, Backend>(*this, keys, counts, how);
    }
    template <contiguous Keys, truth_range Results, execution_policy Execution = sequential>
    std::size_t contains(const Keys& keys, Results&& results, Execution how = {}) const {
        return search::contains<tree, Backend>(*this, keys, results, how);
    }
    /// \}
    /// The same, returning the positions or counts.
    /// \{
    template <contiguous Keys, execution_policy Execution = sequential>
    [[nodiscard]] std::vector<std::size_t> lower_bound(const Keys& keys, Execution how = {}) const {
        return search::lower_bound<tree, Backend>(*this, keys, how);
    }
    template <contiguous Keys, execution_policy Execution = sequential>
    [[nodiscard]] std::vector<std::size_t> upper_bound(const Keys& keys, Execution how = {}) const {
        return search::upper_bound<tree, Backend>(*this, keys, how);
    }
    template <contiguous Keys, execution_policy Execution = sequential>
    [[nodiscard]] std::vector<std::size_t> closest(const Keys& keys, Execution how = {}) const {
        return search::closest<tree, Backend>(*this, keys, how);
    }
    template <contiguous Keys, execution_policy Execution = sequential>
    [[nodiscard]] std::vector<std::size_t> count(const Keys& keys, Execution how = {}) const {
        return search::count<tree, Backend>(*this, keys, how);
    }
    /// \}

    /// Writes the positions of n keys: an index is a searcher, see hpk::search::variants.
    template <side Side, class Position>
    void find(const T* keys, std::size_t n, Position* positions) const noexcept {
        searcher_.template find<Side>(keys, n, positions);
    }

private:
    sorted_array<T> array_;
    detail::searcher_for<tree, Backend, T> searcher_;
};

/// The type of the elements is deduced.
template <contiguous Sorted>
index(const Sorted&) -> index<element_of<Sorted>>;

} // namespace HPK_ISA
} // namespace hpk::search
