// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Sums, written as plainly as possible and compiled with strict IEEE 754 arithmetic.

#include <span>
#include <string_view>

namespace oracle {

/// The sum of x in an order of operations: in_order, compensated, pairwise, striped or exact.
/// \{
float sum(std::string_view order, std::span<const float> x);
double sum(std::string_view order, std::span<const double> x);
/// \}

/// The exact sum of x[k] * y[k], rounded once.
/// \{
float exact_dot(std::span<const float> x, std::span<const float> y);
double exact_dot(std::span<const double> x, std::span<const double> y);
/// \}

} // namespace oracle
