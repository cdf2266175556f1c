// SPDX-License-Identifier: MIT

#include "diffusion/bits/diffusion.hpp"

namespace hpk::test {
namespace {

const register_bits diffusion_2d(enter_diffusion<2>);

} // namespace
} // namespace hpk::test
