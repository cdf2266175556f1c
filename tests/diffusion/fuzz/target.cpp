// SPDX-License-Identifier: MIT
//
// Diffusion under libFuzzer: the first byte of an input chooses a rung. Add new inputs to
// ../corpus, which the ordinary tests replay with every rung.

#include "diffusion/fuzz.hpp"

#include "rung_problems.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    hpk::test::try_problem<hpk::test::diffusion_family, hpk::test::diffusion_problem>(data, size);
    return 0;
}
