// SPDX-License-Identifier: MIT
//
// Sides: laws that they must obey, what they refuse, and the sides that other boundaries also have.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/sides.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

using namespace diffusion;

grid<double> random_grid(std::size_t rows, std::size_t columns) {
    return grid_of<2>({rows, columns}, noise<double>({rows, columns}).values);
}

double total(const grid<double>& u) {
    return std::accumulate(u.begin(), u.end(), 0.0);
}

TEST_CASE("sides/large grids") {
    check_sides_of_large_grids<double, 1>({{5001}});
    check_sides_of_large_grids<double, 2>({{521, 37}, {517, 970}, {1100, 3}});
    check_sides_of_large_grids<double, 3>({{19, 101, 53}});
}

/// Sides that are the same as a boundary, and the classic order of operations.
TEST_CASE("sides/the bits of other boundaries") {
    const auto start = random_grid(27, 41);
    const auto check = [&](auto boundary, const sides& same) {
        const auto rungs = [&]<class V>(std::type_identity<V>) {
            auto u = start, v = start;
            u(3, 3) = v(3, 3) = -0.0;
            evolve<V>(u, {.dt = 0.2, .D = 0.9}, 21, boundary);
            evolve<V>(v, {.dt = 0.2, .D = 0.9}, 21, same, parallel{2});
            INFO(V::name);
            CHECK(u == v);
            CHECK(u != start);
        };
        rungs_for_rules::for_each(rungs);
        auto u = start, v = start;
        laplacian(start, u, boundary);
        laplacian(start, v, same);
        CHECK(u == v);
        std::int64_t seen = 0;
        u = v = start;
        evolve(u, {}, 25, boundary);
        CHECK(evolve_and_observe(v, {}, 25, 10, [&](auto, std::int64_t) { ++seen; }, same) == 25);
        CHECK(seen == 3);
        CHECK(u == v);
    };
    check(reflecting{}, {});
    check(reflecting{}, {.axis0 = {reflecting{}, reflecting{}}, .axis1 = reflecting{}});
    check(periodic{}, {.axis0 = periodic{}, .axis1 = periodic{}});
    check(fixed{0.5}, {.axis0 = fixed{0.5}, .axis1 = {fixed{0.5f}, fixed{0.5}}});
}

/// A side that varies has the bits of calls of one step each, on every rung, in rounds of steps and
/// in more steps than are asked for at a time.
TEST_CASE("sides/varying in time") {
    const auto side_at = [](std::int64_t step) -> constant_side {
        const double x = 0.01 * static_cast<double>(step % 37);
        if (step % 3 == 0) return flux{x};
        if (step % 3 == 1) return mirrored{};
        return convective{.transfer = 1 + x, .ambient = x};
    };
    const auto to_variant = [](const constant_side& s) {
        return std::visit([](auto kind) -> any_side { return kind; }, s);
    };
    const auto check = [&](const grid<double, 3>& start, std::int64_t steps) {
        const auto rule = rules::spacing({1.0, 0.9, 1.0}, {1.0, 1.0, 1.0});
        const double dt = 0.1;
        auto expected = start;
        for (std::int64_t step = 0; step < steps; ++step) {
            const any_side s = to_variant(side_at(step)), t = to_variant(side_at(step + 1));
            evolve<fused>(expected, rule, dt, 1, sides{{s, face_value{1}}, {t, s}, {s, t}});
        }
        const any_side s = varying{side_at};
        const any_side t = varying{[&](std::int64_t step) { return side_at(step + 1); }};
        const sides outside{{s, face_value{1}}, {t, s}, {s, t}};
        rungs_for_rules::for_each([&]<class V>(std::type_identity<V>) {
            auto u = start;
            evolve<V>(u, rule, dt, steps, outside, parallel{2});
            INFO(V::name);
            CHECK((u == expected));
        });
        auto u = start;
        const auto nothing = [](auto, std::int64_t) {};
        evolve_and_observe(u, rule, dt, steps, 7, nothing, outside);
        CHECK((u == expected));
    };
    check(grid_of<3>({4, 5, 9}, noise<double>({4, 5, 9}).values), 23);
    if (optimised)
        check(grid_of<3>({19, 101, 53}, noise<double>({19, 101, 53}).values), 15);
    else
        WARN("a large grid is left to optimised builds");

    // Two axes and one: rounds of steps, and more than 4096 steps.
    const auto same = [&](auto u, std::int64_t steps) {
        auto v = u;
        const sides outside{{varying{side_at}, fixed{0.5}}, {face_value{1}, varying{side_at}}, {}};
        evolve<fused>(u, {.dt = 0.2}, steps, outside);
        evolve<time_blocked>(v, {.dt = 0.2}, steps, outside);
        CHECK((u == v));
    };
    same(random_grid(6, 11), 4100);
    same(random_grid(530, optimised ? 300 : 3), 40);
    same(grid_of<1>({4500}, noise<double>({4500}).values), 150);

    auto u = random_grid(5, 6);
    const auto before = u;
    const any_side bad =
        varying{[](std::int64_t step) { return face_value{step < 2 ? 1 : 1e308}; }};
    CHECK_FALSE(refusal([&] { evolve(u, {}, 5, sides{.axis0 = {bad, bad}}); }).empty());
    CHECK(u == before);
}

