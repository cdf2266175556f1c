// SPDX-License-Identifier: MIT

#include "diffusion/bits/diffusion.hpp"

namespace hpk::test {
namespace {

const register_bits diffusion_3d(enter_diffusion<3>);

} // namespace
} // namespace hpk::test
