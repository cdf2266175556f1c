// SPDX-License-Identifier: MIT
#include "oracle/maps.hpp"

#include <cmath>

namespace oracle {
namespace {

template <class T>
T step_of(T next, T u, T D, T dt) {
    return next * D * dt + u;
}
template <class T>
T fraction_of(T x, T y) {
    return -(x - y) / (2 - x * y) + 1 / y;
}

} // namespace

float step(float next, float u, float D, float dt) {
    return step_of(next, u, D, dt);
}
double step(double next, double u, double D, double dt) {
    return step_of(next, u, D, dt);
}

float fraction(float x, float y) {
    return fraction_of(x, y);
}
double fraction(double x, double y) {
    return fraction_of(x, y);
}

double cross_entropy(double label, double prediction) {
    return -(label * std::log(prediction) + (1 - label) * std::log(1 - prediction));
}

} // namespace oracle
