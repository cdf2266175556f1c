// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// hpk's sides that are those of the oracle.

#include <array>
#include <cstddef>
#include <variant>

#include <hpk/diffusion/sides.hpp>

#include "oracle/rules.hpp"

namespace hpk::test {

/// hpk's side of the same kind.
inline diffusion::constant_side constant_side_of(const oracle::side& s) {
    using namespace diffusion;
    switch (s.kind) {
    case oracle::side_kind::fixed:
        return fixed{s.value};
    case oracle::side_kind::face_value:
        return face_value{s.value};
    case oracle::side_kind::flux:
        return flux{s.value, s.conductivity, s.spacing};
    case oracle::side_kind::convective:
        return convective{s.transfer, s.value, s.conductivity, s.spacing};
    case oracle::side_kind::mirrored:
        return mirrored{};
    default:
        return reflecting{};
    }
}

/// The same, for a side that may differ from cell to cell.
inline diffusion::any_side side_of(const oracle::side& s) {
    if (!s.along.empty())
        return diffusion::along{
            [all = s.along](std::size_t i) { return constant_side_of(all[i]); }};
    return std::visit([](auto kind) -> diffusion::any_side { return kind; }, constant_side_of(s));
}

inline diffusion::axis_sides axis_sides_of(const std::array<oracle::side, 2>& s) {
    if (s[0].kind == oracle::side_kind::periodic) return diffusion::periodic{};
    return {side_of(s[0]), side_of(s[1])};
}

inline diffusion::sides sides_of(const oracle::sides& s) {
    return {axis_sides_of(s[0]), axis_sides_of(s[1]), axis_sides_of(s[2])};
}

} // namespace hpk::test
