// SPDX-License-Identifier: MIT

#include "diffusion.hpp"

namespace hpk::test {

void enter_diffusion_2d(bits_table& table) {
    enter_diffusion<2>(table);
}

} // namespace hpk::test
