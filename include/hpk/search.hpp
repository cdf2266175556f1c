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
/// 'right'. Arrays are of integers of 32 or 64 bits, float or double, and so are the keys, of the
/// same type. Among floating-point values -0.0 equals 0.0 and NaN comes after all others. Positions
/// are written to any unsigned integers that hold the size of the array.
///
/// The array must be sorted in that order, which debug builds check; positions in one that is not
/// are unspecified, but none is larger than its size. Every variant on every backend gives the same
/// positions, whatever the compiler, its flags and the number of threads. Errors are
/// std::invalid_argument with a sentence that names the argument; nothing has been written then.
///
/// A hash table (hpk/hash_table.hpp) is quicker where only equality counts.

#include <algorithm>
#include <array>
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
/// \param  sorted     a contiguous range
/// \param  keys       a contiguous range of the same type of values, in any order
/// \param  positions  as many unsigned integers as there are keys
/// \param  how        hpk::sequential or hpk::parallel
/// \throws std::invalid_argument if keys and positions differ in number, if the type of positions
///         cannot hold the size of the array, or for threads < 0
///
/// Cost: O(log n) per key (`linear`: O(n)). The fastest variant makes an index of n/16 or n/8 ranks
/// (see `tree`) if there are enough keys.
template <class Variant = fastest, class Backend = native, searchable_range Sorted,
          searchable_range Keys, position_range Positions, execution_policy Execution = sequential>
void lower_bound(const Sorted& sorted, const Keys& keys, Positions&& positions,
                 Execution how = {}) {
    detail::find_positions<side::lower, Variant, Backend>(sorted, keys, positions, how);
}
/// How many elements come before each key or are equal to it; otherwise as lower_bound.
template <class Variant = fastest, class Backend = native, searchable_range Sorted,
          searchable_range Keys, position_range Positions, execution_policy Execution = sequential>
void upper_bound(const Sorted& sorted, const Keys& keys, Positions&& positions,
                 Execution how = {}) {
    detail::find_positions<side::upper, Variant, Backend>(sorted, keys, positions, how);
}
/// The position of the element that is closest to each key; of two at the same distance the larger
/// one, and of equal elements the first if they are not smaller than the key, else the last.
/// Distances of integers are exact, those of floating-point values are rounded once. NaN is closest
/// to NaN, or else to the last element. Source: Gorelick and Ozsvald, example 3-4.
/// \throws std::invalid_argument as lower_bound, and for an array without elements
template <class Variant = fastest, class Backend = native, searchable_range Sorted,
          searchable_range Keys, position_range Positions, execution_policy Execution = sequential>
void closest(const Sorted& sorted, const Keys& keys, Positions&& positions, Execution how = {}) {
    detail::expect_elements(std::ranges::size(sorted));
    lower_bound<Variant, Backend>(sorted, keys, positions, how);
    detail::move_to_closest(detail::as_sorted(sorted), std::ranges::data(keys),
                            std::ranges::size(keys), std::ranges::data(positions), how);
}

/// The same, returning the positions.
/// \{
template <class Variant = fastest, class Backend = native, searchable_range Sorted,
          searchable_range Keys, execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> lower_bound(const Sorted& sorted, const Keys& keys,
                                                   Execution how = {}) {
    std::vector<std::size_t> positions(std::ranges::size(keys));
    lower_bound<Variant, Backend>(sorted, keys, positions, how);
    return positions;
}
template <class Variant = fastest, class Backend = native, searchable_range Sorted,
          searchable_range Keys, execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> upper_bound(const Sorted& sorted, const Keys& keys,
                                                   Execution how = {}) {
    std::vector<std::size_t> positions(std::ranges::size(keys));
    upper_bound<Variant, Backend>(sorted, keys, positions, how);
    return positions;
}
template <class Variant = fastest, class Backend = native, searchable_range Sorted,
          searchable_range Keys, execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> closest(const Sorted& sorted, const Keys& keys,
                                               Execution how = {}) {
    std::vector<std::size_t> positions(std::ranges::size(keys));
    closest<Variant, Backend>(sorted, keys, positions, how);
    return positions;
}
/// \}

