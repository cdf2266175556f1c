// SPDX-License-Identifier: MIT
//
// A consumer's program with known results, to be compiled under flags that change what compilers
// may do. It does not use the project's test library, which such flags would change, too.

#include <complex>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/diffusion.hpp>
#include <hpk/hash_table.hpp>
#include <hpk/julia.hpp>

#include "../crc32.hpp"

namespace {

int failures = 0;

void expect(std::uint64_t expected, std::uint64_t actual, const char* what) {
    if (actual == expected) return;
    std::fprintf(stderr, "%s: %llx instead of %llx\n", what,
                 static_cast<unsigned long long>(actual),
                 static_cast<unsigned long long>(expected));
    ++failures;
}

template <class Range>
std::uint32_t crc_of(const Range& values) {
    return hpk::test::crc32(std::as_bytes(std::span(values.data(), values.size())));
}

template <class Variant, class Backend = hpk::native, class T>
std::uint32_t counts_crc(int width, std::complex<T> c, int max_iterations) {
    using namespace hpk::julia;
    const auto plane = accumulated_plane(region<T>{}, width);
    return crc_of(escape_counts<Variant, Backend>(plane, c, max_iterations));
}

/// The expected results are those of tests/reference/julia.csv.
void check_julia() {
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
}

/// The expected results are those of tests/reference/diffusion.csv.
void check_diffusion() {
    using namespace hpk::diffusion;
    const auto check = [](auto crc, auto evolve_it, const char* what) {
        auto u = dye_block<double>(64, 64);
        evolve_it(u);
        expect(crc, crc_of(u), what);
    };
    check(
        0x8b8ed6bbu, [](auto& u) { evolve(u, {}, 1000); }, "fastest");
    check(
        0x8b8ed6bbu, [](auto& u) { evolve<time_blocked>(u, {}, 1000, {}, hpk::parallel{2}); },
        "time_blocked, two threads");
    check(
        0x8b8ed6bbu, [](auto& u) { evolve<fused, hpk::scalar>(u, {}, 1000); }, "fused, scalar");
    check(
        0xe42d8a9fu, [](auto& u) { evolve<convolution>(u, {}, 1000); }, "convolution");
    check(
        0x9cdb8debu, [](auto& u) { evolve<cache_blocked>(u, {}, 1000); }, "cache_blocked");
    check(
        0x6bc5fbe4u, [](auto& u) { evolve<roll>(u, {}, 1000); }, "roll");
}

/// The iteration order of tables of every policy is the same under all flags. The expected results
/// are those of an unoptimised build.
void check_tables() {
    std::vector<std::uint32_t> walk;
    std::string letters;
    hpk::hash_table::variants::for_each([&]<class Policy>(std::type_identity<Policy>) {
        hpk::hash_table::map<Policy, std::uint32_t, float> squares;
        for (std::uint32_t k = 0; k < 3000; ++k) squares[k * k] = static_cast<float>(k);
        hpk::erase_if(squares, [](const auto& element) { return element.first % 5 == 1; });
        for (const auto& element : squares) walk.push_back(element.first);
    });
    hpk::hash_set<std::string> words;
    for (int k = 0; k < 1000; ++k) words.insert(std::to_string(k));
    for (const std::string& word : words) letters += word;
    expect(0x0015fa96, crc_of(walk), "the order of numbers");
    expect(0xe9158260, crc_of(letters), "the order of words");
}

} // namespace

int main() {
    check_julia();
    check_diffusion();
    check_tables();
    return failures == 0 ? 0 : 1;
}
