// SPDX-License-Identifier: MIT

#include "diffusion.hpp"

namespace hpk::test {

void enter_diffusion_1d(bits_table& table) {
    enter_diffusion<1>(table);
}

} // namespace hpk::test