/// The position of one key. Without an index, a binary search.
/// \{
template <class Variant = branchless, class Backend = native, searchable_range Sorted>
[[nodiscard]] std::size_t lower_bound(const Sorted& sorted, element_of<Sorted> key) {
    const element_of<Sorted> keys[1]{key};
    std::size_t position[1];
    lower_bound<Variant, Backend>(sorted, keys, position);
    return position[0];
}
template <class Variant = branchless, class Backend = native, searchable_range Sorted>
[[nodiscard]] std::size_t upper_bound(const Sorted& sorted, element_of<Sorted> key) {
    const element_of<Sorted> keys[1]{key};
    std::size_t position[1];
    upper_bound<Variant, Backend>(sorted, keys, position);
    return position[0];
}
template <class Variant = branchless, class Backend = native, searchable_range Sorted>
[[nodiscard]] std::size_t closest(const Sorted& sorted, element_of<Sorted> key) {
    const element_of<Sorted> keys[1]{key};
    std::size_t position[1];
    closest<Variant, Backend>(sorted, keys, position);
    return position[0];
}
/// \}

/// The bounds of one key, how many elements are equal to it, and whether one is.
/// \{
template <class Variant = branchless, class Backend = native, searchable_range Sorted>
[[nodiscard]] std::pair<std::size_t, std::size_t> equal_range(const Sorted& sorted,
                                                              element_of<Sorted> key) {
    return {lower_bound<Variant, Backend>(sorted, key), upper_bound<Variant, Backend>(sorted, key)};
}
template <class Variant = branchless, class Backend = native, searchable_range Sorted>
[[nodiscard]] std::size_t count(const Sorted& sorted, element_of<Sorted> key) {
    const auto [first, last] = equal_range<Variant, Backend>(sorted, key);
    return last - first;
}
template <class Variant = branchless, class Backend = native, searchable_range Sorted>
[[nodiscard]] bool contains(const Sorted& sorted, element_of<Sorted> key) {
    return count<Variant, Backend>(sorted, key) > 0;
}
/// \}

/// An index of a sorted array, which it does not own: the `tree` rung for many calls. The array
/// must outlive the index and stay as it is. Constant functions may be called by several threads at
/// once.
template <searchable T, class Backend = native>
class index {
public:
    using value_type = T; ///< what the array holds

    /// An index of no elements.
    index() : index(static_cast<const T*>(nullptr), 0) {}
    /// An index of a contiguous range. O(n/B) for B elements per cache line; takes about
    /// 1/B of the array's memory. \throws std::bad_alloc
    template <searchable_range Sorted>
        requires std::same_as<element_of<Sorted>, T>
    explicit index(const Sorted& sorted)
        : index(std::ranges::data(sorted), std::ranges::size(sorted)) {}

    /// Not of an array that would be gone.
    template <searchable_range Sorted>
        requires(!std::ranges::enable_borrowed_range<Sorted>)
    explicit index(const Sorted&&) = delete;

    /// The number of elements of the array.
    [[nodiscard]] std::size_t size() const noexcept { return array_.size(); }
    /// The memory that the index takes beside the array, in bytes.
    [[nodiscard]] std::size_t bytes() const noexcept { return searcher_.bytes(); }

    /// The position of a key.
    /// \{
    [[nodiscard]] std::size_t lower_bound(T key) const noexcept {
        return position<side::lower>(key);
    }
    [[nodiscard]] std::size_t upper_bound(T key) const noexcept {
        return position<side::upper>(key);
    }
    /// \}
    /// Both of them: the elements equal to the key are those from the first position to before the
    /// second.
    [[nodiscard]] std::pair<std::size_t, std::size_t> equal_range(T key) const noexcept {
        return {lower_bound(key), upper_bound(key)};
    }
    /// How many elements are equal to the key.
    [[nodiscard]] std::size_t count(T key) const noexcept {
        return upper_bound(key) - lower_bound(key);
    }
    /// True if an element is equal to the key.
    [[nodiscard]] bool contains(T key) const noexcept { return count(key) > 0; }
    /// The position of the element that is closest to the key, as hpk::search::closest.
    /// \throws std::invalid_argument for an array without elements
    [[nodiscard]] std::size_t closest(T key) const {
        detail::expect_elements(size());
        return detail::closest_to(key, lower_bound(key), array_);
    }

