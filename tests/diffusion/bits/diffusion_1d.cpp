// SPDX-License-Identifier: MIT

#include "diffusion/bits/diffusion.hpp"

namespace hpk::test {
namespace {

const register_bits diffusion_1d(enter_diffusion<1>);

} // namespace
} // namespace hpk::test
