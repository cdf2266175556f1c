// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "diffusion/peers/padded_loop.hpp"

/// Rules as a C programmer would write them by hand: one pass over padded, periodic grids of two
/// axes per step, compiled without hpk. The compiler may contract operations.
namespace hpk::bench::peers::rule_loops {

/// Cells of different widths; the rates are dt * D / h² of each axis.
void spacing(padded_pair<double>& u, double rate0, double rate1, std::int64_t steps);

/// A coefficient per cell. `below` and `right` are those of the faces after each cell along an
/// axis, padded like u.
void cells(padded_pair<double>& u, const double* below, const double* right, double dt,
           std::int64_t steps);

/// Sources, padded like u, on cells 1 wide; `scale` is dt * D.
void sources(padded_pair<double>& u, const double* s, double scale, double dt, std::int64_t steps);

/// Logistic growth, u * (1 - u).
void reaction(padded_pair<double>& u, double scale, double dt, std::int64_t steps);

/// Gray and Scott's reaction, as its equations are written in books.
void gray_scott(padded_pair<double>& u, padded_pair<double>& v, double D_u, double D_v, double feed,
                double kill, double dt, std::int64_t steps);

const char* name();      ///< the name of the compiler
const char* made_with(); ///< the compiler and its flags

} // namespace hpk::bench::peers::rule_loops
