// SPDX-License-Identifier: MIT

#include "oracle/arithmetic.hpp"

#include <cmath>

namespace oracle {

float quotient(float a, float b) {
    return a / b;
}
double quotient(double a, double b) {
    return a / b;
}
float square_root(float a) {
    return std::sqrt(a);
}
double square_root(double a) {
    return std::sqrt(a);
}

} // namespace oracle
