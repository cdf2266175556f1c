// SPDX-License-Identifier: MIT
//
// Refused arguments, their messages, and that nothing changes.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "common.hpp"
#include "diffusion/support.hpp"
#include "flushing.hpp"

namespace hpk::test {
namespace {

using diffusion::evolve;
using diffusion::evolve_and_observe;
using diffusion::fixed;
using diffusion::periodic;

/// Arguments are checked before the variant is called, so a small variant keeps the build short.
using plain = diffusion::buffered;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("refusals/evolve") {
    grid<double> u(3, 4);
    u(1, 1) = 1;
    const auto before = u;
    const auto wrong = [&](auto call) {
        std::string sentence = refusal([&] { call(); });
        CHECK(u == before);
        return sentence;
    };

    CHECK(wrong([&] { evolve<plain>(u, {}, -1); }) == "steps is -1 but must be at least 0");
    CHECK(wrong([&] { evolve<plain>(u, {.dt = infinity}, 1); }) == "dt is inf but must be finite");
    CHECK(wrong([&] { evolve<plain>(u, {.dt = nan}, 1); }) == "dt is nan but must be finite");
    CHECK(wrong([&] { evolve<plain>(u, {.D = -infinity}, 1); }) == "D is -inf but must be finite");
    CHECK(wrong([&] { evolve<plain>(u, {.D = infinity, .check_stability = false}, 1); }) ==
          "D is inf but must be finite");
    CHECK(wrong([&] { evolve<plain>(u, {.dt = 0.375}, 0); }) ==
          "dt is 0.375 and D is 1 but with 2 axes dt * D must be from 0 to 1/4, or errors grow "
          "(check_stability = false lets them)");
    CHECK(wrong([&] { evolve<plain>(u, {.dt = -0.125}, 1); }) ==
          "dt is -0.125 and D is 1 but with 2 axes dt * D must be from 0 to 1/4, or errors grow "
          "(check_stability = false lets them)");
    CHECK(wrong([&] { evolve<plain>(u, {}, 1, fixed{infinity}); }) ==
          "fixed.value is inf but must be a finite value of the grid's type");
    CHECK(wrong([&] { evolve<plain>(u, {}, 1, periodic{}, parallel{-3}); }) ==
          "parallel.threads is -3 but must be 0 (all) or more");
    CHECK(wrong([&] { evolve<plain>(grid_view<double>(u.data(), {3, 4}, 3), {}, 1); }) ==
          "u has rows of 4 cells but only 3 from one row to the next");

    grid<float> f(2, 2);
    CHECK(refusal([&] { evolve<plain>(f, {}, 1, fixed{1e300}); }) ==
          "fixed.value is 1.0000000000000001e+300 but must be a finite value of the grid's "
          "type");
    grid<double, 1> line(4);
    CHECK(refusal([&] {
              evolve<plain>(line, {.dt = 0.75}, 1);
          }).starts_with("dt is 0.75 and D is 1 but with 1 axis dt * D must be from 0 to 1/2,"));
    grid<double, 3> box(2, 2, 2);
    CHECK(refusal([&] { evolve<plain>(box, {.D = 2}, 1); })
              .starts_with("dt is 0.10000000000000001 and D is 2 but with 3 axes dt * D must be "
                           "from 0 to 1/6,"));
}

TEST_CASE("refusals/evolve_and_observe") {
    grid<double> u(3, 4);
    u(1, 1) = 1;
    const auto before = u;
    const auto never = [](auto, std::int64_t) { FAIL("observed"); };
    CHECK(refusal([&] { (void)evolve_and_observe<plain>(u, {}, 5, 0, never); }) ==
          "every is 0 but must be at least 1");
    CHECK(refusal([&] { (void)evolve_and_observe<plain>(u, {}, -5, 1, never); }) ==
          "steps is -5 but must be at least 0");
    CHECK(refusal([&] {
              (void)evolve_and_observe<plain>(u, {.dt = 9}, 5, 1, never);
          }).starts_with("dt is 9 and D is 1"));
    CHECK(refusal([&] {
              (void)evolve_and_observe<plain>(u, {}, 5, 1, never, fixed{nan});
          }).starts_with("fixed.value is nan"));
    CHECK(refusal([&] {
              (void)evolve_and_observe<plain>(u, {}, 5, 1, never, periodic{}, parallel{-1});
          }).starts_with("parallel.threads is -1"));
    CHECK(u == before);
}

/// Checks that the limit is accepted and the next larger step is refused.
template <class T, std::size_t Rank>
T checked_limit(T D) {
    const grid<T, Rank> none(std::array<std::size_t, Rank>{});
    grid<T, Rank> u = none;
    const T limit = diffusion::stability_limit<Rank>(D);
    INFO(D << ": " << limit);
    CHECK(is_finite(limit));
    CHECK_NOTHROW(evolve<plain>(u, {limit, D}, 1));
    if (limit < std::numeric_limits<T>::max()) {
        const T more = std::nextafter(limit, std::numeric_limits<T>::max());
        CHECK_THROWS_AS(evolve<plain>(u, {more, D}, 1), std::invalid_argument);
    }
    return limit;
}

template <class T, std::size_t Rank>
void check_stability_limit() {
    using numbers = std::numeric_limits<T>;
    for (const double D : {1.0, 0.3, 3.0, 0.7, 1e-3, 1e5, 1.0 / 3}) {
        const T limit = checked_limit<T, Rank>(static_cast<T>(D));
        CHECK(std::abs(static_cast<double>(limit) * D * 2 * Rank - 1) < 1e-6);
    }
    // Every power of two, and its neighbours; for most the limit is subnormal or zero.
    T last = numbers::max();
    for (T D = numbers::denorm_min(); is_finite(D); D *= 2)
        for (const T near : {std::nextafter(D, T(0)), D, std::nextafter(D, numbers::max())}) {
            if (near == 0) continue;
            const T limit = checked_limit<T, Rank>(near);
            CHECK(limit <= last);
            last = limit;
        }
    for (const T D : {numbers::denorm_min(), numbers::min() / 2, numbers::min() / 8})
        CHECK(checked_limit<T, Rank>(D) > T(1) / numbers::min() / 16);
    for (const T D : {numbers::max(), numbers::max() / 3, numbers::max() / 1000})
        CHECK(checked_limit<T, Rank>(D) < 2000 * numbers::min());
    CHECK(checked_limit<T, Rank>(T(0)) == numbers::max());
    CHECK(checked_limit<T, Rank>(-T(0)) == numbers::max());
    for (const T D : {-numbers::denorm_min(), T(-1), numbers::lowest()})
        CHECK(diffusion::stability_limit<Rank>(D) == 0);
    for (const T D : {numbers::infinity(), -numbers::infinity(), numbers::quiet_NaN()})
        CHECK_THROWS_AS(diffusion::stability_limit<Rank>(D), std::invalid_argument);
}

TEST_CASE("refusals/the stability limit is the largest step that is accepted") {
    const flushing do_not(false);
    check_stability_limit<float, 1>();
    check_stability_limit<float, 2>();
    check_stability_limit<float, 3>();
    check_stability_limit<double, 1>();
    check_stability_limit<double, 2>();
    check_stability_limit<double, 3>();
    CHECK(diffusion::stability_limit(1.0) == 0.25);
    CHECK(diffusion::stability_limit<1>(2.0f) == 0.25f);
    CHECK(diffusion::stability_limit(-1.0) == 0);
    CHECK(diffusion::stability_limit(0.0) == std::numeric_limits<double>::max());
    CHECK(refusal([] { (void)diffusion::stability_limit(nan); }) == "D is nan but must be finite");
}

TEST_CASE("refusals/the stability limit is found where subnormal numbers are flushed to zero") {
    const flushing flush(true);
    for (const double D : {1e-300, 1e300, 1e308, std::numeric_limits<double>::max()})
        checked_limit<double, 2>(D);
    for (const float D : {1e-37f, 1e37f, 3e37f, std::numeric_limits<float>::max()})
        checked_limit<float, 3>(D);
}

/// The largest distance from 1 after some steps from 1 +- error.
template <std::size_t Rank>
double error_after(std::int64_t steps, double error, double share_of_limit) {
    std::array<std::size_t, Rank> extents;
    extents.fill(8);
    grid<double, Rank> u(extents);
    const auto start = noise<double>({u.size()});
    for (std::size_t k = 0; k < u.size(); ++k) u.data()[k] = 1 + error * start.values[k];
    const double dt = share_of_limit * diffusion::stability_limit<Rank>(1.0);
    evolve<plain>(u, {.dt = dt, .D = 1, .check_stability = false}, steps);
    double largest = 0;
    for (const double x : u) largest = std::max(largest, std::abs(x - 1));
    return largest;
}

template <std::size_t Rank>
void check_growth() {
    for (const double share : {0.5, 0.99, 1.0})
        CHECK(error_after<Rank>(1000, 1e-12, share) < 1e-12);
    CHECK(error_after<Rank>(1000, 1e-12, 1.02) > 1);
    CHECK(error_after<Rank>(200, 1e-12, 1.2) > 1);
}

TEST_CASE("refusals/errors grow beyond the stability limit, and not up to it") {
    check_growth<1>();
    check_growth<2>();
    check_growth<3>();
}

TEST_CASE("refusals/one application of the stencil") {
    grid<double> in(3, 4);
    in(1, 1) = 1;
    grid<double> out(3, 4);
    out(2, 2) = 5;
    const auto before = out;
    const std::vector<double> taps{1, -2, 1};
    const auto wrong = [&](auto call) {
        std::string sentence = refusal([&] { call(); });
        CHECK(out == before);
        return sentence;
    };
    grid<double> other(4, 3);
    CHECK(wrong([&] { diffusion::laplacian(in, other); }) ==
          "out has 4 x 3 cells but in has 3 x 4");
    CHECK(wrong([&] { diffusion::convolve(in, taps, other); }) ==
          "out has 4 x 3 cells but in has 3 x 4");
    CHECK(wrong([&] { diffusion::laplacian(out, out); }) ==
          "out shares cells with in, but must have its own");
    CHECK(wrong([&] {
              // One row further in the same memory.
              const grid_view<double> first(out.data(), {2, 4});
              diffusion::laplacian(first, grid_view<double>(out.row(1), {2, 4}));
          }) == "out shares cells with in, but must have its own");
    CHECK(wrong([&] { diffusion::convolve(in, std::vector<double>{1, 2}, out); }) ==
          "taps has 2 elements but needs an odd number, the middle one for the cell itself");
    CHECK(wrong([&] {
              diffusion::convolve(in, std::vector<double>{}, out);
          }).starts_with("taps has 0 elements"));
    CHECK(wrong([&] {
              diffusion::laplacian(in, out, fixed{nan});
          }).starts_with("fixed.value is nan"));
    CHECK(wrong([&] {
              diffusion::convolve(in, taps, out, periodic{}, parallel{-1});
          }).starts_with("parallel.threads is -1"));
    CHECK(wrong([&] { diffusion::laplacian(grid_view<double>(in.data(), {3, 4}, 2), out); }) ==
          "in has rows of 4 cells but only 2 from one row to the next");

    // Two halves of one grid, side by side, do not share cells.
    grid<double> both(3, 8);
    CHECK(refusal([&] {
              diffusion::laplacian(grid_view<double>(both.data(), {3, 4}, 8),
                                   grid_view<double>(both.data() + 4, {3, 4}, 8));
          }).empty());
}

} // namespace
} // namespace hpk::test
