// SPDX-License-Identifier: MIT

#include "oracle/arithmetic.hpp"

namespace oracle {

float quotient(float a, float b) {
    return a / b;
}
double quotient(double a, double b) {
    return a / b;
}

} // namespace oracle