    /// The positions of many keys, as by the functions of these names.
    /// \{
    template <searchable_range Keys, position_range Positions,
              execution_policy Execution = sequential>
    void lower_bound(const Keys& keys, Positions&& positions, Execution how = {}) const {
        find<side::lower>(keys, positions, how);
    }
    template <searchable_range Keys, position_range Positions,
              execution_policy Execution = sequential>
    void upper_bound(const Keys& keys, Positions&& positions, Execution how = {}) const {
        find<side::upper>(keys, positions, how);
    }
    template <searchable_range Keys, position_range Positions,
              execution_policy Execution = sequential>
    void closest(const Keys& keys, Positions&& positions, Execution how = {}) const {
        detail::expect_elements(size());
        lower_bound(keys, positions, how);
        detail::move_to_closest(array_, std::ranges::data(keys), std::ranges::size(keys),
                                std::ranges::data(positions), how);
    }
    /// \}

    /// Both bounds of many keys.
    template <searchable_range Keys, position_range Positions,
              execution_policy Execution = sequential>
    void equal_range(const Keys& keys, Positions&& first, Positions&& last,
                     Execution how = {}) const {
        detail::expect_call<element_of<Positions>>(size(), std::ranges::size(keys),
                                                   std::ranges::size(last), how);
        lower_bound(keys, first, how);
        upper_bound(keys, last, how);
    }
    /// How many elements are equal to each of many keys.
    template <searchable_range Keys, position_range Counts, execution_policy Execution = sequential>
    void count(const Keys& keys, Counts&& counts, Execution how = {}) const {
        const auto number = [&](std::size_t k, std::size_t first, std::size_t last) {
            std::ranges::data(counts)[k] = static_cast<element_of<Counts>>(last - first);
        };
        detail::expect_call<element_of<Counts>>(size(), std::ranges::size(keys),
                                                std::ranges::size(counts), how);
        for_each_range(keys, how, number);
    }
    /// Which of many keys are equal to an element. Returns how many are.
    template <searchable_range Keys, execution_policy Execution = sequential>
    std::size_t contains(const Keys& keys, std::span<bool> results, Execution how = {}) const {
        detail::expect_call<std::size_t>(size(), std::ranges::size(keys), results.size(), how);
        for_each_range(keys, how, [&](std::size_t k, std::size_t first, std::size_t last) {
            results[k] = first != last;
        });
        return static_cast<std::size_t>(std::ranges::count(results, true));
    }

private:
    index(const T* data, std::size_t size) : array_(data, size), searcher_(array_) {}

    /// Calls visit(k, lower bound, upper bound) for key k.
    template <class Keys, class Visit>
    void for_each_range(const Keys& keys, execution_policy auto how, const Visit& visit) const {
        static_assert(std::same_as<T, element_of<Keys>>, "the keys are not of the array's type");
        const T* const key = std::ranges::data(keys);
        detail::for_each_stretch(how, std::ranges::size(keys), [&](std::size_t k, std::size_t n) {
            std::array<std::size_t, detail::stretch> first, last;
            searcher_.template find<side::lower>(key + k, n, first.data());
            searcher_.template find<side::upper>(key + k, n, last.data());
            for (std::size_t j = 0; j < n; ++j) visit(k + j, first[j], last[j]);
        });
    }

    template <side Side>
    [[nodiscard]] std::size_t position(T key) const noexcept {
        std::size_t result = 0;
        searcher_.template find<Side>(&key, 1, &result);
        return result;
    }
    template <side Side, class Keys, class Positions>
    void find(const Keys& keys, Positions& positions, execution_policy auto how) const {
        static_assert(std::same_as<T, element_of<Keys>>, "the keys are not of the array's type");
        const std::size_t count = std::ranges::size(keys);
        detail::expect_call<element_of<Positions>>(size(), count, std::ranges::size(positions),
                                                   how);
        detail::find_all<Side>(searcher_, std::ranges::data(keys), count,
                               std::ranges::data(positions), how);
    }

    sorted_array<T> array_;
    detail::searcher_for<tree, Backend, T> searcher_;
};

/// The type of the elements is deduced.
template <searchable_range Sorted>
index(const Sorted&) -> index<element_of<Sorted>>;

} // namespace HPK_ISA
} // namespace hpk::search
