// SPDX-License-Identifier: MIT
//
// Tests the discs of `trapped`: the bound of one step, and the traps that are found.

#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>

#include <sys/mman.h>

#include "julia/support.hpp"

namespace hpk::test {
namespace {

/// Follows a disc and points in it, and checks that the points stay in it.
template <class T, class Formula>
void check_disc_bound(Formula formula) {
    static_assert(julia::squares<Formula>);
    using L = lanes<T, scalar>;
    random_numbers random(7);
    int steps_checked = 0;
    for (int k = 0; k < 3000; ++k) {
        const auto c = julia::complex_lanes<L>::broadcast(
            {static_cast<T>(random.uniform(-1.4, 1.4)), static_cast<T>(random.uniform(-1.4, 1.4))});
        const double size = std::pow(10, -random.uniform(0.5, 12));
        julia::disc<L> d{{{static_cast<T>(random.uniform(-1.3, 1.3))},
                          {static_cast<T>(random.uniform(-1.3, 1.3))}},
                         {static_cast<T>(size)}};
        const double angle = random.uniform(0, 6.3);
        julia::complex_lanes<L> z{
            {static_cast<T>(double(d.centre.re.value) + 0.999 * size * std::cos(angle))},
            {static_cast<T>(double(d.centre.im.value) + 0.999 * size * std::sin(angle))}};
        const L rounding{julia::disc_bounds<T>::rounding};
        d.radius = d.radius + rounding; // the start itself was rounded
        for (int step = 0; step < 100; ++step) {
            const double off = std::hypot(double(z.re.value) - double(d.centre.re.value),
                                          double(z.im.value) - double(d.centre.im.value));
            if (!(off <= double(d.radius.value))) {
                INFO("disc " << k << ", step " << step << ": " << off << " > " << d.radius.value);
                REQUIRE(off <= double(d.radius.value));
            }
            ++steps_checked;
            const L radius = d.radius;
            const L modulus = julia::advance(d, c, rounding, formula);
            formula.advance(z, c);
            if (!(modulus.value + radius.value < julia::disc_bounds<T>::inside)) break;
        }
    }
    CHECK(steps_checked > 10000);
}

TEST_CASE("trap/a disc holds the orbits that start in it") {
    SECTION("f32") {
        check_disc_bound<float>(julia::quadratic{});
        check_disc_bound<float>(julia::burning_ship{});
        check_disc_bound<float>(julia::tricorn{});
    }
    SECTION("f64") {
        check_disc_bound<double>(julia::quadratic{});
        check_disc_bound<double>(julia::burning_ship{});
        check_disc_bound<double>(julia::tricorn{});
    }
}

/// The proven fates of the 125 x 125 tiles of the classic picture of 1000 x 1000 points.
struct fates_of_tiles {
    int escape = 0, never_escape = 0, wrong = 0;
};
template <class T, class Backend>
fates_of_tiles certified_tiles() {
    using L = lanes<T, Backend>;
    constexpr std::size_t group = 2 * L::size;
    constexpr int along = 125;
    const std::complex<T> c{static_cast<T>(classic_re), static_cast<T>(classic_im)};
    const auto trap = static_cast<T>(julia::interior_trap_radius(c));
    const double side = 3.6 / along;

    fates_of_tiles result;
    for (int row = 0; row < along; ++row) {
        for (int first = 0; first < along; first += static_cast<int>(group)) {
            std::array<T, group> x;
            for (std::size_t k = 0; k < group; ++k)
                x[k] = static_cast<T>(-1.8 + side * (first + static_cast<int>(k) + 0.5));
            const T y = static_cast<T>(-1.8 + side * (row + 0.5));
            const L radius = L::broadcast(static_cast<T>(side * 0.7072));
            const std::array<julia::disc<L>, 2> discs{
                {{{L::load(x.data()), L::broadcast(y)}, radius},
                 {{L::load(x.data() + L::size), L::broadcast(y)}, radius}}};
            std::array<julia::fate, group> fates{};
            julia::certify<L, 2>(discs, julia::complex_lanes<L>::broadcast(c), trap, fates.data());
            for (std::size_t k = 0; k < group && first + static_cast<int>(k) < along; ++k) {
                if (fates[k] == julia::unknown_fate) continue;
                const bool never = fates[k] == julia::never_escapes;
                ++(never ? result.never_escape : result.escape);
                const int count = oracle::escape_count(x[k], y, c.real(), c.imag(), 1000);
                result.wrong += count != (never ? 1000 : fates[k]);
            }
        }
    }
    return result;
}

TEST_CASE("trap/most of the classic picture is settled by discs") {
    const auto check = [](const fates_of_tiles& tiles) {
        CHECK(tiles.wrong == 0);
        CHECK(tiles.escape >= 10652); // of 15625
        CHECK(tiles.never_escape >= 375);
    };
    SECTION("f32") {
        check(certified_tiles<float, scalar>());
        check(certified_tiles<float, native>());
    }
    SECTION("f64") {
        check(certified_tiles<double, scalar>());
        check(certified_tiles<double, native>());
    }
}

TEST_CASE("trap/orbits whose counts lie further apart than 2^31 wait for one another no longer") {
    // In float, where places are 32 bits wide. Addresses of 12 GiB, of which two pages are used.
    constexpr std::size_t bytes = std::size_t{12} << 30;
    void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    auto* const counts = static_cast<std::int32_t*>(memory);
    constexpr std::size_t far = (std::size_t{1} << 31) + 5;

    const std::complex<float> c{-0.62772F, -0.42193F};
    const float x[] = {0.3F, 1.1F}, y[] = {0.2F, 0.4F};
    julia::pending_orbits<float, native> pending(c, 0.02F, 300, counts);
    pending.make_room(1, 1);
    pending.push(&x[0], y[0], 1, 0);
    pending.make_room(1, far + 1);
    pending.push(&x[1], y[1], 1, far);
    pending.finish();
    CHECK(counts[0] == oracle::escape_count(x[0], y[0], c.real(), c.imag(), 300));
    CHECK(counts[far] == oracle::escape_count(x[1], y[1], c.real(), c.imag(), 300));
    munmap(memory, bytes);
}

TEST_CASE("trap/attracting cycles have a trap") {
    CHECK(julia::interior_trap_radius(std::complex<double>{classic_re, classic_im}) > 0.14);
    CHECK(julia::interior_trap_radius(std::complex<float>{-0.62772f, -0.42193f}) > 0.14);
    CHECK(julia::interior_trap_radius(std::complex<double>{0, 0}) > 0.99);
    CHECK(julia::interior_trap_radius(std::complex<double>{-1, 0}) > 0.4);
    CHECK(julia::interior_trap_radius(std::complex<double>{-0.123, 0.745}) > 0.2);
    CHECK(julia::interior_trap_radius(std::complex<double>{-0.50434, 0.562766}) > 0.1);
}

TEST_CASE("trap/other parameters have none") {
    for (const std::complex<double> c : {std::complex<double>{0, 1},
                                         {0.25, 0},
                                         {0.285, 0.01},
                                         {-2, 0},
                                         {1, 1},
                                         {3, 0},
                                         {-0.75, 0}})
        CHECK(julia::interior_trap_radius(c) == 0);
}

TEST_CASE("trap/0 is not taken for a trap when there is none") {
    // The middle pixel starts at 0 exactly, and 0.3 escapes.
    const auto p = julia::uniform_plane(julia::region<double>{}, 101, 101);
    REQUIRE(p.x[50] == 0);
    const auto counts = julia::escape_counts(p, {0.3, 0}, 1000);
    CHECK(counts == oracle_counts<double>(p, {0.3, 0}, 1000));
}

TEST_CASE("trap/orbits that start opposite each other have the same count") {
    const auto p = julia::uniform_plane(julia::region<double>{-1.5, 1.5, -1.2, 1.2}, 160, 121);
    const auto counts = julia::escape_counts(p, {-0.123, 0.745}, 500);
    for (std::size_t k = 0; k < counts.size(); ++k)
        if (counts[k] != counts[counts.size() - 1 - k]) FAIL("pixel " << k);
    SUCCEED();
}

} // namespace
} // namespace hpk::test
