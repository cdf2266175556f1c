// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace rules {

/// The diffusion coefficient of the face between two cells.
enum class mean {
    harmonic,   ///< ((2*a)*b) / (a+b), as of two resistances in a row; 0 if both are 0
    arithmetic, ///< (a+b) * 0.5
};

/// The formula of conductive_cells.
template <class L, std::size_t Rank>
struct conductive_formula {
    L rate; ///< the time step

    /// The new value of a cell. `face` has the f of its faces, before and after it along each axis.
    [[nodiscard, gnu::always_inline]] constexpr L
    operator()(const L& c, const neighbours<L, Rank>& before, const neighbours<L, Rank>& after,
               const std::array<L, 2 * Rank>& face) const noexcept {
        L sum = face[1] * (after[0] - c) - face[0] * (c - before[0]);
        for (std::size_t axis = 1; axis < Rank; ++axis)
            sum = sum +
                  (face[2 * axis + 1] * (after[axis] - c) - face[2 * axis] * (c - before[axis]));
        return c + rate * sum;
    }
};

/// Diffusion with a coefficient k for each cell, du/dt = div(k grad u), on cells of any spacing.
/// What flows out of one cell through a face flows into the next, so a periodic or reflecting
/// boundary keeps the total, to rounding.
///
/// New value: c + dt*((g0 + g1) + g2) with ga = (f_after*(after - c)) - (f_before*(c - before)) for
/// each axis a. The f of a face is k / (h*h), where k is the mean of its two cells and h the width
/// of cells along the axis, all rounded as written. Beyond an edge k is that of the edge cell, or,
/// if the boundary is periodic, of the cell at the opposite edge. (S. Patankar, Numerical Heat
/// Transfer and Fluid Flow, 1980, section 4.2, has the reasons for the harmonic mean.)
///
/// A step is stable if dt * (the sum of the f of a cell's faces) <= 1 for each cell.
///
/// The object owns the coefficients of all faces, about Rank + 1 grids: make it once, and use it
/// for many calls.
template <class T, std::size_t Rank>
class conductive_cells {
public:
    bool check_stability = true; ///< throw if dt and k let errors grow

