// SPDX-License-Identifier: MIT
//
// The trap must never change a count. This compares some two thousand parameters of every kind with
// the oracle; over a third are inside the Mandelbrot set, many close to its boundary.

#include <array>
#include <cmath>
#include <numbers>

#include "julia/rung.hpp"
#include "julia/support.hpp"

namespace hpk::test {
namespace {

using complex = std::complex<double>;

/// The c whose fixed point has the multiplier mu: |mu| < 1 is the main cardioid, |mu| = 1 its edge.
complex with_multiplier(complex mu) {
    return mu / 2.0 * (1.0 - mu / 2.0);
}

/// The same for the cycle of period 2.
complex with_multiplier_2(complex mu) {
    return -1.0 + mu / 4.0;
}

struct picture {
    complex c;
    double x, y, size; ///< of a square plane
    int max_iterations;
};

std::vector<picture> draw_pictures() {
    random_numbers random(20261122);
    std::vector<complex> parameters = {
        {0, 0},  // superattracting, period 1
        {-1, 0}, // period 2
        {-1.7548776662466927, 0},
        {-0.12256116687665362, 0.74486176661974424}, // period 3
        {-1.3107026413368328, 0},
        {0.28227139076691388, 0.53006061757852531},  // period 4
        {-0.50434017544624396, 0.56276576145298196}, // period 5
        {0.25, 0},
        {-0.75, 0},
        {-1.25, 0},
        {-1.75, 0}, // parabolic
        {-0.125, 0.64951905283832899},
        {0.25, 0.5},                                  // parabolic
        {-0.39054087021840008, -0.58678790734696873}, // Siegel disc
        {-1.401155189092050, 0},                      // Feigenbaum point
        {0, 1},
        {-2, 0},
        {-1.5436890126920764, 0},
        {-0.1010963638456221, 0.9562865108091415}, // dendrites
        {0.285, 0.01},
        {0.3, 0},
        {1, 1},
        {-1.9975, 0.001}, // Cantor sets
        {1.5, 1.5},
        {2.5, 0},
        {-4, 0},
        {-3, 2}, // |c| > 2
    };
    const auto on_circle = [](double turns) {
        return std::polar(1.0, 2 * std::numbers::pi * turns);
    };
    for (int k = 0; k < 500; ++k) // anywhere
        parameters.emplace_back(random.uniform(-2, 0.6), random.uniform(-1.2, 1.2));
    for (int k = 0; k < 400; ++k) { // inside: attracting cycles, many with a multiplier near 1
        const double modulus = 1 - std::pow(10, -random.uniform(0, 5));
        const complex mu = modulus * on_circle(random.uniform(0, 1));
        parameters.push_back(k % 2 == 0 ? with_multiplier(mu) : with_multiplier_2(mu));
    }
    for (int k = 0; k < 400; ++k) { // within 1e-6 of the edge, on either side
        const double off = std::pow(10, -random.uniform(6, 12)) * (k % 4 < 2 ? 1 : -1);
        const complex mu = (1 + off) * on_circle(random.uniform(0, 1));
        parameters.push_back(k % 2 == 0 ? with_multiplier(mu) : with_multiplier_2(mu));
    }
    for (int q = 1; q <= 20; ++q) // parabolic points and their neighbourhood
        for (int p = 1; p <= q; p += 1 + q / 8)
            for (const double off : {0.0, 1e-6, -1e-6, 1e-9, -1e-9})
                parameters.push_back(with_multiplier((1 + off) * on_circle(double(p) / q)));
    int wanted = 300; // cycles of higher periods: parameters that do not escape for long
    while (wanted > 0) {
        const complex c(random.uniform(-2, 0.5), random.uniform(0, 1.2));
        const bool low_period =
            std::abs(1.0 - std::sqrt(1.0 - 4.0 * c)) < 1 || std::abs(c + 1.0) < 0.25;
        if (low_period || oracle::escape_count(0.0, 0.0, c.real(), c.imag(), 5000) < 5000) continue;
        parameters.push_back(c);
        --wanted;
    }

    std::vector<picture> result;
    for (const complex c : parameters) {
        // Half of the planes are symmetric and contain 0, half are details somewhere.
        const bool whole = result.size() % 2 == 0;
        const double size = whole ? 1.8 : std::pow(10, -random.uniform(0, 4));
        result.push_back({c, whole ? 0 : random.uniform(-1.2, 1.2),
                          whole ? 0 : random.uniform(-1.2, 1.2), size,
                          static_cast<int>(std::pow(20000, random.uniform(0.1, 1)))});
    }
    return result;
}

/// Computed once: under -ffast-math two inlined copies of the same arithmetic may differ.
const std::vector<picture>& pictures() {
    static const std::vector<picture> all = draw_pictures();
    return all;
}

struct task {
    template <class T>
    static julia::plane<T> plane(const picture& p) {
        return julia::uniform_plane(
            julia::region<T>{static_cast<T>(p.x - p.size), static_cast<T>(p.x + p.size),
                             static_cast<T>(p.y - p.size), static_cast<T>(p.y + p.size)},
            25, 21);
    }
    template <class T>
    static std::complex<T> parameter(const picture& p) {
        return {static_cast<T>(p.c.real()), static_cast<T>(p.c.imag())};
    }
    template <class T>
    static const std::vector<std::vector<std::int32_t>>& expected() {
        static const auto all = [] {
            std::vector<std::vector<std::int32_t>> result;
            for (const picture& p : pictures())
                result.push_back(oracle_counts<T>(plane<T>(p), parameter<T>(p), p.max_iterations));
            return result;
        }();
        return all;
    }
};

struct random_parameters {
    static constexpr const char* name = "random_parameters";
    static bool concerns(const named_rung& r) { return r.variant == julia::trapped::name; }

    template <class T>
    static void check(const rung<T>& tested) {
        const auto& all = pictures();
        CHECK(all.size() >= 2000);
        if (!optimised) WARN("one parameter in ten; optimised builds try them all");
        for (std::size_t k = 0; k < all.size(); k += optimised ? 1 : 10) {
            const picture& p = all[k];
            INFO("c = " << p.c.real() << " + " << p.c.imag() << "i, picture " << k);
            const auto plane = task::plane<T>(p);
            std::vector<std::int32_t> counts(plane.x.size() * plane.y.size(), -1);
            tested.plane(plane, task::parameter<T>(p), p.max_iterations, counts, run_sequentially);
            require_equal_counts(counts, task::expected<T>()[k], "random parameter");
        }
    }
};

const check_every_rung<random_parameters> register_random_parameters;

} // namespace
} // namespace hpk::test
