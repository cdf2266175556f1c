// SPDX-License-Identifier: MIT
//
// Rules of several fields: the same bits on every rung, with every edge and number of threads.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/gray_scott.hpp"
#include "diffusion/rules.hpp"
#include "diffusion/support.hpp"
#include "kernels.hpp"
#include "oracle/rules.hpp"

namespace hpk::test {
namespace {

using namespace diffusion;

template <std::size_t Rank, class T>
grid<T, Rank> random_grid(const std::vector<std::size_t>& extents, std::uint64_t seed) {
    return grid_of<Rank>(extents, noise<T>(extents, seed).values);
}

/// Gray and Scott's reaction on grids of some shapes, against the oracle, on the backends of a
/// list.
template <class Backends, class T, std::size_t Rank>
void check_gray_scott(const std::vector<std::vector<std::size_t>>& shapes) {
    const auto expected = gray_scott_coefficients<T>;
    const auto rule = rule_of(expected);
    const T dt = T(0.9);
    for (const auto& extents : shapes) {
        const std::array<oracle::cells<T>, 2> start{noise<T>(extents, 7), noise<T>(extents, 8)};
        for (const auto outside : all_surroundings<T>()) {
            for (const std::int64_t steps : {1, 2, 9, 30}) {
                const auto solution = oracle::advanced(expected, start, outside, dt, steps);
                const auto check = [&](const auto& u, const auto& v, const std::string& what) {
                    const auto message = [&] {
                        return what + ", " + shape_of(extents) + ", " + shown(outside) +
                               ", steps " + std::to_string(steps);
                    };
                    require_same(std::span<const T>(u.data(), u.size()), solution[0], message);
                    require_same(std::span<const T>(v.data(), v.size()), solution[1], message);
                };
                with_boundary(outside, [&](auto boundary) {
                    rungs_for_rules::for_each([&]<class V>(std::type_identity<V>) {
                        Backends::for_each([&]<class B>(std::type_identity<B>) {
                            for (const int threads : {1, 3}) {
                                auto u = grid_of<Rank>(extents, start[0].values);
                                auto v = grid_of<Rank>(extents, start[1].values);
                                evolve<V, B>(std::tie(u, v), rule, dt, steps, boundary,
                                             parallel{threads});
                                check(u, v, std::string(V::name) + " on " + backend_name<B>());
                            }
                        });
                    });
                    auto u = grid_of<Rank>(extents, start[0].values), next_u = u;
                    auto v = grid_of<Rank>(extents, start[1].values), next_v = v;
                    for (std::int64_t k = 0; k < steps; ++k) {
                        step(std::tie(u, v), std::tie(next_u, next_v), rule, dt, boundary);
                        std::swap(u, next_u);
                        std::swap(v, next_v);
                    }
                    check(u, v, "step");
                });
            }
        }
    }
}

TEST_CASE("coupled/gray_scott, lines") {
    std::vector<std::vector<std::size_t>> lines{{400}, {5000}};
    for (std::size_t n = 1; n <= 10; ++n) lines.push_back({n});
    check_gray_scott<type_list<native>, float, 1>(lines);
}

TEST_CASE("coupled/gray_scott, sheets") {
    check_gray_scott<type_list<scalar, native>, double, 2>(
        {{1, 1}, {1, 9}, {9, 1}, {2, 2}, {3, 4}, {5, 16}, {33, 17}});
}

TEST_CASE("coupled/gray_scott, boxes") {
    check_gray_scott<type_list<native>, double, 3>({{1, 1, 1}, {2, 3, 4}, {5, 1, 7}, {4, 6, 33}});
}

/// The equations as they are written in books.
TEST_CASE("coupled/gray_scott solves its equations") {
    const std::vector<std::size_t> extents{40, 50};
    auto u = random_grid<2, double>(extents, 1), v = random_grid<2, double>(extents, 2);
    for (double& x : u) x = 0.5 + 0.5 * x;
    for (double& x : v) x = 0.5 + 0.5 * x;
    const double dt = 0.5, feed = 0.04, kill = 0.06;
    auto expected_u = u, expected_v = v, lu = u, lv = v;
    for (int step = 0; step < 100; ++step) {
        laplacian(expected_u, lu);
        laplacian(expected_v, lv);
        for (std::size_t x = 0; x < u.size(); ++x) {
            double &a = expected_u.data()[x], &b = expected_v.data()[x];
            const double abb = a * b * b;
            a += dt * (0.2 * lu.data()[x] - abb + feed * (1 - a));
            b += dt * (0.1 * lv.data()[x] + abb - (feed + kill) * b);
        }
    }
    evolve(std::tie(u, v), rules::gray_scott{.D_u = 0.2, .D_v = 0.1, .feed = feed, .kill = kill},
           dt, 100);
    double error = 0;
    for (std::size_t x = 0; x < u.size(); ++x)
        error = std::max({error, std::abs(u.data()[x] - expected_u.data()[x]),
                          std::abs(v.data()[x] - expected_v.data()[x])});
    CHECK(error < 1e-11);
}

/// Three fields that turn into each other, carried by a wind that differs from cell to cell.
struct carousel {
    grid_view<const double> wind;

