// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The oracle of the variants: the diffusion step, written without hpk and compiled with strict
/// IEEE 754 arithmetic (see CMakeLists.txt). Plain loops over a grid that is padded by one cell on
/// each side.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace oracle {

/// The programs from which the variants descend; each has its own order of operations.
enum class program { python, numpy_roll, numpy_in_place, numexpr, scipy, c };

/// The program whose order of operations has this name among the variants.
constexpr program program_of(std::string_view order) {
    if (order == "python") return program::python;
    if (order == "roll") return program::numpy_roll;
    if (order == "numpy_in_place") return program::numpy_in_place;
    if (order == "cache_blocked") return program::numexpr;
    if (order == "convolution") return program::scipy;
    if (order == "c") return program::c;
    throw std::invalid_argument("no program has this order");
}

enum class edge { periodic, fixed, reflecting, frozen };

/// The boundary of a grid.
template <class T>
struct surroundings {
    oracle::edge edge = oracle::edge::periodic;
    T value = 0; ///< the value at a fixed edge
};

/// A grid of one, two or three axes: row-major, the last extent first in memory.
template <class T>
struct cells {
    std::vector<std::size_t> extents;
    std::vector<T> values;
};

/// A grid at a point in time.
template <class T>
class diffusion {
public:
    diffusion(oracle::program, const cells<T>& start, surroundings<T>, T dt, T D);

    void step();
    std::vector<T> values() const;

private:
    template <program Program, std::size_t Rank>
    void advance_row(const T* now, T* next, std::size_t cells) const;
    template <std::size_t Rank>
    void advance_row(const T* now, T* next, std::size_t cells) const;
    void fill_padding();
    std::size_t place(std::size_t i, std::size_t j, std::size_t k) const;

    oracle::program program_;
    surroundings<T> outside_;
    T dt_, D_;
    std::size_t rank_;
    /// For three axes; axes that the grid does not have come first, have length 1 and are not
    /// padded.
    std::array<std::size_t, 3> extents_, padding_{}, strides_{};
    std::vector<T> now_, next_;
};

/// The grid after a number of steps.
template <class T>
std::vector<T> diffused(program, const cells<T>& start, surroundings<T>, T dt, T D,
                        std::int64_t steps);

/// The sum of the neighbours less 2 * rank * the cell, as program::c has it; 0 at frozen edges.
template <class T>
std::vector<T> laplacian(const cells<T>& u, surroundings<T>);

/// The sum over the axes of scipy.ndimage.correlate1d, but in T throughout.
template <class T>
std::vector<T> convolved(const cells<T>& u, std::span<const T> taps, surroundings<T>);

/// The sum of all values, in long double.
template <class T>
long double total(const std::vector<T>& values);

} // namespace oracle
