// SPDX-License-Identifier: MIT
#pragma once

namespace oracle {

float quotient(float a, float b);
double quotient(double a, double b);

} // namespace oracle
