// SPDX-License-Identifier: MIT

#include <bit>
#include <cstdint>
#include <vector>

#include <hpk/distinct.hpp>

#include "consumer/answers.hpp"

namespace {

template <class Variant, class Backend = hpk::native>
std::uint64_t bits_of_estimate() {
    std::vector<std::uint64_t> keys(200'000);
    for (std::uint64_t k = 0; k < keys.size(); ++k) keys[k] = k + 79;
    hpk::distinct::hyperloglog<std::uint64_t> sketch(12);
    sketch.add_many<Variant, Backend>(keys, hpk::parallel{2});
    return std::bit_cast<std::uint64_t>(sketch.estimate());
}

/// The answers are those of a row of tests/reference/distinct.csv.
void check() {
    using namespace hpk::distinct;
    hpk::test::expect(0x41086ccfde904fce, bits_of_estimate<fastest>(), "fastest");
    hpk::test::expect(0x41086ccfde904fce, (bits_of_estimate<sieved, hpk::scalar>()),
                      "sieved, scalar");
    hpk::test::expect(0x41086ccfde904fce, bits_of_estimate<textbook>(), "textbook");
    const double rate = split_block{1000}.false_positive_rate(20'000);
    hpk::test::expect(0x3f7046ce25e38e77, std::bit_cast<std::uint64_t>(rate), "split_block");
}

const hpk::test::register_answers distinct(check);

} // namespace
