// SPDX-License-Identifier: MIT
//
// Steady states: what relax comes to, how soon, and why it ends.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/rules.hpp"
#include "diffusion/support.hpp"
#include "kernels.hpp"
#include "oracle/rules.hpp"

namespace hpk::test {
namespace {

using namespace diffusion;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST_CASE("relax/a heated line") {
    // The steady state of n cells between walls of 0 with the source 1 is (i + 1) * (n - i) / 2.
    constexpr std::size_t n = 200;
    grid<double, 1> u(n), s(n);
    std::fill(s.begin(), s.end(), 1.0);
    const auto rule = rules::with_source(rules::spacing(1.0, {1.0}), s);
    const auto result = relax(u, rule, 1e-10, 10'000, fixed{0.0});
    CHECK(result.outcome == relaxed::within_tolerance);
    CHECK(result.residual <= 1e-10);
    double most = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double exact = static_cast<double>((i + 1) * (n - i)) / 2;
        most = std::max(most, std::abs(u(i) - exact));
    }
    CHECK(most < 1e-6);
    // Steps of evolve need ln(1e10) / (pi / 201)² / 0.5 = 188,000.
    CHECK(result.sweeps < 4000);
}

/// The same bits on every backend, on every number of threads, and the residual of the oracle.
TEST_CASE("relax/bits and residual of a sheet of cells with sources") {
    const std::vector<std::size_t> extents{23, 41};
    const auto start = noise<double>(extents, 3);
    oracle::rule<double> what;
    for (const double x : noise<double>(extents, 4).values) what.k.push_back(x < 0 ? 0.05 : 1);
    what.sources = noise<double>(extents, 5).values;
    const auto sources = grid_of<2>(extents, what.sources);
    const auto rule = rules::with_source(rules::cells(grid_of<2>(extents, what.k)), sources);
    auto first = grid_of<2>(extents, start.values);
    const auto expected = relax(first, rule, 1e-8, 100'000, fixed{0.3});
    CHECK(expected.outcome == relaxed::within_tolerance);
    CHECK(expected.sweeps < 2000);
    for_each_backend<fused, double>([&]<class B>() {
        for (const int threads : thread_counts) {
            auto u = grid_of<2>(extents, start.values);
            const auto result = relax<B>(u, rule, 1e-8, 100'000, fixed{0.3}, parallel{threads});
            CHECK(result.sweeps == expected.sweeps);
            CHECK(result.residual == expected.residual);
            CHECK(u == first);
        }
    });
    const double dt = 0.25;
    const oracle::cells<double> end{extents, {first.begin(), first.end()}};
    const auto next = oracle::advanced(what, end, {oracle::edge::fixed, 0.3}, dt, 1);
    double residual = 0;
    for (std::size_t k = 0; k < next.size(); ++k)
        residual = std::max(residual, std::abs(next[k] - end.values[k]) / dt);
    CHECK(std::abs(residual - expected.residual) < 1e-12);
}

TEST_CASE("relax/insulated walls keep the total") {
    const auto start = noise<double>({32, 48});
    auto u = grid_of<2>(start.extents, start.values);
    const double mean = std::accumulate(u.begin(), u.end(), 0.0) / static_cast<double>(u.size());
    const auto result = relax(u, {.spacing = {2, 1}}, 1e-9, 10'000, reflecting{});
    CHECK(result.outcome == relaxed::within_tolerance);
    for (const double x : u) CHECK(std::abs(x - mean) < 1e-6);
}

TEST_CASE("relax/a reaction that damps") {
    grid<double> u(20, 30);
    u(3, 4) = 1;
    // 0 = D laplacian(u) + 4 - 4u has the solution 1.
    const auto cooling = [](auto v) { return decltype(v)::broadcast(4) * (1.0 - v); };
    const auto rule = rules::with_reaction(rules::spacing(1.0, {1.0, 1.0}), cooling, 4);
    const auto result = relax(u, rule, 1e-10, 1000, reflecting{});
    CHECK(result.outcome == relaxed::within_tolerance);
    CHECK(result.sweeps < 300);
    for (const double x : u) CHECK(std::abs(x - 1) < 1e-10);
}

TEST_CASE("relax/sweeps grow with the extents") {
    std::vector<std::int64_t> sweeps;
    for (const std::size_t n : {20u, 40u, 80u}) {
        grid<double> u(n, n);
        std::fill(u.begin(), u.end(), 1.0);
        const auto result = relax(u, {}, 1e-8, 10'000, fixed{0.0});
        CHECK(result.outcome == relaxed::within_tolerance);
        sweeps.push_back(result.sweeps);
    }
    INFO(sweeps[0] << ", " << sweeps[1] << ", " << sweeps[2]);
    CHECK(sweeps[2] < 800);
    CHECK(sweeps[2] < 3 * sweeps[1]);
}

TEST_CASE("relax/reasons to end") {
    const auto start = noise<double>({24, 24});
    auto u = grid_of<2>(start.extents, start.values);
    const auto untouched = u;

    SECTION("the number of sweeps") {
        for (const std::int64_t most : {1, 2, 3, 50, 97}) {
            const auto result = relax(u, {}, 1e-12, most, fixed{0.0});
            CHECK(result.outcome == relaxed::not_enough);
            CHECK(result.sweeps == most);
            if (most == 1) CHECK(u == untouched);
        }
    }
    SECTION("rounding") {
        const auto result = relax(u, {}, 0.0, 100'000, fixed{1.0});
        CHECK(result.outcome == relaxed::to_rounding);
        for (const double x : u) CHECK(std::abs(x - 1) < 1e-11);
    }
    SECTION("a state that is steady") {
        std::fill(u.begin(), u.end(), 0.7);
        const auto constant = u;
        const auto result = relax(u, {}, 0.0, 100'000, fixed{0.7});
        CHECK(result.outcome == relaxed::within_tolerance);
        CHECK(result.sweeps == 1);
        CHECK(result.residual == 0);
        CHECK(u == constant);
    }
    SECTION("no steady state") {
        grid<double> small(8, 8), s(8, 8);
        s(3, 4) = 64; // a mean of 1
        const auto rule = rules::with_source(rules::spacing(1.0, {1.0, 1.0}), s);
        const auto result = relax(small, rule, 1e-9, 1'000'000, reflecting{});
        CHECK(result.outcome == relaxed::stalled);
        CHECK(std::abs(result.residual - 1) < 1e-4);
        CHECK(result.sweeps < 20'000);
    }
    SECTION("NaN and infinity") {
        for (const double x : {std::numeric_limits<double>::quiet_NaN(), infinity}) {
            u(7, 9) = x;
            const auto result = relax(u, {}, 1e-9, 1000, fixed{0.0});
            CHECK(result.outcome == relaxed::diverged);
            CHECK(result.sweeps == 1);
        }
    }
    SECTION("divergence") {
        const auto growing = [](auto v) { return v; };
        const auto rule = rules::with_reaction(rules::spacing(1.0, {1.0, 1.0}), growing);
        const auto result = relax(u, rule, 1e-9, 100'000, reflecting{});
        CHECK(result.outcome == relaxed::diverged);
        CHECK(result.sweeps < 10'000);
    }
    SECTION("the observer") {
        std::vector<std::int64_t> seen;
        grid<double> last;
        const auto observer = [&](grid_view<const double> cells, std::int64_t sweeps) {
            seen.push_back(sweeps);
            std::copy(cells.begin(), cells.end(), u.begin());
            return seen.size() < 3;
        };
        auto v = u;
        const auto result = relax_and_observe(v, {}, 1e-9, 1000, observer, fixed{0.0});
        CHECK(result.outcome == relaxed::stopped);
        CHECK(seen.size() == 3);
        CHECK(seen.front() == 1);
        CHECK(seen.back() == result.sweeps);
        CHECK(u == v);
    }
}

TEST_CASE("relax/refusals") {
    grid<double> u(6, 7);
    u(1, 2) = 1;
    const auto before = u;
    const auto wrong = [&](parameters<double> p, double tolerance, std::int64_t most) {
        std::string sentence = refusal([&] { relax(u, p, tolerance, most, fixed{0.0}); });
        CHECK(u == before);
        return sentence;
    };
    CHECK(wrong({}, -1, 1) == "tolerance is -1 but must be finite and at least 0");
    CHECK(wrong({}, infinity, 1) == "tolerance is inf but must be finite and at least 0");
    CHECK(wrong({}, 1, 0) == "most_sweeps is 0 but must be at least 1");
    CHECK(wrong({.D = 0}, 1, 1).find("there is no diffusion") != std::string::npos);
    CHECK(wrong({.D = -1}, 1, 1).find("there is no diffusion") != std::string::npos);
    CHECK(wrong({.D = infinity}, 1, 1) == "D is inf but must be finite");
    CHECK(wrong({.spacing = {1, 0}}, 1, 1) == "spacing[1] is 0 but must be positive and finite");
    grid<double> none;
    CHECK(relax(none, {}, 1.0, 1, fixed{0.0}).sweeps == 0);
}

} // namespace
} // namespace hpk::test