    /// Of cells that are 1 wide.
    explicit conductive_cells(grid_view<const T, Rank> k, mean faces = mean::harmonic)
        : conductive_cells(k, ones(), faces) {}
    /// \param k        not negative, and finite
    /// \param spacing  the width of a cell along each axis
    /// \param faces    how k is averaged
    /// \throws std::invalid_argument for a k that is negative or not finite, a width that is not
    ///         positive and finite, or whose square is not, and where the f of a cell's faces add
    ///         up to no finite number; std::bad_alloc
    conductive_cells(grid_view<const T, Rank> k, const std::array<double, Rank>& spacing,
                     mean faces = mean::harmonic)
        : extents_(k.extents()), spacing_(spacing) {
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            constexpr const char* names[] = {"spacing[0]", "spacing[1]", "spacing[2]"};
            const T h = static_cast<T>(detail::expect_positive(spacing[axis], names[axis]));
            square_[axis] = pinned(pinned(h) * pinned(h));
            detail::expect_positive(square_[axis], "the square of a spacing");
        }
        for (std::size_t row = 0; row < k.rows(); ++row)
            for (const T& value : std::span(k.row(row), k.columns()))
                expects(is_finite(value) && value >= 0, [&] {
                    return "k is " + hpk::detail::shown(value) +
                           " in a cell but must be finite and not negative";
                });
        if (k.empty()) return;
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis) make_outer_faces(k, axis, faces);
        make_faces_in_rows(k, faces);
        [&]<unsigned... Axes>(std::integer_sequence<unsigned, Axes...>) {
            largest_sum_ = (std::max)({largest_sum<periodic_along<Axes>>()...});
        }(std::make_integer_sequence<unsigned, 1u << Rank>());
    }

    /// The width of a cell along each axis.
    [[nodiscard]] const std::array<double, Rank>& spacing() const noexcept { return spacing_; }

    /// The largest stable time step: 1 / (the largest sum of the f of a cell's faces), or the
    /// largest finite number if that is less.
    template <std::same_as<T> Cell = T>
    [[nodiscard]] Cell stability_limit() const noexcept {
        constexpr T largest = (std::numeric_limits<T>::max)();
        if (pinned(largest * largest_sum_) <= 1) return largest;
        return quotient(T(1), largest_sum_);
    }

    /// The members of every rule: see hpk/diffusion/rule.hpp.
    /// \{
    static constexpr std::size_t coefficients = 2 * Rank;

    template <class L, std::size_t N>
        requires(N == Rank && std::same_as<typename L::value_type, T>)
    [[nodiscard]] auto formula(T dt) const noexcept {
        return conductive_formula<L, Rank>{L::broadcast(dt)};
    }

    /// Coefficient 2a is the face before the cell along axis a, 2a + 1 the one after it.
    template <class Boundary>
    [[nodiscard]] const T* row(std::size_t which, std::size_t row) const noexcept {
        const std::size_t axis = which / 2, after = which % 2;
        const bool wraps = is_periodic_along<Boundary>(axis);
        if (axis + 1 == Rank)
            return faces_in_rows_[wraps].data() + row * (extents_[axis] + 1) + after;
        const std::size_t n = extents_[axis], i = index_of_row(extents_, row, axis) + after;
        const bool at_edge = i == 0 || i == n;
        return outer_faces_[axis].data() + outer_face(axis, row, wraps && at_edge ? n + 1 : i);
    }

    template <std::size_t N>
    void expect(const std::array<std::size_t, N>& extents, T dt) const {
        using hpk::detail::shown;
        expects(extents == extents_, [&] {
            return "k has " + shown(extents_, " x ") + " cells but u has " + shown(extents, " x ");
        });
        expects(!check_stability || (dt >= 0 && pinned(pinned(dt) * largest_sum_) <= 1), [&] {
            return "dt is " + shown(dt) + " and the k / spacing^2 of a cell's faces add up to " +
                   shown(largest_sum_) +
                   ", but dt times that must be from 0 to 1, or errors grow (check_stability = "
                   "false lets them)";
        });
    }
    /// \}

