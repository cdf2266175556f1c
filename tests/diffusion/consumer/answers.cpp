// SPDX-License-Identifier: MIT

#include <hpk/diffusion.hpp>

#include "consumer/answers.hpp"

namespace {

using hpk::test::crc_of;
using hpk::test::expect;

/// The answers are those of tests/reference/diffusion.csv.
void check() {
    using namespace hpk::diffusion;
    const auto expect_of = [](auto crc, auto evolve_it, const char* what) {
        auto u = dye_block<double>(64, 64);
        evolve_it(u);
        expect(crc, crc_of(u), what);
    };
    expect_of(0x8b8ed6bbu, [](auto& u) { evolve(u, {}, 1000); }, "fastest");
    expect_of(
        0x8b8ed6bbu, [](auto& u) { evolve<time_blocked>(u, {}, 1000, {}, hpk::parallel{2}); },
        "time_blocked, two threads");
    expect_of(
        0x8b8ed6bbu, [](auto& u) { evolve<fused, hpk::scalar>(u, {}, 1000); }, "fused, scalar");
    expect_of(0xe42d8a9fu, [](auto& u) { evolve<convolution>(u, {}, 1000); }, "convolution");
    expect_of(0x9cdb8debu, [](auto& u) { evolve<cache_blocked>(u, {}, 1000); }, "cache_blocked");
    expect_of(0x6bc5fbe4u, [](auto& u) { evolve<roll>(u, {}, 1000); }, "roll");
}

const hpk::test::register_answers diffusion(check);

} // namespace
