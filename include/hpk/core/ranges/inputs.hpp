// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <limits>
#include <ranges>
#include <type_traits>
#include <utility>

#include "hpk/core/grid_view.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// How many elements are copied at a time from where they do not follow each other in memory.
inline constexpr std::size_t longest_copy = 4096;

/// Room for them, uninitialised.
template <class T>
struct copied_elements {
    copied_elements() noexcept {} // NOLINT(modernize-use-equals-default): that would write zeros

    [[nodiscard]] T* data() noexcept { return elements.data(); }

    std::array<T, longest_copy> elements;
};

/// An input gives its elements in blocks of at most `longest`: `block(first, count, buffer)` is the
/// address of elements first … first+count-1, in memory or copied to the buffer.
///
/// This one gives elements that follow each other in memory, without a copy.
template <class T>
class contiguous_input {
public:
    using value_type = T;
    struct buffer {};
    static constexpr std::size_t longest = (std::numeric_limits<std::size_t>::max)();

    contiguous_input(const T* data, std::size_t size) noexcept : data_(data), size_(size) {
        // Now the compiler cannot know the elements, nor merge the caller's operations with ours.
        asm("" : "+r"(data_) : : "memory");
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const T* block(std::size_t first, std::size_t, buffer&) const noexcept {
        return data_ + first;
    }

private:
    const T* data_;
    std::size_t size_;
};

/// Calls copy(cells, k, n) for each stretch of cells within a row, of the cells first …
/// first+count-1 of a grid, row by row: n cells, of which the first is number first + k.
template <class T, std::size_t Rank, class Copy>
void for_each_row_stretch(grid_view<T, Rank> cells, std::size_t first, std::size_t count,
                          const Copy& copy) noexcept {
    const std::size_t columns = cells.columns();
    std::size_t row = first / columns, column = first % columns;
    for (std::size_t k = 0; k < count; ++row, column = 0) {
        const std::size_t n = (std::min)(columns - column, count - k);
        copy(cells.row(row) + column, k, n);
        k += n;
    }
}

/// The cells of a grid, row by row; rows may be followed by cells that do not belong to the grid.
template <class T, std::size_t Rank>
class grid_input {
public:
    using value_type = T;
    using buffer = copied_elements<T>;
    static constexpr std::size_t longest = longest_copy;

    explicit grid_input(grid_view<const T, Rank> cells) noexcept : cells_(cells) {}

    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    [[nodiscard]] const T* block(std::size_t first, std::size_t count,
                                 buffer& copy) const noexcept {
        if (cells_.contiguous()) return cells_.data() + first;
        for_each_row_stretch(cells_, first, count,
                             [&](const T* cells, std::size_t k, std::size_t n) {
                                 std::copy_n(cells, n, copy.data() + k);
                             });
        return copy.data();
    }

private:
    grid_view<const T, Rank> cells_;
};

/// Elements that are reached through an iterator.
template <std::random_access_iterator Iterator>
class iterator_input {
public:
    using value_type = std::iter_value_t<Iterator>;
    using buffer = copied_elements<value_type>;
    static constexpr std::size_t longest = longest_copy;

    iterator_input(Iterator begin, std::size_t size) : begin_(begin), size_(size) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const value_type* block(std::size_t first, std::size_t count,
                                          buffer& copy) const noexcept {
        using distance = std::iter_difference_t<Iterator>;
        std::copy_n(begin_ + static_cast<distance>(first), static_cast<distance>(count),
                    copy.data());
        return copy.data();
    }

private:
    Iterator begin_;
    std::size_t size_;
};

/// The input that reads x.
template <class X>
[[nodiscard]] auto input_of(X& x) {
    if constexpr (std::ranges::contiguous_range<X> && std::ranges::sized_range<X>) {
        using T = std::ranges::range_value_t<X>;
        return contiguous_input<T>(std::ranges::data(x), std::ranges::size(x));
    } else if constexpr (grid_like<X&>) {
        const auto view = view_of(x);
        using view_type = std::remove_const_t<decltype(view)>;
        return grid_input<typename view_type::value_type, view_type::rank>(view);
    } else {
        return iterator_input(std::ranges::begin(x), std::ranges::size(x));
    }
}

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// A contiguous range (std::vector, std::span, an array), a grid, or another range with random
/// access and a size, whose iterators must not throw.
template <class X>
concept readable_range =
    grid_like<X&> || (std::ranges::random_access_range<X> && std::ranges::sized_range<X>);

/// The type of its elements.
template <readable_range X>
using element_of = typename decltype(detail::input_of(std::declval<X&>()))::value_type;

} // namespace HPK_ISA
} // namespace hpk