    static constexpr std::size_t fields = 3, coefficients = 1;

    template <class L, std::size_t Rank>
    auto formula(double dt) const {
        return [rate = L::broadcast(dt)](const std::array<L, 3>& c,
                                         const std::array<neighbours<L, Rank>, 3>& before,
                                         const std::array<neighbours<L, Rank>, 3>& after,
                                         const std::array<L, 1>& beside) {
            std::array<L, 3> next = c;
            for (std::size_t f = 0; f < 3; ++f)
                next[f] = c[f] + rate * (beside[0] * (before[f][Rank - 1] - c[f]) +
                                         (after[(f + 1) % 3][0] - c[f]));
            return next;
        };
    }
    template <class Boundary>
    const double* row(std::size_t, std::size_t row) const {
        return wind.row(row);
    }
};

/// More columns than a strip holds, and more cells than stay in the cache as a whole.
TEST_CASE("coupled/a rule of one's own on large grids") {
    const std::vector<std::size_t> extents{60, 1700};
    const auto wind = random_grid<2, double>(extents, 1);
    const std::array start{random_grid<2, double>(extents, 2), random_grid<2, double>(extents, 3),
                           random_grid<2, double>(extents, 4)};
    const carousel rule{wind};
    const auto check = [&](auto boundary) {
        auto [a, b, c] = start;
        auto [d, e, f] = start;
        evolve<fused>(std::tie(a, b, c), rule, 0.1, 17, boundary);
        evolve<time_blocked>(std::tie(d, e, f), rule, 0.1, 17, boundary, parallel{2});
        CHECK(a == d);
        CHECK(b == e);
        CHECK(c == f);
        auto [g, h, i] = start;
        evolve<naive>(std::tie(g, h, i), rule, 0.1, 17, boundary);
        CHECK(a == g);
        CHECK(b == h);
        CHECK(c == i);
    };
    check(periodic{});
    check(frozen{});
}

/// Grids larger than the caches, whose cache lines begin at the same cells or do not.
TEST_CASE("coupled/views of large grids") {
    if (!optimised) {
        WARN("large grids are left to optimised builds, where they are quick");
        return;
    }
    const std::vector<std::size_t> extents{900, 1000};
    const auto u = random_grid<2, double>(extents, 1), v = random_grid<2, double>(extents, 2);
    auto known_u = u, known_v = v;
    evolve<buffered>(std::tie(known_u, known_v), rules::gray_scott{}, 0.5, 3);
    for (const std::size_t offset : {0u, 8u, 11u})
        for (const std::size_t stride : {1000u, 1001u}) {
            std::vector<double> memory(900 * 1001 + 11);
            const grid_view<double> w(memory.data() + offset, {900, 1000}, stride);
            auto a = u;
            std::copy(v.begin(), v.end(), w.begin());
            evolve<fused>(std::tuple(a.view(), w), rules::gray_scott{}, 0.5, 3, periodic{},
                          parallel{2});
            CHECK(a == known_u);
            CHECK(std::equal(w.begin(), w.end(), known_v.begin()));
        }
}

TEST_CASE("coupled/observers and workspaces") {
    const auto start = random_grid<2, double>({30, 20}, 1),
               other = random_grid<2, double>({30, 20}, 2);
    auto u = start, v = other, a = start, b = other;
    workspace memory;
    evolve(std::tie(u, v), rules::gray_scott{}, 0.5, 25, reflecting{}, sequential{}, memory);
    std::int64_t seen = 0;
    const auto observer = [&](const auto& fields, std::int64_t) {
        static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(fields)>> == 2);
        CHECK(fields[1].data() == b.data());
        ++seen;
    };
    CHECK(evolve_and_observe(std::tie(a, b), rules::gray_scott{}, 0.5, 25, 10, observer,
                             reflecting{}) == 25);
    CHECK(seen == 3);
    CHECK(u == a);
    CHECK(v == b);
    grid<double> none, nothing;
    evolve(std::tie(none, nothing), rules::gray_scott{}, 0.5, 3);
}

TEST_CASE("coupled/refusals") {
    auto u = random_grid<2, double>({6, 7}, 1), v = u, other = random_grid<2, double>({7, 6}, 1);
    const auto before = u;
    const rules::gray_scott rule;
    const auto wrong = [&](auto call) {
        std::string sentence = refusal([&] { call(); });
        CHECK(u == before);
        CHECK(v == before);
        return sentence;
    };
    CHECK(wrong([&] { evolve(std::tie(u, other), rule, 0.5, 1); }) ==
          "u[1] has 7 x 6 cells but u[0] has 6 x 7");
    CHECK(wrong([&] { evolve(std::tie(u, u), rule, 0.5, 1); }) ==
          "u[1] shares cells with u[0], but must have its own");
    CHECK(wrong([&] { step(std::tie(u, v), std::tie(u, other), rule, 0.5); }) ==
          "out[1] has 7 x 6 cells but out[0] has 6 x 7");
    CHECK(wrong([&] { step(std::tie(u, other), std::tie(v, other), rule, 0.5); }) ==
          "in[1] has 7 x 6 cells but in[0] has 6 x 7");
    auto w = u;
    CHECK(wrong([&] { step(std::tie(u, v), std::tie(w, u), rule, 0.5); }) ==
          "out shares cells with in, but must have its own");
    CHECK(wrong([&] { evolve(std::tie(u, v), rule, 2.0, 1); }).find("D is 0.16") !=
          std::string::npos);
    CHECK(wrong([&] {
              evolve(std::tie(u, v), rules::gray_scott{.D_u = 0, .D_v = 1}, 0.5, 1);
          }).find("D is 1") != std::string::npos);
    CHECK(wrong([&] {
              evolve(std::tie(u, v),
                     rules::gray_scott{.feed = std::numeric_limits<double>::infinity()}, 0.5, 1);
          }) == "feed is inf but must be finite");
    rules::gray_scott wild{.D_u = 1};
    wild.check_stability = false;
    auto x = u, y = v;
    evolve(std::tie(x, y), wild, 0.5, 1);

    static_assert(!rule_for<rules::gray_scott, grid<double>&>);
    static_assert(!rule_for<rules::axes<2>, std::tuple<grid<double>&, grid<double>&>>);
    static_assert(!fields_like<std::tuple<grid<double>&, grid<float>&>>);
    static_assert(!writable_fields<std::tuple<const grid<double>&, const grid<double>&>>);
}

/// Three fields that read each other and two coefficients. With small integers every result is
/// exact.
template <std::size_t Rank>
struct mingled {
    static constexpr std::size_t fields = 3, coefficients = 2;
    std::array<const grid<float, Rank>*, 2> k;

