// SPDX-License-Identifier: MIT
#pragma once

namespace oracle {

float quotient(float a, float b);
double quotient(double a, double b);
float square_root(float a);
double square_root(double a);

} // namespace oracle
