// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Converts std::mdspan, and other types with its interface such as Kokkos' mdspan, to grids and
/// back. Only the interface matters, so the header `mdspan` is not needed.

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"

namespace hpk {

/// The types with mdspan's interface whose data handle is a pointer to the elements.
template <class M>
concept mdspan_like = requires(const M& m, std::size_t axis) {
    requires M::rank() >= 1 && M::rank() <= 3;
    { m.extent(axis) } -> std::convertible_to<std::size_t>;
    { m.is_strided() } -> std::convertible_to<bool>;
    { m.stride(axis) } -> std::convertible_to<std::size_t>;
    { *m.data_handle() } -> std::same_as<typename M::reference>;
    requires std::is_pointer_v<std::remove_cvref_t<decltype(m.data_handle())>>;
};

namespace detail {

/// True if cells with these strides have the same addresses as those of the view. The stride of an
/// axis of one cell is never used, so it may be anything.
template <class T, std::size_t Rank>
bool same_places(grid_view<T, Rank> v, const std::array<std::size_t, Rank>& strides) noexcept {
    if (v.empty()) return true;
    for (std::size_t axis = 0; axis < Rank; ++axis)
        if (v.extent(axis) > 1 && v.strides()[axis] != strides[axis]) return false;
    return true;
}

template <mdspan_like M>
std::array<std::size_t, M::rank()> strides_of(const M& m) {
    std::array<std::size_t, M::rank()> strides{};
    for (std::size_t axis = 0; axis < M::rank(); ++axis)
        strides[axis] = static_cast<std::size_t>(m.stride(axis));
    return strides;
}

} // namespace detail

/// Views an mdspan whose rows are contiguous and evenly spaced as a grid.
template <mdspan_like M>
struct grid_access<M> {
    /// The view of M's elements.
    using view_type =
        grid_view<std::remove_reference_t<typename M::reference>, std::size_t{M::rank()}>;

    /// \throws std::invalid_argument if rows are not contiguous and evenly spaced
    static view_type view(const M& m) {
        typename view_type::extents_type extents{};
        for (std::size_t axis = 0; axis < M::rank(); ++axis)
            extents[axis] = static_cast<std::size_t>(m.extent(axis));

        expects(m.is_strided(),
                [] { return "an mdspan without strides cannot be seen as a grid"; });
        const auto strides = detail::strides_of(m);
        std::size_t row_stride = extents.back();
        for (std::size_t axis = 0; axis + 1 < M::rank(); ++axis)
            if (extents[axis] > 1) row_stride = strides[axis];
        const view_type result(m.data_handle(), extents, row_stride);
        expects(row_stride >= result.columns() && detail::same_places(result, strides), [&] {
            return "an mdspan with the strides " + detail::shown(strides, ", ") +
                   " cannot be seen as a grid: that needs rows of neighbouring cells, at equal "
                   "distances";
        });
        return result;
    }
};

/// A view of a grid as an mdspan of type M, for example, where the standard library has
/// std::mdspan,
///
///     using mdspan = std::mdspan<double, std::dextents<std::size_t, 2>, std::layout_stride>;
///     auto m = hpk::to_mdspan<mdspan>(grid);
///
/// \throws std::invalid_argument if M's layout would put the cells elsewhere: std::layout_right,
///         for example, leaves no gaps between rows
template <mdspan_like M, grid_like X>
    requires(M::rank_dynamic() == M::rank())
[[nodiscard]] M to_mdspan(X&& x) {
    using mapping = typename M::mapping_type;
    using extents_type = typename M::extents_type;
    const typename grid_access<M>::view_type v(std::forward<X>(x));
    const extents_type extents(v.extents());
    if constexpr (std::constructible_from<mapping, extents_type, decltype(v.strides())>) {
        return M(v.data(), mapping(extents, v.strides()));
    } else {
        const M m(v.data(), mapping(extents));
        const auto strides = detail::strides_of(m);
        expects(detail::same_places(v, strides), [&] {
            return "a grid with the strides " + detail::shown(v.strides(), ", ") +
                   " does not fit into an mdspan whose layout has the strides " +
                   detail::shown(strides, ", ");
        });
        return m;
    }
}

} // namespace hpk
