// SPDX-License-Identifier: MIT

#include <string_view>

#include <hpk/core/backend.hpp>

#include "consumer/answers.hpp"

namespace {

/// Where one source is compiled for two machines, each has its own native backend.
void check() {
    const std::string_view side = HPK_TEST_SIDE, native = hpk::native::name();
    if (side == "x86-64") hpk::test::expect(1, native == "sse2" ? 1 : 0, "the native backend");
    if (side == "haswell")
        hpk::test::expect(1, native.starts_with("fma3+avx2") ? 1 : 0, "the native backend");
}

const hpk::test::register_answers core(check);

} // namespace
