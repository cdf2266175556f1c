// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <span>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {
namespace detail {

/// Vectors, arrays and spans, and everything that is seen as a grid.
template <class Range>
concept in_memory =
    (std::ranges::contiguous_range<Range> && std::ranges::sized_range<Range>) || grid_like<Range>;

/// The elements of a range, row by row those of a grid.
/// \throws std::invalid_argument for a view with gaps between its rows
template <in_memory Range>
[[nodiscard]] auto elements_of(Range&& range) {
    if constexpr (std::ranges::contiguous_range<Range>) {
        return std::span(std::ranges::data(range),
                         static_cast<std::size_t>(std::ranges::size(range)));
    } else {
        const auto view = view_of(std::forward<Range>(range));
        expects(view.contiguous(), [] {
            return "a view with gaps between its rows is not contiguous: copy its cells first";
        });
        return std::span(view.data(), view.size());
    }
}

/// An element, const in a range that is only read.
template <in_memory Range>
using element_type_of = typename decltype(detail::elements_of(std::declval<Range>()))::element_type;

/// True for the type of hpk::search::index.
template <class X>
concept an_index = requires(const X& x) {
    typename X::value_type;
    x.array().numbers();
    x.bytes();
};

} // namespace detail

/// One after the other in memory: vectors, arrays, spans, and grids without gaps.
template <class Range>
concept contiguous = detail::in_memory<const Range&>;
/// What such a range holds.
template <contiguous Range>
using element_of = std::remove_const_t<detail::element_type_of<const Range&>>;

/// What is searched: a contiguous range in ascending order, or an index of one.
template <class X>
concept sorted_source = contiguous<X> || detail::an_index<X>;

/// Places to write to, one after the other in memory. Range is deduced as for a
/// forwarding reference.
template <class Range>
concept writable = detail::in_memory<Range> && !std::is_const_v<detail::element_type_of<Range>>;

namespace detail {

template <class T>
concept character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
                    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

} // namespace detail

/// Where positions go: integers of any width, with or without a sign, but no bool or characters.
template <class Range>
concept position_range = writable<Range> && std::integral<detail::element_type_of<Range>> &&
                         !std::same_as<detail::element_type_of<Range>, bool> &&
                         !detail::character<detail::element_type_of<Range>>;
/// Where truth values go: bool, or integers or characters of one byte.
template <class Range>
concept truth_range = writable<Range> && std::integral<detail::element_type_of<Range>> &&
                      sizeof(detail::element_type_of<Range>) == 1;

} // namespace HPK_ISA
} // namespace hpk::search
