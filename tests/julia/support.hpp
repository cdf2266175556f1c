// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <hpk/julia.hpp>

#include "catch.hpp"
#include "common.hpp"
#include "fenced.hpp"
#include "oracle/julia.hpp"

namespace hpk::test {

inline constexpr double classic_re = -0.62772;
inline constexpr double classic_im = -0.42193;

/// The oracle's counts for all pixels.
template <class T>
std::vector<std::int32_t> oracle_counts(julia::plane_view<T> p, std::complex<T> c,
                                        int max_iterations) {
    std::vector<std::int32_t> counts;
    counts.reserve(p.size());
    for (const T y : p.y)
        for (const T x : p.x)
            counts.push_back(oracle::escape_count(x, y, c.real(), c.imag(), max_iterations));
    return counts;
}

/// The oracle's counts for all pixels as c, from z0 on.
template <class T>
std::vector<std::int32_t> mandelbrot_oracle_counts(julia::plane_view<T> p, std::complex<T> z0,
                                                   int max_iterations) {
    std::vector<std::int32_t> counts;
    counts.reserve(p.size());
    for (const T y : p.y)
        for (const T x : p.x)
            counts.push_back(oracle::escape_count(z0.real(), z0.imag(), x, y, max_iterations));
    return counts;
}

/// Fails with the first place at which the counts differ.
inline void require_equal_counts(std::span<const std::int32_t> counts,
                                 std::span<const std::int32_t> expected, const std::string& what) {
    REQUIRE(counts.size() == expected.size());
    for (std::size_t k = 0; k < counts.size(); ++k) {
        if (counts[k] == expected[k]) continue;
        INFO(what << ", point " << k);
        REQUIRE(counts[k] == expected[k]);
    }
    CHECK(counts.size() == expected.size()); // an assertion for Catch to count
}

/// Requires the expected counts of call(plane, counts) in memory that ends, and in memory that
/// begins, with the plane and the counts.
template <class T, class Call>
void require_counts_in_fences(const julia::plane<T>& p, const std::vector<std::int32_t>& expected,
                              const Call& call) {
    for (const fence side : {fence::before, fence::behind}) {
        const fenced<T> x(p.x, side), y(p.y, side);
        const fenced<std::int32_t> counts(std::vector(expected.size(), -1), side);
        call(julia::plane_view<T>(x.elements(), y.elements()), counts.elements());
        require_equal_counts(counts.elements(), expected,
                             std::to_string(p.x.size()) + " x " + std::to_string(p.y.size()));
    }
}

} // namespace hpk::test
