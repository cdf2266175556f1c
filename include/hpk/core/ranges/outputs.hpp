// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <ranges>
#include <type_traits>
#include <utility>

#include "hpk/core/grid_view.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/ranges/inputs.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// An output takes elements in blocks of at most `longest`: they are written to
/// `block(first, buffer)`, which is their place in memory or the buffer, and then `put(first,
/// count, buffer)` brings them to their place.
///
/// In this one elements follow each other in memory.
template <class T>
class contiguous_output {
public:
    using value_type = T;
    struct buffer {};
    static constexpr std::size_t longest = contiguous_input<T>::longest;

    contiguous_output(T* data, std::size_t size) noexcept : data_(data), size_(size) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] T* block(std::size_t first, buffer&) const noexcept { return data_ + first; }
    void put(std::size_t, std::size_t, buffer&) const noexcept {}

private:
    T* data_;
    std::size_t size_;
};

/// The cells of a grid, row by row; rows may be followed by cells that do not belong to the grid.
template <class T, std::size_t Rank>
class grid_output {
public:
    using value_type = T;
    using buffer = copied_elements<T>;
    static constexpr std::size_t longest = longest_copy;

    explicit grid_output(grid_view<T, Rank> cells) noexcept : cells_(cells) {}

    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    [[nodiscard]] T* block(std::size_t first, buffer& copy) const noexcept {
        return cells_.contiguous() ? cells_.data() + first : copy.data();
    }
    void put(std::size_t first, std::size_t count, buffer& copy) const noexcept {
        if (cells_.contiguous()) return;
        for_each_row_stretch(cells_, first, count, [&](T* cells, std::size_t k, std::size_t n) {
            std::copy_n(copy.data() + k, n, cells);
        });
    }

private:
    grid_view<T, Rank> cells_;
};

/// The output that writes x.
template <class X>
[[nodiscard]] auto output_of(X& x) noexcept {
    if constexpr (std::ranges::contiguous_range<X> && std::ranges::sized_range<X>) {
        using T = std::ranges::range_value_t<X>;
        return contiguous_output<T>(std::ranges::data(x), std::ranges::size(x));
    } else {
        const auto view = view_of(x);
        using view_type = std::remove_const_t<decltype(view)>;
        return grid_output<typename view_type::value_type, view_type::rank>(view);
    }
}

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// A contiguous range or a grid whose elements may be written.
template <class X>
concept writable_range =
    (std::ranges::contiguous_range<X&> && std::ranges::sized_range<X&> &&
     !std::is_const_v<std::remove_reference_t<std::ranges::range_reference_t<X&>>>) ||
    (!std::ranges::contiguous_range<X&> && grid_like<X&> &&
     !std::is_const_v<typename decltype(view_of(std::declval<X&>()))::element_type>);

} // namespace HPK_ISA
} // namespace hpk
