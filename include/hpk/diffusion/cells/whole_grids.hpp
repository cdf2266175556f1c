// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/cells/elementwise.hpp"
#include "hpk/diffusion/cells/shifted.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Operations on whole grids, like numpy's: each is applied to all cells before the next begins.
/// Frozen edges are never written.
template <class L, class Request>
class whole_grids {
public:
    using T = typename L::value_type;
    using source = grid_view<const T, Request::rank>;
    using target = grid_view<T, Request::rank>;

    explicit whole_grids(const Request& r) noexcept : outside_(r.outside), how_(r.how) {}

    /// out = operation(operands...), per cell; operands are grids, possibly out itself, and values.
    template <class Operation, class... Operands>
    void apply(target out, Operation operation, Operands... operands) const noexcept {
        for_each_stretch(out.extents(), outside_, how_, [&](stretch s) {
            elementwise<L>(s.size(), out.row(s.row) + s.first, operation, part(operands, s)...);
        });
    }

    /// out = u shifted: each cell becomes its neighbour on one side (-1 before, +1 after) along an
    /// axis.
    void roll(source u, std::size_t axis, int side, target out) const noexcept {
        with_rolled(u, axis, side, out, [](std::size_t n, T* to, auto neighbours) {
            elementwise<L>(n, to, std::identity{}, neighbours);
        });
    }

    /// out += u shifted.
    void add_rolled(source u, std::size_t axis, int side, target out) const noexcept {
        with_rolled(u, axis, side, out, [](std::size_t n, T* to, auto neighbours) {
            elementwise<L>(n, to, std::plus<>{}, to, neighbours);
        });
    }

private:
    template <class F>
    void with_rolled(source u, std::size_t axis, int side, target out, F f) const noexcept {
        for_each_stretch(u.extents(), outside_, how_, [&](stretch s) {
            T* const to = out.row(s.row) + s.first;
            for_each_shifted_run(
                u, s, axis, side, outside_,
                [&](std::size_t k, std::size_t n, auto neighbours) { f(n, to + k, neighbours); });
        });
    }

    static const T* part(source operand, stretch s) noexcept {
        return operand.row(s.row) + s.first;
    }
    static T part(T value, stretch) noexcept { return value; }

    typename Request::boundary_type outside_;
    typename Request::execution_type how_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
