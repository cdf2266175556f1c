// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>

#include <cuda_runtime_api.h>

#include "hpk/core/expects.hpp"
#include "hpk/cuda/grid.hpp"
#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/packed_coefficients.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/sides.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {
namespace detail {

/// Which axes are periodic.
template <std::size_t Rank, diffusion::boundary B>
[[nodiscard]] std::array<bool, Rank> periodic_axes(const B& outside) noexcept {
    std::array<bool, Rank> axes{};
    for (std::size_t axis = 0; axis < Rank; ++axis)
        if constexpr (std::same_as<B, diffusion::sides>)
            axes[axis] = outside[axis].is_periodic();
        else if constexpr (diffusion::tiles_know<B>)
            axes[axis] = diffusion::wraps(outside, axis);
    return axes;
}

} // namespace detail

/// A copy on the GPU of the grids that a rule reads beside the cells, such as the conductivities of
/// diffusion::rules::cells: for programs that call evolve many times.
///
///     const auto plate = hpk::diffusion::rules::cells(k);
///     const hpk::cuda::coefficients faces(plate, u, hpk::diffusion::reflecting{});
///     hpk::cuda::evolve(u, plate, 0.1, 100, hpk::diffusion::reflecting{}, stream, second, faces);
///
/// \tparam T     the type of the cells
/// \tparam Rank  the number of axes
template <class T, std::size_t Rank = 2>
class coefficients {
public:
    /// Copies them.
    ///
    /// \param rule     the rule, whose grids lie in the memory of the CPU
    /// \param u        a grid of the extents of those that are to be advanced
    /// \param outside  the boundary; what matters is which axes are periodic
    /// \param stream   the stream that copies; the call waits for it
    /// \throws std::invalid_argument if the rule does not fit the grid; hpk::cuda::error
    template <class Rule, diffusion::boundary Boundary = diffusion::periodic>
    coefficients(const Rule& rule, const grid<T, Rank>& u, const Boundary& outside = {},
                 cudaStream_t stream = nullptr)
        : extents_(u.extents()),
          number_(diffusion::coefficients_of<diffusion::timed_rule<Rule, T>>),
          periodic_axes_(detail::periodic_axes<Rank>(outside)) {
        if constexpr (requires { rule.template expect<Rank>(extents_, T(0)); })
            rule.template expect<Rank>(extents_, T(0));
        if (u.empty()) return;
        const diffusion::timed_rule<Rule, T> p{&rule, T(0)};
        const packed_coefficients<T> rows = [&] {
            if constexpr (std::same_as<Boundary, diffusion::sides>) {
                diffusion::affine_sides<T, Rank> sides{};
                sides.wraps = periodic_axes_;
                return packed(p, extents_, sides);
            } else {
                return packed(p, extents_, outside);
            }
        }();
        values_ = grid<T, 1>(std::span(rows.values), stream);
        begins_ = grid<std::ptrdiff_t, 1>(std::span(rows.begins), stream);
    }

    /// The coefficients as kernels read them, after a check that they are those of a call.
    ///
    /// \tparam K       the number of coefficients of the call's rule
    /// \param extents  of its grids
    /// \param outside  its boundary
    /// \throws std::invalid_argument
    template <std::size_t K, diffusion::boundary Boundary>
    [[nodiscard]] coefficient_rows<T, K> rows(const std::array<std::size_t, Rank>& extents,
                                              const Boundary& outside) const {
        using hpk::detail::shown;
        expects(number_ == K, [&] {
            return "there are " + shown(number_) + " coefficients but the rule reads " + shown(K);
        });
        expects(extents == extents_, [&] {
            return "the coefficients are for " + shown(extents_, " x ") + " cells but u has " +
                   shown(extents, " x ");
        });
        expects(K == 0 || !values_.empty(),
                [] { return std::string("the coefficients were moved to another object"); });
        expects(detail::periodic_axes<Rank>(outside) == periodic_axes_, [] {
            return std::string(
                "the coefficients were made for a boundary with other periodic axes");
        });
        return {values_.data(), begins_.data()};
    }

private:
    std::array<std::size_t, Rank> extents_;
    std::size_t number_;
    std::array<bool, Rank> periodic_axes_;
    grid<T, 1> values_;
    grid<std::ptrdiff_t, 1> begins_;
};

} // namespace HPK_ISA
} // namespace hpk::cuda