/// What flows in through the sides is what the total gains.
TEST_CASE("sides/flux balance") {
    auto u = random_grid(30, 20);
    const double start = total(u), h0 = 2, h1 = 0.5, dt = 0.02, D = 1.5;
    const std::int64_t steps = 400;
    const sides outside{.axis0 = {flux{0.3, D, h0}, flux{-0.1, D, h0}},
                        .axis1 = {flux{0.25, D, h1}, reflecting{}}};
    evolve(u, {.dt = dt, .D = D, .spacing = {h0, h1}}, steps, outside);
    const double inflow = (0.3 - 0.1) * 20 * h1 + 0.25 * 30 * h0;
    CHECK(std::abs((total(u) - start) * h0 * h1 - inflow * dt * static_cast<double>(steps)) < 1e-9);
    // With conductive cells, too.
    auto k = random_grid(30, 20);
    for (double& x : k) x = 1 + 0.5 * x;
    for (std::size_t j = 0; j < 20; ++j) k(29, j) = 0.8;
    auto v = random_grid(30, 20);
    evolve(v, rules::cells(k), 0.1, 100, sides{.axis0 = {reflecting{}, flux{0.7, 0.8}}});
    CHECK(std::abs(total(v) - start - 0.7 * 20 * 0.1 * 100) < 1e-9);
}

