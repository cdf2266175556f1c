// SPDX-License-Identifier: MIT

#include <bit>
#include <cstdint>
#include <vector>

#include <hpk/maps.hpp>

#include "consumer/answers.hpp"

namespace {

/// Results of JavaScript's Math.log and Math.exp.
void check() {
    const std::vector<double> x{0.3, 2, 10};
    std::vector<double> y(3);
    const auto bits = [&](std::size_t k) { return std::bit_cast<std::uint64_t>(y[k]); };
    hpk::maps::map(y, [](auto a) { return log(a); }, hpk::parallel{2}, x);
    hpk::test::expect(0xbff34378fcbda721, bits(0), "log(0.3)");
    hpk::test::expect(0x3fe62e42fefa39ef, bits(1), "log(2)");
    hpk::test::expect(0x40026bb1bbb55516, bits(2), "log(10)");
    hpk::maps::map<hpk::maps::blocked>(y, [](auto a) { return exp(a); }, x);
    hpk::test::expect(0x3ff599058c8c1a96, bits(0), "exp(0.3)");
    hpk::test::expect(0x401d8e64b8d4ddae, bits(1), "exp(2)");
    hpk::test::expect(0x40d5829dcf950560, bits(2), "exp(10)");
}

const hpk::test::register_answers maps(check);

} // namespace
