// SPDX-License-Identifier: MIT
//
// What would happen if cells had 16 bits: the numbers on docs/diffusion.md.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <hpk/core/grid.hpp>
#include <hpk/diffusion.hpp>

#include "common.hpp"

namespace hpk::test {
namespace {

/// The nearest number to x, which is not negative, with so many significant bits, but with no finer
/// ones than those of the smallest normal number. By integers, so that no flag plays a part.
float rounded_to(float x, int digits, int smallest_exponent) {
    const auto bits = std::bit_cast<std::uint32_t>(x);
    const int exponent = static_cast<int>(bits >> 23) - 127;
    const int dropped = 24 - digits + std::max(0, smallest_exponent - exponent);
    if (dropped > 24 || exponent < -100) return 0; // bfloat16's smallest do not matter here
    const std::uint32_t significand = (bits & 0x7fffff) | 0x800000;
    const std::uint32_t half = (std::uint32_t{1} << dropped) / 2;
    const std::uint32_t is_odd = significand >> dropped & 1; // ties go to the even one
    const std::uint32_t kept = (significand + half - 1 + is_odd) >> dropped;
    const auto unit = static_cast<std::uint32_t>(exponent - 23 + dropped + 127) << 23;
    return static_cast<float>(static_cast<std::int32_t>(kept)) * std::bit_cast<float>(unit);
}

struct damage {
    double largest_error, dye; ///< as parts of the true peak, and of the dye at the start
};

/// After 1000 steps of the book's block of dye in floats that are rounded after each step.
template <class Round>
damage after_steps(Round round) {
    auto u = diffusion::dye_block<float>(256, 256);
    auto truth = diffusion::dye_block<double>(256, 256);
    double at_start = 0, at_end = 0, error = 0, peak = 0;
    for (const double cell : truth) at_start += cell;
    for (float& cell : u) cell = round(cell);
    for (int step = 0; step < 1000; ++step) {
        diffusion::evolve(u, {}, 1);
        for (float& cell : u) cell = round(cell);
    }
    diffusion::evolve(truth, {}, 1000);
    for (std::size_t k = 0; k < u.size(); ++k) {
        const auto cell = static_cast<double>(u.data()[k]);
        peak = std::max(peak, truth.data()[k]);
        error = std::max(error, std::max(cell - truth.data()[k], truth.data()[k] - cell));
        at_end += cell;
    }
    return {error / peak, at_end / at_start};
}

TEST_CASE("cells of 16 bits would be wrong") {
    CHECK(rounded_to(0x1.002p0F, 11, -14) == 1);
    CHECK(rounded_to(0x1.006p0F, 11, -14) == 0x1.008p0F);
    CHECK(rounded_to(0x1.8p-24F, 11, -14) == 0x1p-23F);
    CHECK(rounded_to(0x1p-25F, 11, -14) == 0);
    CHECK(rounded_to(0x1.8p-25F, 11, -14) == 0x1p-24F);
    CHECK(rounded_to(0x1.01p0F, 8, -126) == 1);
    CHECK(rounded_to(0x1.ffp0F, 8, -126) == 2);
    if (!optimised) {
        WARN("the steps are left to optimised builds, where they take a second");
        return;
    }
    const damage single = after_steps([](float x) { return x; });
    CHECK(single.largest_error < 1e-5);
    CHECK(single.dye > 0.99999);
    CHECK(single.dye < 1.00001);
    const damage half = after_steps([](float x) { return rounded_to(x, 11, -14); });
    CAPTURE(half.largest_error, half.dye);
    CHECK(half.largest_error > 0.055);
    CHECK(half.largest_error < 0.065);
    const damage brain = after_steps([](float x) { return rounded_to(x, 8, -126); });
    CAPTURE(brain.largest_error, brain.dye);
    CHECK(brain.largest_error > 1.45);
    CHECK(brain.largest_error < 1.55);
    CHECK(brain.dye > 1.305);
    CHECK(brain.dye < 1.315);
}

} // namespace
} // namespace hpk::test