    template <class Boundary>
    const float* row(std::size_t which, std::size_t row) const {
        return grid_view<const float, Rank>(*k[which]).row(row);
    }
    template <class L, std::size_t R>
    auto formula(float) const {
        return [](const std::array<L, 3>& c, const std::array<neighbours<L, R>, 3>& before,
                  const std::array<neighbours<L, R>, 3>& after, const std::array<L, 2>& beside) {
            std::array<L, 3> out{};
            for (std::size_t f = 0; f < 3; ++f) {
                out[f] = L::broadcast(7) * c[f];
                for (std::size_t axis = 0; axis < R; ++axis)
                    out[f] = (out[f] + L::broadcast(2) * before[(f + 1) % 3][axis]) +
                             L::broadcast(3) * after[(f + 2) % 3][axis];
                for (std::size_t i = 0; i < 2; ++i) out[f] = out[f] + beside[i] * c[(f + i) % 3];
            }
            return out;
        };
    }
};

template <std::size_t Rank>
void check_mingled(std::array<std::size_t, Rank> extents) {
    for (std::size_t columns = 1; columns < 20; ++columns) {
        extents[Rank - 1] = columns;
        std::array<grid<float, Rank>, 5> u;
        for (std::size_t f = 0; f < u.size(); ++f) {
            u[f] = grid<float, Rank>(extents);
            for (std::size_t i = 0; i < u[f].size(); ++i)
                u[f].data()[i] = static_cast<float>(i % (7 - f));
        }
        auto v = u, w = u;
        const mingled<Rank> rule{{&u[3], &u[4]}};
        evolve<naive>(std::tie(u[0], u[1], u[2]), rule, 1.0F, 1, reflecting{});
        evolve<fused>(std::tie(v[0], v[1], v[2]), rule, 1.0F, 1, reflecting{});
        evolve<time_blocked>(std::tie(w[0], w[1], w[2]), rule, 1.0F, 1, reflecting{});
        INFO(columns << " columns");
        CHECK(u == v);
        CHECK(u == w);
    }
}

// g++ 12 once took no step at all here, with -O3.
TEST_CASE("coupled/several fields and coefficients on narrow grids") {
    check_mingled<3>({5, 4, 0});
    check_mingled<2>({6, 0});
}

} // namespace
} // namespace hpk::test
