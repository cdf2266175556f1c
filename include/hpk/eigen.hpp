// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The bridge to Eigen: Eigen's arrays can be used as grids, grids as Eigen arrays, and the
/// diffusion family has a variant written in Eigen's expressions.
///
///     #include <hpk/eigen.hpp>
///
///     Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> u = …;
///     hpk::diffusion::evolve(u, {}, 1000);                           // in place
///     hpk::diffusion::evolve(u.block(8, 8, 64, 64), {}, 10);         // a part of it
///     hpk::as_eigen(g) *= 2;                                         // a hpk::grid g
///
/// Eigen does not keep instruction sets apart: do not link two translation units that use it with
/// different -m flags.

#include "hpk/core/isa.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <Eigen/Core>

#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion.hpp"

namespace hpk {
namespace detail {
// Declared only, to test whether a type is derived from such a base.
template <class Derived>
void is_eigen_object(const Eigen::DenseBase<Derived>&);
template <class Derived>
void owns_coefficients(const Eigen::PlainObjectBase<Derived>&);
} // namespace detail

/// Eigen's objects whose coefficients lie in memory: Matrix, Array, Map, Ref, and blocks and
/// transposes of them.
template <class X>
concept eigen_array = requires(const X& x) {
    detail::is_eigen_object(x);
    requires(static_cast<unsigned>(X::Flags) & Eigen::DirectAccessBit) != 0;
};

/// Eigen arrays that refer to the coefficients of another object: maps, blocks and transposes.
template <class X>
concept eigen_view = eigen_array<X> && !requires(const X& x) { detail::owns_coefficients(x); };

/// Views a vector of Eigen as a grid of one axis, and any other row-major array as a grid of two.
/// The cells are const if Eigen's are.
template <eigen_array X>
struct grid_access<X> {
    /// The view of an X or a const X, with one axis for a vector, otherwise two.
    template <class Object>
    using seen = grid_view<std::remove_pointer_t<decltype(std::declval<Object&>().data())>,
                           X::IsVectorAtCompileTime ? 1 : 2>;

    /// A view of the coefficients; x keeps ownership.
    /// \throws std::invalid_argument if the cells of a row are not contiguous
    /// \{
    static seen<X> view(X& x) { return make(x); }
    static seen<const X> view(const X& x) { return make(x); }
    /// \}
    /// The same for a temporary map or block, whose coefficients outlive it.
    static seen<X> view(eigen_view auto&& x) { return make(x); }

private:
    template <class Object>
    static seen<Object> make(Object& x) {
        constexpr bool line = X::IsVectorAtCompileTime;
        static_assert(line || X::IsRowMajor,
                      "hpk's grids are row-major and this Eigen array is column-major: declare it "
                      "with Eigen::RowMajor, or pass its transpose(), which swaps the axes");
        const Eigen::Index columns = line ? x.size() : x.cols();
        const Eigen::Index row_stride = line || x.rows() <= 1 ? columns : x.outerStride();
        expects(row_stride >= columns && (columns <= 1 || x.innerStride() == 1), [&] {
            return "an Eigen array with the outer stride " + detail::shown(x.outerStride()) +
                   " and the inner stride " + detail::shown(x.innerStride()) +
                   " cannot be seen as a grid: that needs rows of neighbouring cells";
        });
        typename seen<Object>::extents_type extents;
        extents.front() = static_cast<std::size_t>(x.rows());
        extents.back() = static_cast<std::size_t>(columns);
        return {x.data(), extents, static_cast<std::size_t>(row_stride)};
    }
};

/// The cells of a grid as an Eigen array, without a copy: a line as a vector, a rectangle as a
/// row-major array, and the planes of a box below one another in one such array.
template <grid_like X>
[[nodiscard]] auto as_eigen(X&& x) {
    using namespace Eigen;
    const auto v = view_of(std::forward<X>(x));
    using T = std::remove_pointer_t<decltype(v.data())>;
    using value = std::remove_const_t<T>;
    using array = std::conditional_t<v.rank == 1, Array<value, Dynamic, 1>,
                                     Array<value, Dynamic, Dynamic, RowMajor>>;
    using cells = std::conditional_t<std::is_const_v<T>, const array, array>;
    const auto rows = static_cast<Index>(v.rows()), columns = static_cast<Index>(v.columns());
    const OuterStride<> row_stride(static_cast<Index>(v.row_stride()));
    if constexpr (v.rank == 1)
        return Map<cells>(v.data(), columns);
    else
        return Map<cells, Unaligned, OuterStride<>>(v.data(), rows, columns, row_stride);
}

} // namespace hpk

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// One axis of the two arrays between which the eigen variant alternates. They have one more cell
/// at each end for the outside values, except with frozen edges, which need none.
struct eigen_axis {
    Eigen::Index cells = 1, border = 0,
                 first = 0; ///< in the grid, beyond each end, first to change

    eigen_axis() = default;
    eigen_axis(std::size_t extent, bool frozen_edges)
        : cells(static_cast<Eigen::Index>(extent)), border(frozen_edges ? 0 : 1), first(1) {}
    [[nodiscard]] Eigen::Index length() const { return cells + 2 * border; }
    [[nodiscard]] Eigen::Index changing() const { return length() - 2 * first; }
};

/// The axes of a grid: with fewer than three axes there is one plane, with one axis one row.
struct eigen_axes {
    eigen_axis planes, rows, columns;

