// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/cuda/kernels/thread.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The index of a cell along each axis, or a number of cells along each axis.
template <std::size_t Rank>
using index = std::array<std::ptrdiff_t, Rank>;

/// Extents as a grid has them.
template <std::size_t Rank>
[[nodiscard]] index<Rank> index_of(const std::array<std::size_t, Rank>& extents) noexcept {
    index<Rank> result{};
    for (std::size_t axis = 0; axis < Rank; ++axis)
        result[axis] = static_cast<std::ptrdiff_t>(extents[axis]);
    return result;
}

/// The number of cells of a grid or a part of one.
template <std::size_t Rank>
[[nodiscard]] constexpr std::ptrdiff_t cells_in(const index<Rank>& extents) noexcept {
    std::ptrdiff_t cells = 1;
    for (std::size_t axis = 0; axis < Rank; ++axis) cells *= extents[axis];
    return cells;
}

/// The index of the k-th cell. The last axis runs fastest.
template <std::size_t Rank>
[[nodiscard]] constexpr index<Rank> cell(std::ptrdiff_t k, const index<Rank>& extents) noexcept {
    index<Rank> i{};
    for (std::size_t axis = Rank; axis-- > 1; k /= extents[axis]) i[axis] = k % extents[axis];
    i[0] = k;
    return i;
}

/// The number of the cell with this index: the inverse of `cell`.
template <std::size_t Rank>
[[nodiscard]] constexpr std::ptrdiff_t number(const index<Rank>& i,
                                              const index<Rank>& extents) noexcept {
    std::ptrdiff_t k = i[0];
    for (std::size_t axis = 1; axis < Rank; ++axis) k = k * extents[axis] + i[axis];
    return k;
}

/// The distance in memory between neighbours along an axis, in cells.
template <std::size_t Rank>
[[nodiscard]] constexpr std::ptrdiff_t stride(std::size_t axis,
                                              const index<Rank>& extents) noexcept {
    std::ptrdiff_t cells = 1;
    for (std::size_t inner = axis + 1; inner < Rank; ++inner) cells *= extents[inner];
    return cells;
}

/// The coefficients of a rule as kernels read them: see hpk/diffusion/rule.hpp.
template <class T, std::size_t K>
struct coefficient_rows {
    const T* values = nullptr;              ///< of all rows
    const std::ptrdiff_t* begins = nullptr; ///< where row r of coefficient k begins, at r * K + k

    /// Those of a cell.
    template <std::size_t Rank>
    [[nodiscard]] constexpr std::array<lanes<T, thread>, K>
    at(const index<Rank>& i, const index<Rank>& extents) const noexcept {
        std::array<lanes<T, thread>, K> result{};
        if constexpr (K > 0) {
            std::ptrdiff_t row = 0;
            for (std::size_t axis = 0; axis + 1 < Rank; ++axis) row = row * extents[axis] + i[axis];
            const std::ptrdiff_t* const of_row = begins + row * std::ptrdiff_t{K};
            for (std::size_t k = 0; k < K; ++k) result[k] = {values[of_row[k] + i[Rank - 1]]};
        }
        return result;
    }
};

/// a / b, rounded up. Both are positive.
[[nodiscard]] constexpr std::ptrdiff_t quotient_up(std::ptrdiff_t a, std::ptrdiff_t b) noexcept {
    return (a + b - 1) / b;
}

/// True for boundaries that nvcc can compile for a GPU. It accepts a call of a function that is not
/// constexpr without a word, and then makes a kernel that does something else.
template <diffusion::boundary B>
inline constexpr bool resolves_on_gpu = !diffusion::resolving_boundary<B> || requires {
    typename std::integral_constant<std::ptrdiff_t, B::resolve(-1, 1)>;
};

/// True for formulas that nvcc can compile for a GPU: they can be computed at compile time. It
/// accepts others, too, and then makes an empty kernel.
template <class Formula, class T, std::size_t Rank, std::size_t F, std::size_t K>
concept formula_on_gpu = requires {
    typename std::bool_constant<(
        diffusion::evaluate(std::bit_cast<Formula>(std::array<std::byte, sizeof(Formula)>{}),
                            diffusion::stars<lanes<T, thread>, Rank, F>{},
                            std::array<lanes<T, thread>, K>{}),
        true)>;
};

/// The step of a single cell of F fields, with a formula of K coefficients.
template <class T, std::size_t Rank, std::size_t F, std::size_t K, diffusion::boundary B,
          class Formula>
