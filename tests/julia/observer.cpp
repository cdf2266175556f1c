// SPDX-License-Identifier: MIT
//
// Long work: rows as they are finished, and stopping.

#include <algorithm>
#include <atomic>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include "julia/support.hpp"

namespace hpk::test {
namespace {

using julia::escape_counts;
using julia::escape_counts_and_observe;
using julia::julia_set;
using julia::mandelbrot;
using julia::mandelbrot_set;

constexpr int endless = std::numeric_limits<int>::max();

TEST_CASE("observer/sees the rows as they are finished") {
    const auto p = julia::uniform_plane(julia::region<double>{-2, 1, -1.5, 1.5}, 45, 107);
    const auto check = [&](auto set, auto how) {
        const auto expected = escape_counts(p, set, 300);
        std::vector<std::int32_t> counts(expected.size(), -1);
        std::vector<std::size_t> seen;
        bool right = true;
        const auto finished = escape_counts_and_observe(
            p, set, 300, counts,
            [&](std::size_t rows) {
                if (seen.empty() || seen.back() != rows) seen.push_back(rows);
                right = right && std::equal(counts.begin(),
                                            counts.begin() + static_cast<std::ptrdiff_t>(rows * 45),
                                            expected.begin());
            },
            how);
        CHECK(right);
        CHECK(finished == 107);
        CHECK(counts == expected);
        CHECK(std::ranges::is_sorted(seen));
        CHECK(seen.back() == 107);
        return seen;
    };
    const std::complex<double> c{classic_re, classic_im};
    CHECK(check(julia_set{c}, sequential{}) == std::vector<std::size_t>{32, 64, 96, 107});
    check(julia_set{c}, parallel{2});
    check(mandelbrot{}, parallel{2});
    check(mandelbrot_set{julia::burning_ship{}, 3}, sequential{});
}

TEST_CASE("observer/may stop after any row") {
    const auto p = julia::uniform_plane(julia::region<double>{-2, 1, -1.5, 1.5}, 45, 107);
    const auto expected = escape_counts(p, mandelbrot{}, 300);
    std::vector<std::int32_t> counts(expected.size(), -1);
    const auto finished =
        escape_counts_and_observe(julia::plane_view<double>(p), mandelbrot{}, 300,
                                  std::span(counts), [](std::size_t rows) { return rows < 40; });
    CHECK(finished == 64);
    constexpr std::size_t certain = std::size_t{64} * 45;
    CHECK(std::ranges::equal(std::span(counts).first(certain), std::span(expected).first(certain)));
    CHECK(counts[certain] == -1);
    CHECK(escape_counts_and_observe(julia::plane<double>{}, mandelbrot{}, 300,
                                    std::span<std::int32_t>(), [](std::size_t) {}) == 0);
}

/// Stops at the third call, in a row that would take minutes.
template <class Variant, class T, class Set>
void stop_within_a_row(const julia::plane<T>& p, Set set, int threads) {
    std::vector<std::int32_t> counts(p.x.size() * p.y.size(), -1);
    int calls = 0;
    bool right = true;
    std::atomic<int> inside = 0;
    const auto finished = escape_counts_and_observe<Variant>(
        p, set, endless, counts,
        [&](std::size_t rows) {
            right = inside.fetch_add(1) == 0 && rows == 0 && right;
            inside.fetch_sub(1);
            return ++calls < 3;
        },
        parallel{threads});
    CHECK(right);
    CHECK(finished == 0);
    CHECK(calls == 3);
}

TEST_CASE("observer/may stop within a row") {
    // At 0.25 orbits come to rest so slowly that no proof settles them.
    const julia::plane<double> p{{0.25, 0.25, 0.25, 0.25, 0.25}, {0, 0, 0}};
    const julia::plane<double> starts{std::vector<double>(40, 0.125), std::vector<double>(9, 0.25)};
    const julia::plane<float> far{{-1.9999F, -2, -2, -2, -2, -2, -2, -2, -2}, {0}};
    julia::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        stop_within_a_row<Variant>(p, mandelbrot{}, 1);
        stop_within_a_row<Variant>(starts, julia_set{0.25}, 2);
        stop_within_a_row<Variant>(far, mandelbrot{}, 1);
        stop_within_a_row<Variant>(p, mandelbrot_set{julia::tricorn{}}, 2);
    });
}

TEST_CASE("observer/is called within a row however few the iterations are") {
    // A second of work in one band.
    const auto p = to_double_double(uniform_plane(julia::zoom{"0", "0", 0.02}, 1200, 32));
    std::vector<std::int32_t> counts(p.x.size() * p.y.size(), -1);
    int calls = 0;
    CHECK(escape_counts_and_observe<julia::expanded>(
              p, mandelbrot_set{julia::quadratic{}, 3}, 4000, counts,
              [&](std::size_t rows) { return rows == 0 && ++calls < 3; }) == 0);
    CHECK(calls == 3);
}

TEST_CASE("observer/what is refused") {
    const auto p = julia::uniform_plane(julia::region<double>{}, 4, 3);
    std::vector<std::int32_t> counts(12);
    const auto never = [](std::size_t) { FAIL("no row, no call"); };
    CHECK(refusal([&] { escape_counts_and_observe(p, mandelbrot{}, -1, counts, never); }) ==
          "max_iterations is -1 but must be at least 0");
    CHECK(refusal([&] {
              escape_counts_and_observe(p, mandelbrot{}, 5, std::span(counts).first(5), never);
          }) == "counts has 5 elements but there are 12 points");
    CHECK(refusal([&] {
              escape_counts_and_observe(p, mandelbrot_set{julia::quadratic{}, 1}, 5, counts, never);
          }).starts_with("radius is 1 but"));
}

} // namespace
} // namespace hpk::test