    template <std::size_t Rank>
    eigen_axes(const std::array<std::size_t, Rank>& extents, bool frozen_edges)
        : columns(extents[Rank - 1], frozen_edges) {
        if constexpr (Rank > 1) rows = eigen_axis(extents[Rank - 2], frozen_edges);
        if constexpr (Rank > 2) planes = eigen_axis(extents[0], frozen_edges);
    }
};

} // namespace detail

/// Typical Eigen code: it alternates between two arrays with a border, which is filled before each
/// step, and a step is one expression over all cells, c + (D*dt) * ((((S+N)+E)+W) - 4c). Eigen and
/// the compiler choose the order of operations, so it agrees with hpk's other variants up to
/// rounding and not to the bit. Boxes are computed plane by plane; with hpk::parallel each thread
/// has a band of rows, and lines use one thread. Scratch: two grids, each two cells longer along
/// each axis.
struct eigen {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "eigen";
    static constexpr std::string_view summary = "whole-array Eigen expressions";
    static constexpr bool vectorised = false; // by hpk; Eigen uses its own vectors

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        std::size_t cells = 2;
        for (const std::size_t extent : r.u.extents()) cells *= extent + 2;
        return cells;
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        using T = typename L::value_type;
        using B = typename Request::boundary_type;
        const grid_view<T, Request::rank> u = r.u;
        const detail::eigen_axes axes(u.extents(), std::same_as<B, frozen>);
        const auto &planes = axes.planes, &rows = axes.rows, &columns = axes.columns;
        if (planes.changing() < 1 || rows.changing() < 1 || columns.changing() < 1) return;

        const Eigen::Index height = planes.length() * rows.length(), width = columns.length();
        std::array<array<T>, 2> turns{array<T>(r.scratch.data(), height, width),
                                      array<T>(r.scratch.data() + height * width, height, width)};
        // A plane of the grid, and its place in an array.
        const auto plane = [&](Eigen::Index i) {
            return as_eigen(grid_view<T>(u.row(static_cast<std::size_t>(i * rows.cells)),
                                         {static_cast<std::size_t>(rows.cells), u.columns()},
                                         u.row_stride()));
        };
        const auto place = [&](array<T>& all, Eigen::Index i) {
            return all.block((planes.border + i) * rows.length() + rows.border, columns.border,
                             rows.cells, columns.cells);
        };

        turns[0].setZero();
        if constexpr (is_fixed<B>) turns[0] = r.outside.value;
        for (Eigen::Index i = 0; i < planes.cells; ++i) place(turns[0], i) = plane(i);
        turns[1] = turns[0];
        std::size_t now = 0;
        for (std::int64_t step = 0; step < r.steps; ++step, now = 1 - now) {
            fill_border<B>(turns[now], axes);
            advance<Request::rank>(turns[now], turns[1 - now], T(r.p.D * r.p.dt), axes, r.how);
        }
        for (Eigen::Index i = 0; i < planes.cells; ++i) plane(i) = place(turns[now], i);
    }
    /// \}

private:
    template <class T>
    using array = Eigen::Map<Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

    template <boundary B, class T>
    static void fill_border(array<T>& u, const detail::eigen_axes& axes) noexcept {
        const auto &planes = axes.planes, &rows = axes.rows, &columns = axes.columns;
        if constexpr (!is_fixed<B> && !std::same_as<B, frozen>) { // these two never change
            const auto fill = [](const detail::eigen_axis& axis, auto slice) {
                if (axis.border == 0) return;
                slice(0) = slice(1 + resolve<B>(-1, axis.cells));
                slice(axis.cells + 1) = slice(1 + resolve<B>(axis.cells, axis.cells));
            };
            fill(columns, [&](Eigen::Index j) { return u.col(j); });
            for (Eigen::Index plane = 0; plane < planes.length(); ++plane)
                fill(rows, [&](Eigen::Index i) { return u.row(plane * rows.length() + i); });
            fill(planes,
                 [&](Eigen::Index i) { return u.middleRows(i * rows.length(), rows.length()); });
        }
    }

    template <std::size_t Rank, class T, execution_policy Execution>
    static void advance(const array<T>& now, array<T>& next, T k, const detail::eigen_axes& axes,
                        Execution how) noexcept {
        const auto &planes = axes.planes, &rows = axes.rows, &columns = axes.columns;
        const Eigen::Index bands = std::clamp<Eigen::Index>(thread_count(how), 1, rows.changing());
        distribute(how, planes.changing() * bands, [&] {
            return [&](std::ptrdiff_t i) {
                const Eigen::Index plane = planes.first + i / bands;
                const Eigen::Index begin = rows.changing() * (i % bands) / bands;
                const Eigen::Index end = rows.changing() * (i % bands + 1) / bands;
                const auto block = [&](auto& cells, int di, int dj, int dk) {
                    return cells.block((plane + di) * rows.length() + rows.first + begin + dj,
                                       columns.first + dk, end - begin, columns.changing());
                };
                const auto u = [&](int di, int dj, int dk) { return block(now, di, dj, dk); };
                const auto c = u(0, 0, 0);
                auto result = block(next, 0, 0, 0);
                if constexpr (Rank == 1)
                    result = c + k * (u(0, 0, 1) + u(0, 0, -1) - T(2) * c);
                else if constexpr (Rank == 2)
                    result =
                        c + k * (u(0, 1, 0) + u(0, -1, 0) + u(0, 0, 1) + u(0, 0, -1) - T(4) * c);
                else
                    result = c + k * (u(1, 0, 0) + u(-1, 0, 0) + u(0, 1, 0) + u(0, -1, 0) +
                                      u(0, 0, 1) + u(0, 0, -1) - T(6) * c);
            };
        });
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
