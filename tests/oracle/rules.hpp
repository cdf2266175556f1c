// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The oracle of rules: plain loops that look up every neighbour by index, without hpk and compiled
/// with strict IEEE 754 arithmetic (see CMakeLists.txt).

#include <array>
#include <cstdint>
#include <vector>

#include "oracle/diffusion.hpp"

namespace oracle {

/// What a step adds to a cell.
template <class T>
struct rule {
    std::array<T, 3> D{1, 1, 1}, h{1, 1, 1}; ///< for each axis; D is used if `k` is empty
    std::vector<T> k{};                      ///< for each cell, with faces between them
    bool arithmetic = false;                 ///< the faces' mean; else harmonic
    std::vector<T> sources{};                ///< times dt, unless empty
    std::vector<bool> held{};                ///< cells that do not change, unless empty
    bool logistic = false;                   ///< c*(1-c) times dt, too
};

/// The kinds of sides. With `periodic`, both sides of an axis must be so.
enum class side_kind { periodic, reflecting, fixed, face_value, flux, convective, mirrored };

/// A side of a grid.
struct side {
    side_kind kind = side_kind::periodic;
    double value = 0;                                   ///< fixed, face_value, flux; ambient
    double transfer = 0, conductivity = 1, spacing = 1; ///< flux, convective
    std::vector<side> along{}; ///< unless empty, in its place a side for each edge cell
};

/// Before and after each axis.
using sides = std::array<std::array<side, 2>, 3>;

/// The grid after a number of steps.
template <class T>
std::vector<T> advanced(const rule<T>&, const cells<T>& start, const sides&, T dt,
                        std::int64_t steps);

/// The same, with one boundary for all sides.
template <class T>
std::vector<T> advanced(const rule<T>&, const cells<T>& start, surroundings<T>, T dt,
                        std::int64_t steps);

/// The coefficients of the reaction of Gray and Scott.
template <class T>
struct gray_scott {
    T D_u, D_v, feed, kill;
};

/// Its two fields after a number of steps; `start` are u and v.
template <class T>
std::array<std::vector<T>, 2> advanced(const gray_scott<T>&, const std::array<cells<T>, 2>& start,
                                       surroundings<T>, T dt, std::int64_t steps);
/// The same, with a boundary for each side.
template <class T>
std::array<std::vector<T>, 2> advanced(const gray_scott<T>&, const std::array<cells<T>, 2>& start,
                                       const sides&, T dt, std::int64_t steps);

} // namespace oracle
