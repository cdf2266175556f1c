// SPDX-License-Identifier: MIT

#include <bit>
#include <cstdint>
#include <vector>

#include <hpk/reductions.hpp>

#include "consumer/answers.hpp"

namespace {

template <class Variant, class Backend = hpk::native>
std::uint64_t bits_of_sum() {
    std::vector<double> x;
    for (std::uint64_t k = 0; k < 10'000; ++k) {
        // All operations are exact, so that no flag changes the numbers.
        const std::uint64_t bits = k * 0x9e3779b97f4a7c15;
        const double number = static_cast<double>(bits >> 11) * 0x1p-53 - 0.5;
        x.push_back(k % 3 == 0 ? 0x1p10 * number : number);
    }
    return std::bit_cast<std::uint64_t>(
        hpk::reductions::sum<Variant, Backend>(x, hpk::parallel{2}));
}

/// The answers are those of math.fsum and, in order, of Python's own additions.
void check() {
    using namespace hpk::reductions;
    hpk::test::expect(0x40953e9e31b99872, bits_of_sum<extracted>(), "extracted");
    hpk::test::expect(0x40953e9e31b99872, (bits_of_sum<extracted, hpk::scalar>()),
                      "extracted, scalar");
    hpk::test::expect(0x40953e9e31b99872, bits_of_sum<expansion>(), "expansion");
    hpk::test::expect(0x40953e9e31b99888, bits_of_sum<in_order>(), "in_order");
}

const hpk::test::register_answers reductions(check);

} // namespace
