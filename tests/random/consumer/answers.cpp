// SPDX-License-Identifier: MIT

#include <cstdint>
#include <vector>

#include <hpk/random.hpp>

#include "consumer/answers.hpp"

namespace {

using namespace hpk::random;

template <class Variant, class Backend = hpk::native, class Engine>
std::uint64_t inside(Engine engine) {
    return static_cast<std::uint64_t>(
        count_in_quarter_circle<Variant, Backend>(engine, 100'000, hpk::parallel{2}));
}

/// The answers are numpy's: tests/reference/random.csv.
void check() {
    hpk::test::expect(78520, inside<fastest>(philox4x64(7)), "fastest");
    hpk::test::expect(78520, (inside<filled, hpk::scalar>(philox4x64(7))), "filled, scalar");
    hpk::test::expect(78520, inside<naive>(philox4x64(7)), "naive");
    hpk::test::expect(78493, inside<fastest>(hpk::random::mt19937(7)), "mt19937");
    hpk::random::mt19937 engine(42);
    std::vector<double> values(10'000);
    fill(engine, values);
    hpk::test::expect(0x6769152d, hpk::test::crc_of(values), "random_sample");
}

const hpk::test::register_answers random_numbers(check);

} // namespace
