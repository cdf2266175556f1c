// SPDX-License-Identifier: MIT

#include <complex>
#include <cstdint>
#include <numeric>

#include <hpk/julia.hpp>

#include "consumer/answers.hpp"

namespace {

using hpk::test::crc_of;
using hpk::test::expect;

template <class Variant, class Backend = hpk::native, class T>
std::uint32_t counts_crc(int width, std::complex<T> c, int max_iterations) {
    using namespace hpk::julia;
    const auto plane = accumulated_plane(region<T>{}, width);
    return crc_of(escape_counts<Variant, Backend>(plane, c, max_iterations));
}

/// The answers are those of tests/reference/julia.csv.
void check() {
    using namespace hpk::julia;
    const auto plane = accumulated_plane(region<double>{}, 1000);
    const auto counts = escape_counts(plane, {-0.62772, -0.42193}, 300, hpk::parallel{2});
    expect(33219980, std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}), "the sum");
    const std::complex<double> c{-0.62772, -0.42193};
    const std::complex<float> other{-0.8f, 0.156f};
    expect(0x080b66d7, counts_crc<trapped>(100, c, 300), "trapped");
    expect(0x080b66d7, counts_crc<interleaved>(100, c, 300), "interleaved");
    expect(0x080b66d7, counts_crc<expanded>(100, c, 300), "expanded");
    expect(0x50f46730, counts_crc<trapped>(257, other, 64), "trapped, float");
    expect(0x50f46730, counts_crc<complex_abs>(257, other, 64), "complex_abs, float");
    expect(0x080b66d7, (counts_crc<expanded, hpk::scalar>(100, c, 300)), "expanded, scalar");
}

const hpk::test::register_answers julia(check);

} // namespace