/// Steady profiles are straight lines that reach the walls' values where the walls are.
TEST_CASE("sides/steady lines") {
    constexpr std::size_t n = 9;
    const double h = 0.4, dt = 0.02, D = 2;
    const auto steady = [&](any_side before, any_side after) {
        grid<double, 1> u(n);
        evolve(u, {.dt = dt, .D = D, .spacing = {h}}, 20'000, sides{.axis0 = {before, after}});
        return u;
    };
    const auto is_line = [&](const grid<double, 1>& u, double first, double slope) {
        for (std::size_t i = 0; i < n; ++i)
            CHECK(std::abs(u(i) - (first + slope * h * (static_cast<double>(i) + 0.5))) < 1e-12);
    };
    const double length = h * n;
    is_line(steady(face_value{1}, face_value{3}), 1, 2 / length);
    is_line(steady(face_value{1}, flux{0.6, D, h}), 1, 0.6 / D);
    // Half a cell further out, and at the centre of the edge cell.
    is_line(steady(face_value{1}, fixed{3.0}), 1, 2 / (length + h / 2));
    is_line(steady(fixed{1.0}, mirrored{}), 1, 0);
    is_line(steady(reflecting{}, face_value{1}), 1, 0);
    // The resistances of the bar and of the film add up.
    const double transfer = 1.25, q = (5 - 1) / (length / D + 1 / transfer);
    is_line(steady(face_value{1}, convective{transfer, 5, D, h}), 1, q / D);

    // The line to start with: it stays as it is, to rounding.
    grid<double, 1> u(n);
    for (std::size_t i = 0; i < n; ++i) u(i) = 1 + 0.5 * (static_cast<double>(i) + 0.5);
    evolve(u, {.dt = 0.3}, 1000, sides{.axis0 = {face_value{1}, face_value{1 + 0.5 * n}}});
    for (std::size_t i = 0; i < n; ++i)
        CHECK(std::abs(u(i) - (1 + 0.5 * (static_cast<double>(i) + 0.5))) < 1e-13);
}

/// Values along sides: u = x*y is steady.
TEST_CASE("sides/values along a side") {
    constexpr std::size_t n = 7;
    grid<double> u(n, n);
    const auto place = [](std::size_t i) { return static_cast<double>(i) + 0.5; };
    constexpr double D = 0.5;
    const any_side right = along{[&](std::size_t i) { return face_value{place(i) * n}; }};
    const any_side below = along{[&](std::size_t j) { return flux{D * place(j), D}; }};
    const sides outside{.axis0 = {face_value{0}, below}, .axis1 = {face_value{0}, right}};
    evolve(u, {.dt = 0.4, .D = D}, 3000, outside);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) CHECK(std::abs(u(i, j) - place(i) * place(j)) < 1e-11);

    auto v = u, w = u;
    for (double& x : v) x = 0;
    w = v;
    CHECK(relax(v, {.D = D}, 1e-12, 10'000, outside).outcome == relaxed::within_tolerance);
    evolve_in_super_steps(w, {.dt = 25, .D = D}, 40, outside);
    for (std::size_t k = 0; k < u.size(); ++k) {
        CHECK(std::abs(v.data()[k] - u.data()[k]) < 1e-9);
        CHECK(std::abs(w.data()[k] - u.data()[k]) < 1e-6);
    }
    // A value so large that its products overflow.
    const any_side huge = along{[](std::size_t i) { return fixed{i == 3 ? 0x1p1023 : 0.25}; }};
    v = w = u;
    evolve<fused>(v, {}, 20, sides{.axis0 = huge});
    evolve<time_blocked>(w, {}, 20, sides{.axis0 = huge});
    CHECK(std::memcmp(v.data(), w.data(), v.size() * sizeof(double)) == 0);
}

/// A side that differs along its cells and changes in time has the bits of calls of one step each.
TEST_CASE("sides/along and varying") {
    const auto side_at = [](std::int64_t step) {
        return along{[step](std::size_t i) -> constant_side {
            const double x = 0.01 * static_cast<double>(static_cast<std::int64_t>(i) + step);
            if (step % 2 == 0) return face_value{x};
            return convective{.transfer = x, .ambient = x};
        }};
    };
    const any_side s = varying{side_at};
    const any_side t = varying{[&](std::int64_t step) -> std::variant<constant_side, along> {
        if (step % 3 == 0) return fixed{0.25};
        return side_at(step);
    }};
    const auto check = [&](const auto& start, const auto& rule, std::int64_t steps) {
        auto expected = start, next = start;
        for (std::int64_t step = 0; step < steps; ++step) {
            const any_side now = side_at(step);
            const any_side other = step % 3 == 0 ? any_side(fixed{0.25}) : now;
            diffusion::step(expected, next, rule, 0.1,
                            sides{{now, other}, {other, now}, {now, other}});
            std::swap(expected, next);
        }
        rungs_for_rules::for_each([&]<class V>(std::type_identity<V>) {
            auto u = start;
            evolve<V>(u, rule, 0.1, steps, sides{{s, t}, {t, s}, {s, t}}, parallel{2});
            INFO(V::name);
            CHECK((u == expected));
        });
    };
    const auto of_sheets = rules::spacing(1.0, {1.1, 0.9});
    check(random_grid(6, 11), of_sheets, 130);
    check(random_grid(530, optimised ? 300 : 3), of_sheets, 31);
    check(grid_of<3>({4, 5, 9}, noise<double>({4, 5, 9}).values),
          rules::spacing(1.0, {1.1, 0.9, 1.2}), 23);
}

TEST_CASE("sides/mirrored about the centres") {
    grid<double> u(3, 40), laplace(3, 40);
    u(0, 0) = 1;
    u(1, 0) = 3; // is both neighbours of u(0, 0) along axis 0
    laplacian(u, laplace, sides{mirrored{}, mirrored{}, mirrored{}});
    CHECK(laplace(0, 0) == 3 + 3 - 4);
    CHECK(laplace(2, 0) == 3 + 3);
    CHECK(laplace(0, 1) == 1);
}

/// At the largest stable step no side lets errors grow.
TEST_CASE("sides/stability") {
    for (const oracle::side& a : kinds_of_sides) {
        auto u = random_grid(8, 9);
        const any_side s = side_of(a);
        evolve(u, {.dt = stability_limit(1.0)}, 3000, sides{{s, s}, {s, s}, {}});
        double largest = 0;
        for (const double x : u) largest = std::fmax(largest, std::abs(x));
        INFO(s.index());
        // A flux adds to it: 0.9 / 1.7 / 4 to each edge cell, on four sides.
        CHECK(largest < 2 + (a.kind == oracle::side_kind::flux ? 3000 * 4 * 0.14 : 0));
    }
}

/// A wall of cells with k = 0 lets nothing through, and held cells keep their values.
TEST_CASE("sides/walls and held cells") {
    auto u = random_grid(20, 30);
    const auto start = u;
    grid<double> k(20, 30), mask(20, 30);
    for (double& x : k) x = 0.7;
    for (std::size_t i = 0; i < 20; ++i) k(i, 11) = 0;
    const auto left = [](const grid<double>& g) {
        double sum = 0;
        for (std::size_t i = 0; i < 20; ++i)
            for (std::size_t j = 0; j < 11; ++j) sum += g(i, j);
        return sum;
    };
    evolve(u, rules::cells(k), 0.2, 500, sides{.axis1 = {reflecting{}, face_value{9}}});
    CHECK(std::abs(left(u) - left(start)) < 1e-12);
    CHECK(u(3, 12) > 1);
    for (std::size_t i = 0; i < 20; ++i) CHECK(u(i, 11) == start(i, 11));

    u = start;
    mask(4, 5) = 1;
    mask(9, 0) = 0.5;
    mask(2, 2) = -1; // not held
    u(4, 5) = 7;
    const auto held = rules::with_held(rules::spacing(0.5, {1.0, 1.0}), mask);
    evolve(u, held, 0.2, 4000, sides{.axis0 = face_value{7}});
    CHECK(u(4, 5) == 7);
    CHECK(u(9, 0) == start(9, 0));
    CHECK(u(4, 6) > 6);
    CHECK(u(2, 2) != start(2, 2));
    CHECK(refusal([&] {
              grid<double> other(3, 3);
              evolve(other, held, 0.2, 1);
          }) == "the mask has 20 x 30 cells but u has 3 x 3");
}

TEST_CASE("sides/refusals") {
    auto u = random_grid(6, 7);
    const auto before = u;
    const auto wrong = [&](const axis_sides& of_axis1) {
        std::string sentence = refusal([&] { evolve(u, {}, 3, sides{.axis1 = of_axis1}); });
        CHECK(u == before);
        return sentence;
    };
    const double infinite = std::numeric_limits<double>::infinity();
    CHECK(wrong(face_value{infinite}) == "face_value.value is inf but must be finite");
    CHECK(wrong({reflecting{}, fixed{infinite}}) == "fixed.value is inf but must be finite");
    CHECK(wrong(flux{1, 0}) == "flux.conductivity is 0 but must be positive and finite");
    CHECK(wrong(flux{1, 1, -1}) == "flux.spacing is -1 but must be positive and finite");
    CHECK(wrong(convective{-1, 2}) ==
          "convective.transfer is -1 but must be finite and at least 0");
    CHECK(wrong(convective{1, infinite}) == "convective.ambient is inf but must be finite");
    CHECK(wrong(along{[&](std::size_t i) { return face_value{i == 5 ? infinite : 1}; }}) ==
          "face_value.value is inf but must be finite");
    CHECK(wrong(along{[](std::size_t i) -> constant_side {
              if (i == 5) return mirrored{};
              return reflecting{};
          }}) == "a side is mirrored for some of its cells, but must be so for all or for none");
    CHECK(wrong(face_value{1e308}).find("finite values of the grid's type") != std::string::npos);
    CHECK(wrong(flux{1, 1, 2}) ==
          "a side of axis 1 has cells 2 wide but the grid's are 1 wide along that axis");
    grid<float, 1> single(5);
    CHECK(refusal([&] { evolve(single, {}, 1, sides{.axis0 = fixed{1e39}}); }) ==
          "a side's ghosts are 0 * u + 9.9999999999999994e+38 but these must be finite values of "
          "the grid's type");
    CHECK(refusal([&] {
              evolve(u, rules::spacing(1.0, {1.0, 2.0}), 0.1, 1, sides{.axis1 = flux{1}});
          }) == "a side of axis 1 has cells 1 wide but the grid's are 2 wide along that axis");
    evolve(u, {}, 3, sides{.axis2 = face_value{infinite}}); // there is no axis 2
}

} // namespace
} // namespace hpk::test