struct cell_step {
    using L = lanes<T, thread>;               ///< a cell
    static constexpr std::size_t fields = F;  ///< the number of fields
    static constexpr std::size_t rank = Rank; ///< the number of axes
    using value_type = T;                     ///< float or double
    static_assert(std::is_trivially_copyable_v<Formula>,
                  "a formula is copied to the GPU byte by byte, so it must be trivially copyable");
    static_assert(
        formula_on_gpu<Formula, T, Rank, F, K>,
        "on a GPU, a rule's formula must be of a literal type, and its operator(), that of "
        "a reaction and what they call must be constexpr");
    static_assert(resolves_on_gpu<B>, "on a GPU, a boundary's resolve(i, n) must be constexpr");

    index<Rank> extents;         ///< of the whole grid
    B outside;                   ///< what lies beyond its edges
    Formula formula;             ///< makes a cell from a cell and its neighbours
    coefficient_rows<T, K> rows; ///< what the formula reads beside them

    /// The new value of a cell in all fields.
    ///
    /// \param old  the cell and its neighbours
    /// \param i    its index
    [[nodiscard]] constexpr std::array<L, F> operator()(const diffusion::stars<L, Rank, F>& old,
                                                        const index<Rank>& i) const noexcept {
        if constexpr (std::same_as<B, diffusion::frozen>)
            for (std::size_t axis = 0; axis < Rank; ++axis)
                if (i[axis] == 0 || i[axis] + 1 == extents[axis]) return old.centre;
        return diffusion::evaluate(formula, old, rows.at(i, extents));
    }

    /// Where the value of a neighbour is found.
    struct source {
        std::ptrdiff_t offset; ///< of the neighbour, from the cell itself in elements
        bool is_ghost;         ///< it is made of the cell that lies there
    };

    /// The source of the neighbour at a distance of 1 or -1 along an axis.
    ///
    /// \param i         the index of the cell along the axis
    /// \param axis      the axis
    /// \param distance  1 or -1
    /// \param stride    the distance in memory between neighbours along the axis
    /// \param done      the number of steps before, for sides that vary
    [[nodiscard]] constexpr source find(std::ptrdiff_t i, std::size_t axis, std::ptrdiff_t distance,
                                        std::ptrdiff_t stride,
                                        [[maybe_unused]] std::int64_t done) const noexcept {
        const std::ptrdiff_t n = extents[axis], j = i + distance;
        if (j >= 0 && j < n) return {distance * stride, false};
        if constexpr (diffusion::is_affine<B>) {
            if (!outside.wraps[axis])
                return {-distance * side(axis, distance, done).inward(n) * stride, true};
            return {(diffusion::resolve<diffusion::periodic>(j, n) - i) * stride, false};
        } else if constexpr (diffusion::is_fixed<B>) {
            return {0, true};
        } else if constexpr (std::same_as<B, diffusion::frozen>) {
            return {0, false}; // the cell keeps its value
        } else {
            return {(diffusion::resolve<B>(j, n) - i) * stride, false};
        }
    }

    /// The value of that neighbour.
    ///
    /// \param at  the cell itself, in the grid or in a copy of a part of it
    /// \param i   its index
    [[nodiscard]] constexpr L value(const source& s, const T* at,
                                    [[maybe_unused]] const index<Rank>& i,
                                    [[maybe_unused]] std::size_t axis,
                                    [[maybe_unused]] std::ptrdiff_t distance,
                                    [[maybe_unused]] std::int64_t done) const noexcept {
        if constexpr (diffusion::is_fixed<B>)
            if (s.is_ghost) return {outside.value};
        const L image{at[s.offset]};
        if constexpr (diffusion::is_affine<B>)
            if (s.is_ghost) {
                const std::ptrdiff_t along = diffusion::number_along(axis, extents, i);
                return side(axis, distance, done).at(static_cast<std::size_t>(along)).ghost(image);
            }
        return image;
    }

private:
    /// The side before or after an axis, in a step.
    [[nodiscard]] constexpr auto side(std::size_t axis, std::ptrdiff_t distance,
                                      std::int64_t done) const noexcept {
        const std::size_t after = distance < 0 ? 0 : 1;
        return outside.steps == nullptr ? outside.of[axis][after]
                                        : outside.steps[done][axis][after];
    }
};

} // namespace HPK_ISA
} // namespace hpk::cuda
