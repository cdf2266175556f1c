// SPDX-License-Identifier: MIT
//
// The stability limits of parameters and rules, and steps until a time.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

#include <hpk/diffusion.hpp>

#include "allocations.hpp"
#include "diffusion/support.hpp"
#include "flushing.hpp"

namespace hpk::test {
namespace {

using namespace diffusion;

constexpr double largest = std::numeric_limits<double>::max();

/// The rule must accept its limit, and no longer step.
template <std::size_t Rank, class Rule>
double checked_limit(const Rule& rule) {
    const double limit = rule.stability_limit();
    std::array<std::size_t, Rank> extents{};
    extents.fill(3);
    CHECK_NOTHROW(rule.expect(extents, limit));
    CHECK_THROWS_AS(rule.expect(extents, limit * (1 + 1e-15)), std::invalid_argument);
    return limit;
}

TEST_CASE("time/stability limits count the spacing and each D") {
    const flushing do_not(false);
    CHECK(stability_limit(parameters<double>{.D = 2, .spacing = {0.5, 0.5}}) == 0.03125);
    CHECK(stability_limit(parameters<double>{.D = 2}) == stability_limit(2.0));
    CHECK(stability_limit<1>(parameters<double>{.D = 2, .spacing = {0.5}}) == 0.0625);
    CHECK(stability_limit<3>(parameters<float>{.D = 2}) == stability_limit<3>(2.0f));
    CHECK(stability_limit(parameters<double>{.D = 0, .spacing = {2, 2}}) == largest);
    CHECK(stability_limit(parameters<double>{.D = -1, .spacing = {2, 2}}) == 0);
    CHECK(refusal([] { (void)stability_limit(parameters<double>{.spacing = {1, 0}}); }) ==
          "spacing[1] is 0 but must be positive and finite");
    const parameters<double> p{.D = 1.1e-4, .spacing = {2e-3, 1e-3}};
    const double limit = checked_limit<2>(rules::spacing(p.D, {2e-3, 1e-3}));
    CHECK(limit == stability_limit(p));
    CHECK(std::abs(limit * 2 * (1.1e-4 / 4e-6 + 1.1e-4 / 1e-6) - 1) < 1e-12);

    checked_limit<1>(rules::spacing(0.7, {0.3}));
    checked_limit<3>(rules::spacing({0.7, 0.6, 0.5}, {0.3, 1.7, 1.1}));
    const auto axes = rules::spacing({0.7, 0.3}, {0.3, 1.1});
    CHECK(axes.stability_limit<float>() > 0.06f);
    grid<double> k(3, 3), s(3, 3);
    std::fill(k.begin(), k.end(), 0.7);
    k(1, 1) = 0.9;
    const double of_cells = rules::cells(k).stability_limit();
    CHECK(of_cells < 1 / (4 * 0.7));
    CHECK(checked_limit<2>(rules::with_source(rules::cells(k), s)) == of_cells);
    CHECK(checked_limit<2>(rules::with_held(rules::cells(k), s)) == of_cells);
    const auto logistic = [](auto u) { return u * (decltype(u)::broadcast(1) - u); };
    const auto reacting = rules::with_reaction(rules::with_source(axes, s), logistic);
    CHECK(checked_limit<2>(reacting) == axes.stability_limit());
    CHECK(rules::with_reaction(rules::spacing(1.0, {1.0, 1.0}), logistic, 4).stability_limit() ==
          0.125);
    CHECK(rules::with_reaction(rules::spacing(0.0, {1.0, 1.0}), logistic, 4).stability_limit() ==
          0.25);
    CHECK(refusal([&] { (void)rules::with_reaction(axes, logistic, -1); }) ==
          "steepness is -1 but must be finite and not negative");
}

/// A rule of a user that does not state a limit: upwind advection.
struct wind {
    template <class L, std::size_t Rank>
    auto formula(typename L::value_type dt) const {
        return [rate = L::broadcast(dt)](L c, const neighbours<L, Rank>& before,
                                         const neighbours<L, Rank>&) {
            return c - rate * (c - before[Rank - 1]);
        };
    }
};

grid<double> random_grid(std::size_t rows, std::size_t columns) {
    const auto cells = noise<double>({rows, columns});
    grid<double> u(rows, columns);
    std::copy(cells.values.begin(), cells.values.end(), u.begin());
    return u;
}

/// advance_until must take these steps, the last of which may be shorter.
void check_steps(double dt, double time, std::int64_t steps) {
    INFO("dt " << dt << ", time " << time);
    auto u = random_grid(5, 6), v = u;
    const auto taken = advance_until<naive>(u, {.dt = dt, .D = 0.5}, time, reflecting{});
    CHECK(taken.steps == steps);
    CHECK(taken.dt == std::min(dt, 0.5));
    if (steps > 0) {
        evolve<naive>(v, {.dt = taken.dt, .D = 0.5}, steps - 1, reflecting{});
        evolve<naive>(v, {.dt = taken.last_dt, .D = 0.5}, 1, reflecting{});
        CHECK(taken.last_dt > 0);
        CHECK(taken.last_dt <= taken.dt);
        const double met = static_cast<double>(steps - 1) * taken.dt + taken.last_dt;
        CHECK(std::abs(met - time) <= 1e-15 * static_cast<double>(steps) * time);
    }
    CHECK(u == v);
}

TEST_CASE("time/steps until a time") {
    check_steps(0.25, 0, 0);
    check_steps(0.25, 0.125, 1);
    check_steps(0.25, 1, 4);
    check_steps(0.25, 1.125, 5);
    check_steps(0.1, 0.3, 3); // 0.3 is less than three times 0.1
    check_steps(0.1, 0.7, 7);
    check_steps(0.1, 0.1 * 7, 7);                   // 0.1 * 7 is more than 0.7
    check_steps(0.003, 0.003 * 1001, 1001);         // a step of rounding errors is not taken
    check_steps(0.003, 0.003 * 1001 + 1e-13, 1002); // one of a short time is
    check_steps(3, 1.75, 4);                        // the limit is 0.5
    check_steps(1e-300, 1e-300, 1);
    check_steps(1e300, 1e-300, 1);
}

TEST_CASE("time/steps of any rung and rule") {
    const auto start = random_grid(33, 47);
    auto u = start, v = start, w = start;
    const auto rule = rules::spacing({1.2, 0.8}, {1.0, 0.9});
    const auto taken = advance_until(u, rule, 0.2, 5.05, reflecting{}, parallel{2});
    CHECK(taken.steps == 26);
    CHECK(advance_until<naive>(v, rule, 0.2, 5.05, reflecting{}).last_dt == taken.last_dt);
    CHECK(u == v);
    evolve<naive>(w, rule, 0.2, 25, reflecting{});
    evolve<naive>(w, rule, taken.last_dt, 1, reflecting{});
    CHECK(u == w);

    const double limit = rule.stability_limit();
    CHECK(advance_until<naive>(u, rule, 100.0, 100.0).dt == limit);
    // This one would be unstable from 1 on, but does not say so.
    CHECK(advance_until<naive>(u, wind{}, 1.5, 3.0).dt == 1.5);

    grid<float, 1> line(17);
    line(8) = 1;
    auto same = line;
    CHECK(advance_until<naive>(line, {.dt = 0.1f}, 0.3f).steps == 3);
    CHECK(advance_until<naive>(line, {.dt = 0.1f}, 0.7f).steps == 7);
    evolve<naive>(same, {.dt = 0.1f}, 10);
    CHECK(std::abs(line(8) - same(8)) < 1e-6f);
}

TEST_CASE("time/refusals") {
    auto u = random_grid(6, 7);
    const auto before = u;
    const auto wrong = [&](parameters<double> p, double time) {
        std::string sentence = refusal([&] { advance_until<naive>(u, p, time); });
        CHECK(u == before);
        return sentence;
    };
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(wrong({}, -1) == "time is -1 but must be finite and at least 0");
    CHECK(wrong({}, infinity) == "time is inf but must be finite and at least 0");
    CHECK(wrong({}, nan) == "time is nan but must be finite and at least 0");
    CHECK(wrong({.dt = nan}, 1) == "dt is nan but must be finite");
    CHECK(wrong({.dt = 0}, 1) == "dt is 0 but must be positive to reach a time");
    CHECK(wrong({.dt = -0.1}, 1).find("errors grow") != std::string::npos);
    CHECK(wrong({.D = -1}, 1).find("errors grow") != std::string::npos);
    CHECK(wrong({.D = nan}, 1) == "D is nan but must be finite");
    CHECK(wrong({.dt = 0.125}, 1e300) ==
          "time is 1.0000000000000001e+300 and dt is 0.125, but time must be less than 2^50 steps, "
          "or it cannot be met");
    CHECK(wrong({.dt = 1e-17}, 1).find("2^50") != std::string::npos);
    grid<double> none;
    CHECK(advance_until<naive>(none, {.dt = 0.25}, 1.0).steps == 4);
}

/// The calls that choose time steps, with memory that was reserved by earlier calls.
TEST_CASE("time/workspaces") {
    grid<double> start(30, 40), k(30, 40);
    std::fill(k.begin(), k.end(), 0.9);
    start(3, 4) = 1;
    const auto rule = rules::cells(k, {1.1, 0.9});
    const parameters<double> p{.dt = 20};
    workspace memory;
    const auto check = [&](auto call, auto... arguments) {
        auto u = start, v = start, w = start;
        call(u, arguments..., reflecting{}, sequential{});
        call(v, arguments..., reflecting{}, sequential{}, memory);
        CHECK(u != start);
        CHECK(u == v);
        const auto again = [&] { call(w, arguments..., reflecting{}, sequential{}, memory); };
        CHECK(allocations_of(again).count == 0);
        CHECK(u == w);
    };
    const auto until = [](auto&&... all) { (void)advance_until(all...); };
    check(until, p, 7.0);
    check(until, rule, 0.1, 7.0);
    const auto super = [](auto&&... all) { (void)evolve_in_super_steps(all...); };
    check(super, p, 3);
    check(super, rule, 20.0, 3);
    const auto steady = [](auto&&... all) { (void)relax(all...); };
    check(steady, p, 1e-3, 100);
    check(steady, rule, 1e-3, 100);
    const auto seen = [](grid_view<const double>, std::int64_t) {};
    const auto observed = [](auto&&... all) { (void)relax_and_observe(all...); };
    check(observed, p, 1e-3, 100, seen);
    check(observed, rule, 1e-3, 100, seen);
}

/// The last, shortened step must not begin the sides' time anew; stages have no step to ask for.
TEST_CASE("time/sides that vary") {
    const any_side warming =
        varying{[](std::int64_t step) { return face_value{static_cast<double>(step)}; }};
    const sides outside{.axis0 = {warming, reflecting{}}};
    grid<double> u(6, 7);
    auto v = u;
    const auto done = advance_until(u, {.dt = 0.125}, 1.0625, outside);
    CHECK(done.steps == 9);
    const any_side later = varying{[](std::int64_t) { return face_value{8}; }};
    evolve(v, {.dt = 0.125}, 8, outside);
    evolve(v, {.dt = 0.0625}, 1, sides{.axis0 = {later, reflecting{}}});
    CHECK(u == v);
    CHECK(refusal([&] { (void)relax(u, {.dt = 0.1}, 1e-3, 10, outside); }) ==
          "relax does not take varying sides, but steps of evolve do");
    CHECK(refusal([&] { (void)evolve_in_super_steps(u, {.dt = 1}, 2, outside); }) ==
          "evolve_in_super_steps does not take varying sides, but steps of evolve do");
    CHECK(u == v);
}

} // namespace
} // namespace hpk::test
