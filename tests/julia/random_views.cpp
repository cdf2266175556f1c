// SPDX-License-Identifier: MIT
//
// Proofs must never change a count of a Mandelbrot set. This compares small views of every kind
// with the oracle: most of them close to the boundary of the set, where proofs are hardest.

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>

#include "julia/rung.hpp"
#include "julia/support.hpp"

namespace hpk::test {
namespace {

using complex = std::complex<double>;

struct view {
    complex centre, z0;
    double size; ///< half the width and height
    int columns, rows, max_iterations;
};

std::vector<view> draw_views() {
    // Centres of small copies of the set, and the periods of other components.
    const std::vector<complex> nuclei = {{-1.7548776662466927, 0},
                                         {-0.12256116687665362, 0.74486176661974424},
                                         {-1.3107026413368328, 0},
                                         {0.28227139076691388, 0.53006061757852531},
                                         {-0.50434017544624396, 0.56276576145298196},
                                         {-1.9407998065294847, 0},
                                         {-0.15652016683375508, 1.0322471089228318},
                                         {-1.256367930068180, 0.380320963472722}};
    random_numbers random(20261126);
    const auto near = [&](complex c, double from, double to) {
        return c + std::polar(std::pow(10, -random.uniform(from, to)),
                              2 * std::numbers::pi * random.uniform(0, 1));
    };
    std::vector<view> result;
    for (int k = 0; k < 1200; ++k) {
        const double off = std::pow(10, -random.uniform(0, 7)) * (k % 5 < 3 ? -1 : 1);
        const complex mu = std::polar(1 + off, 2 * std::numbers::pi * random.uniform(0, 1));
        view v{};
        switch (k % 8) {
        case 0:
            v.centre = {random.uniform(-2.2, 0.7), random.uniform(-1.3, 1.3)};
            break;
        case 1:
            v.centre = mu / 2.0 * (1.0 - mu / 2.0);
            break; // by the main cardioid
        case 2:
            v.centre = -1.0 + mu / 4.0;
            break; // by the disc of period 2
        case 3:
            v.centre = {-0.75 + off / 100, random.uniform(0, 0.12)};
            break;
        case 4:
            v.centre = near(0.25, 1, 7);
            break;
        case 5:
            v.centre = near(-0.75, 1, 7);
            break;
        case 6:
            v.centre = near(nuclei[static_cast<std::size_t>(k / 8) % nuclei.size()], 1.5, 6);
            break;
        default:
            v.centre = near(random.uniform(-2, 0.3), 1, 6);
            break; // by the real axis
        }
        if (k % 9 == 0) v.z0 = {random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)};
        v.size = std::pow(10, -random.uniform(0, 6));
        v.columns = 1 + static_cast<int>(random.uniform(0, 20));
        v.rows = 1 + static_cast<int>(random.uniform(0, 16));
        const double share = random.uniform(0, 1);
        v.max_iterations = static_cast<int>(std::pow(10, 2 + 3 * share * share * share));
        result.push_back(v);
    }
    return result;
}

/// Computed once: under -ffast-math two inlined copies of the same arithmetic may differ.
const std::vector<view>& views() {
    static const std::vector<view> all = draw_views();
    return all;
}

template <class T>
julia::plane<T> plane_of(const view& v) {
    const double size = std::max(v.size, sizeof(T) == 4 ? 1e-5 : 0); // for coordinates to differ
    const auto side = [&](double x, double by) { return static_cast<T>(x + by * size); };
    return julia::uniform_plane(
        julia::region<T>{side(v.centre.real(), -1), side(v.centre.real(), 1),
                         side(v.centre.imag(), -1), side(v.centre.imag(), 1)},
        v.columns, v.rows);
}

template <class T>
std::complex<T> start_of(const view& v) {
    return {static_cast<T>(v.z0.real()), static_cast<T>(v.z0.imag())};
}

struct random_views {
    static constexpr const char* name = "random_views";
    static bool concerns(const named_rung& r) {
        const auto is = [&](std::string_view name) { return r.variant == name; };
        return !is(julia::complex_abs::name) && !is(julia::expanded::name) &&
               !is(julia::lockstep::name) && !is(julia::interleaved::name); // without proofs
    }

    template <class T>
    static const std::vector<std::vector<std::int32_t>>& expected() {
        static const auto all = [] {
            std::vector<std::vector<std::int32_t>> result;
            for (const view& v : views())
                result.push_back(
                    mandelbrot_oracle_counts<T>(plane_of<T>(v), start_of<T>(v), v.max_iterations));
            return result;
        }();
        return all;
    }

    template <class T>
    static void check(const rung<T>& tested) {
        const auto& all = views();
        if (!optimised) WARN("one view in ten; optimised builds try them all");
        for (std::size_t k = 0; k < all.size(); k += optimised ? 1 : 10) {
            const view& v = all[k];
            const auto p = plane_of<T>(v);
            std::vector<std::int32_t> counts(p.x.size() * p.y.size(), -1);
            const std::complex<T> z0 = start_of<T>(v);
            tested.mandelbrot(p, julia::mandelbrot{z0}, v.max_iterations, counts, run_sequentially);
            require_equal_counts(counts, expected<T>()[k], "random view " + std::to_string(k));
        }
    }
};

const check_every_rung<random_views> register_random_views;

} // namespace
} // namespace hpk::test
