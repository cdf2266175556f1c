// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Checks of the arguments of the functions in hpk/diffusion.hpp.

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rules/cells.hpp"
#include "hpk/diffusion/rules/spacing.hpp"
#include "hpk/diffusion/sides.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

inline void expect_at_least(std::int64_t value, std::int64_t least, const char* name) {
    expects(value >= least, [&] {
        return std::string(name) + " is " + hpk::detail::shown(value) + " but must be at least " +
               hpk::detail::shown(least);
    });
}

/// Checks that rows do not overlap and that the grid fits into the address space.
template <class T, std::size_t Rank>
void expect_grid(grid_view<T, Rank> u, const std::string& name) {
    using hpk::detail::shown;
    expects(u.row_stride() >= u.columns(), [&] {
        return name + " has rows of " + shown(u.columns()) + " cells but only " +
               shown(u.row_stride()) + " from one row to the next";
    });
    std::size_t room = (std::numeric_limits<std::ptrdiff_t>::max)() / sizeof(T);
    room /= (std::max)(u.row_stride(), std::size_t{1});
    for (std::size_t axis = 0; axis + 1 < Rank; ++axis)
        room /= (std::max)(u.extent(axis), std::size_t{1});
    expects(room != 0, [&] {
        return name + " has " + shown(u.extents(), " x ") + " cells, row stride " +
               shown(u.row_stride()) + ", which is larger than the address space";
    });
}

/// Checks that sides which depend on the width of cells have that of the grid. It is not known for
/// other rules than these.
/// \{
template <std::size_t Rank, class P, boundary B>
void expect_same_spacing(const P&, const B&) noexcept {}
template <std::size_t Rank, class T>
void expect_same_spacing(const parameters<T>& p, const sides& outside) {
    for (std::size_t axis = 0; axis < Rank; ++axis)
        for (const any_side& one : {outside[axis].before(), outside[axis].after()}) {
            const double width = spacing_of(one, static_cast<double>(p.spacing[axis]));
            expects(pinned(static_cast<T>(width)) == pinned(p.spacing[axis]), [&] {
                using hpk::detail::shown;
                return "a side of axis " + shown(axis) + " has cells " + shown(width) +
                       " wide but the grid's are " + shown(p.spacing[axis]) +
                       " wide along that axis";
            });
        }
}
template <std::size_t Rank, class T>
void expect_same_spacing(const timed_rule<rules::axes<Rank>, T>& p, const sides& outside) {
    expect_same_spacing<Rank>(
        parameters<T>{.spacing = rules::axes<Rank>::template for_cells<T>(p.rule->spacing)},
        outside);
}
template <std::size_t Rank, class T>
void expect_same_spacing(const timed_rule<rules::conductive_cells<T, Rank>, T>& p,
                         const sides& outside) {
    expect_same_spacing<Rank>(
        parameters<T>{.spacing = rules::axes<Rank>::template for_cells<T>(p.rule->spacing())},
        outside);
}
/// \}

/// Checks that no side of a boundary varies from step to step.
template <std::size_t Rank, boundary B>
void expect_constant(const B& outside, const char* function) {
    if constexpr (std::same_as<B, sides>)
        expects(!any_varies<Rank>(outside), [&] {
            return std::string(function) + " does not take varying sides, but steps of evolve do";
        });
}

