// SPDX-License-Identifier: MIT
//
// Compiled with -masm=intel: operations that are written in assembly must not exchange their
// operands.

#include <hpk/core/exact.hpp>

int main() {
    const bool right = hpk::quotient(1.0, 4.0) == 0.25 && hpk::quotient(1.0F, 4.0F) == 0.25F;
    return right ? 0 : 1;
}
