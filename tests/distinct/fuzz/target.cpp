// SPDX-License-Identifier: MIT
//
// The readers of the distinct family under libFuzzer. Add new inputs to ../corpus, which the
// ordinary tests replay.

#include "distinct/fuzz.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    hpk::test::read_as_a_sketch(hpk::test::as_text(data, size));
    return 0;
}