private:
    [[nodiscard]] static std::array<double, Rank> ones() noexcept {
        std::array<double, Rank> result;
        result.fill(1);
        return result;
    }

    [[nodiscard]] static T mean_of(T a, T b, mean faces) noexcept {
        const T sum = pinned(pinned(a) + pinned(b));
        if (faces == mean::arithmetic) return pinned(sum * T(0.5));
        if (sum == 0) return 0;
        return quotient(pinned(pinned(T(2) * pinned(a)) * pinned(b)), sum);
    }
    /// The f of a face along an axis.
    [[nodiscard]] T between(T a, T b, mean faces, std::size_t axis) const noexcept {
        return quotient(mean_of(a, b, faces), square_[axis]);
    }

    /// Where a row of faces along an outer axis begins. Face i lies before the cells of index i,
    /// and face n after the last; the first and the last have the edge cell on both sides. Face n+1
    /// lies between the last cells and the first.
    [[nodiscard]] std::size_t outer_face(std::size_t axis, std::size_t row,
                                         std::size_t i) const noexcept {
        const std::size_t inside = rows_inside(axis);
        const std::size_t outside = row / inside / extents_[axis];
        const std::size_t number = (outside * (extents_[axis] + 2) + i) * inside + row % inside;
        return number * extents_[Rank - 1];
    }
    /// The number of rows from one index along an outer axis to the next.
    [[nodiscard]] std::size_t rows_inside(std::size_t axis) const noexcept {
        std::size_t rows = 1;
        for (std::size_t inner = axis + 1; inner + 1 < Rank; ++inner) rows *= extents_[inner];
        return rows;
    }

    void make_outer_faces(grid_view<const T, Rank> k, std::size_t axis, mean faces) {
        const std::size_t n = extents_[axis], inside = rows_inside(axis);
        outer_faces_[axis].resize(k.rows() / n * (n + 2) * k.columns());
        for (std::size_t row = 0; row < k.rows(); ++row) {
            const std::size_t i = index_of_row(extents_, row, axis);
            const auto make = [&](std::size_t face, std::size_t other) {
                T* const to = outer_faces_[axis].data() + outer_face(axis, row, face);
                for (std::size_t j = 0; j < k.columns(); ++j)
                    to[j] = between(k.row(other)[j], k.row(row)[j], faces, axis);
            };
            make(i, i == 0 ? row : row - inside);
            if (i + 1 == n) {
                make(n, row);
                make(n + 1, row - i * inside);
            }
        }
    }

    void make_faces_in_rows(grid_view<const T, Rank> k, mean faces) {
        const std::size_t n = k.columns();
        for (std::vector<T>& all : faces_in_rows_) all.resize(k.rows() * (n + 1));
        for (std::size_t row = 0; row < k.rows(); ++row) {
            const T* const cells = k.row(row);
            T* const edged = faces_in_rows_[0].data() + row * (n + 1);
            T* const wrapped = faces_in_rows_[1].data() + row * (n + 1);
            for (std::size_t j = 1; j < n; ++j)
                edged[j] = wrapped[j] = between(cells[j - 1], cells[j], faces, Rank - 1);
            edged[0] = between(cells[0], cells[0], faces, Rank - 1);
            edged[n] = between(cells[n - 1], cells[n - 1], faces, Rank - 1);
            wrapped[0] = wrapped[n] = between(cells[n - 1], cells[0], faces, Rank - 1);
        }
    }

    template <class Boundary>
    [[nodiscard]] T largest_sum() const {
        T largest = 0;
        for (std::size_t r = 0; r < number_of_cells(extents_) / extents_[Rank - 1]; ++r)
            for (std::size_t j = 0; j < extents_[Rank - 1]; ++j) {
                T sum = 0;
                for (std::size_t face = 0; face < coefficients; ++face)
                    sum = pinned(sum + row<Boundary>(face, r)[j]);
                expects(is_finite(sum), [] {
                    return std::string("k is so large, or a width so small, that the sum of "
                                       "k / spacing^2 over a cell's faces is not finite");
                });
                largest = (std::max)(largest, sum);
            }
        return largest;
    }

    std::array<std::size_t, Rank> extents_;
    std::array<double, Rank> spacing_;
    std::array<T, Rank> square_{}; ///< of the spacing
    std::array<std::vector<T>, Rank - 1> outer_faces_;
    /// The faces within rows, one more than cells: with edges, and wrapped around.
    std::array<std::vector<T>, 2> faces_in_rows_;
    T largest_sum_ = 0;
};

/// Diffusion with a coefficient for each cell: evolve(u, cells(k), dt, steps). k is a grid of the
/// type and the extents of u; it is not needed after the call.
template <readable_grid K>
[[nodiscard]] auto cells(K&& k, mean faces = mean::harmonic) {
    return conductive_cells<cell_type<K>, view_type<K>::rank>(view_of(std::forward<K>(k)), faces);
}
/// The same for cells of other widths, axis 0 first: cells(k, {2e-3, 1e-3}).
template <readable_grid K>
[[nodiscard]] auto cells(K&& k, const std::array<double, view_type<K>::rank>& spacing,
                         mean faces = mean::harmonic) {
    return conductive_cells<cell_type<K>, view_type<K>::rank>(view_of(std::forward<K>(k)), spacing,
                                                              faces);
}

} // namespace rules
} // namespace HPK_ISA
} // namespace hpk::diffusion
