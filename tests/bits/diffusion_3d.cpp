// SPDX-License-Identifier: MIT

#include "diffusion.hpp"

namespace hpk::test {

void enter_diffusion_3d(bits_table& table) {
    enter_diffusion<3>(table);
}

} // namespace hpk::test