/// Checks a boundary, and returns it with its values converted to the grid's type.
template <class T, std::size_t Rank, boundary B>
[[nodiscard]] auto expect_boundary(const B& outside) {
    static_assert(!std::same_as<B, sides>);
    if constexpr (is_fixed<B>) {
        using U = decltype(outside.value);
        static_assert(std::same_as<U, float> || std::same_as<U, double>,
                      "a fixed boundary's value is a float or a double");
        const U value = pinned(outside.value);
        constexpr auto largest = (std::numeric_limits<T>::max)();
        expects(is_finite(value) && value <= largest && value >= -largest, [&] {
            return "fixed.value is " + hpk::detail::shown(value) +
                   " but must be a finite value of the grid's type";
        });
        return fixed<T>{static_cast<T>(value)};
    } else {
        return outside;
    }
}
/// The same where sides are taken, as they are in the first step. They refer to `arrays`.
template <class T, std::size_t Rank, boundary B>
[[nodiscard]] auto expect_boundary(const B& outside,
                                   [[maybe_unused]] const std::array<std::size_t, Rank>& extents,
                                   [[maybe_unused]] side_arrays<T>& arrays) {
    if constexpr (std::same_as<B, sides>)
        return expect_sides(outside, 0, extents, arrays);
    else
        return expect_boundary<T, Rank>(outside);
}

/// True if the two may share an element of memory. Views with different row strides count as
/// overlapping as soon as one begins before the other ends.
template <class T, std::size_t Rank>
[[nodiscard]] bool overlap(grid_view<T, Rank> a, grid_view<T, Rank> b) noexcept {
    if (a.empty() || b.empty()) return false;
    const auto address = [](const T* p) { return reinterpret_cast<std::uintptr_t>(p); };
    const auto end = [&](grid_view<T, Rank> v) {
        return address(v.row(v.rows() - 1) + v.columns());
    };
    if (address(b.data()) < address(a.data())) std::swap(a, b);
    if (end(a) <= address(b.data())) return false;
    if (a.row_stride() != b.row_stride()) return true;
    // They may lie side by side in the rows of a larger grid.
    const std::size_t offset = (address(b.data()) - address(a.data())) / sizeof(T) % a.row_stride();
    return offset < a.columns() || offset + b.columns() > a.row_stride();
}

/// Checks the grids of all fields: they have the same extents, and share no cells.
template <class T, std::size_t Rank, std::size_t F>
void expect_fields(const field_views<T, Rank, F>& u, const std::string& name) {
    using hpk::detail::shown;
    if constexpr (F == 1) {
        expect_grid(u[0], name);
    } else {
        const auto name_of = [&](std::size_t f) { return name + "[" + shown(f) + "]"; };
        for (std::size_t f = 0; f < F; ++f) {
            expect_grid(u[f], name_of(f));
            expects(u[f].extents() == u[0].extents(), [&] {
                return name_of(f) + " has " + shown(u[f].extents(), " x ") + " cells but " +
                       name_of(0) + " has " + shown(u[0].extents(), " x ");
            });
            for (std::size_t other = 0; other < f; ++other)
                expects(!overlap(u[f], u[other]), [&] {
                    return name_of(f) + " shares cells with " + name_of(other) +
                           ", but must have its own";
                });
        }
    }
}

/// Checks a grid that is read and another that is written.
template <class T, class U, std::size_t RankIn, std::size_t RankOut>
void expect_in_and_out(grid_view<T, RankIn> in, grid_view<U, RankOut> out) {
    static_assert(std::same_as<std::remove_const_t<T>, U>,
                  "in and out must have cells of the same type");
    static_assert(RankIn == RankOut, "in and out must have the same number of axes");
    expect_grid(in, "in");
    expect_grid(out, "out");
    expects(in.extents() == out.extents(), [&] {
        using hpk::detail::shown;
        return "out has " + shown(out.extents(), " x ") + " cells but in has " +
               shown(in.extents(), " x ");
    });
    expects(!overlap(in, to_read(out)),
            [] { return std::string("out shares cells with in, but must have its own"); });
}

/// Checks the fields that are read and those that are written.
template <class T, std::size_t Rank, std::size_t F>
void expect_in_and_out(const field_views<const T, Rank, F>& in,
                       const field_views<T, Rank, F>& out) {
    if constexpr (F > 1) {
        expect_fields(in, "in");
        expect_fields(out, "out");
    }
    for (std::size_t f = 0; f < F; ++f)
        for (std::size_t other = 0; other < F; ++other) expect_in_and_out(in[f], out[other]);
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::diffusion
