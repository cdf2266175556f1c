// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Functions of one element each, compiled with strict IEEE 754 arithmetic.

namespace oracle {

/// The diffusion step of the book's numexpr program: next * D * dt + u.
/// \{
float step(float next, float u, float D, float dt);
double step(double next, double u, double D, double dt);
/// \}

/// -(x - y) / (2 - x * y) + 1 / y, which is NaN for x = y = infinity.
/// \{
float fraction(float x, float y);
double fraction(double x, double y);
/// \}

/// The cross entropy of a label and a prediction, with the logarithm of the standard library.
double cross_entropy(double label, double prediction);

} // namespace oracle
