// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/diffusion/parameters.hpp>

#include "catch.hpp"
#include "common.hpp"
#include "oracle/diffusion.hpp"

namespace hpk::test {

/// Parameters that are not powers of two, so that every rounding shows.
template <class T>
diffusion::parameters<T> crooked_parameters() {
    return {T(0.12), T(0.9)};
}

/// Every kind of edge.
template <class T>
std::array<oracle::surroundings<T>, 4> all_surroundings() {
    return {{{oracle::edge::periodic},
             {oracle::edge::fixed, T(0.3)},
             {oracle::edge::reflecting},
             {oracle::edge::frozen}}};
}

/// A grid of random numbers in [-1, 1), different for each seed.
template <class T>
oracle::cells<T> noise(const std::vector<std::size_t>& extents, std::uint64_t seed = 1) {
    oracle::cells<T> u{extents, {}};
    std::size_t size = 1;
    for (const std::size_t n : extents) size *= n;
    random_numbers random(seed);
    u.values.reserve(size);
    for (std::size_t k = 0; k < size; ++k)
        u.values.push_back(static_cast<T>(random.uniform(-1, 1)));
    return u;
}

template <class T>
using bits_of = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// True for NaN; not by a comparison, which -ffast-math may change.
template <class T>
bool is_nan(T x) {
    constexpr auto infinity = std::bit_cast<bits_of<T>>(std::numeric_limits<T>::infinity());
    return (std::bit_cast<bits_of<T>>(x) & (~bits_of<T>{0} >> 1)) > infinity;
}

/// The same bits, or both NaN.
template <class T>
bool same(T x, T y) {
    return std::bit_cast<bits_of<T>>(x) == std::bit_cast<bits_of<T>>(y) || (is_nan(x) && is_nan(y));
}

inline std::string shape_of(const std::vector<std::size_t>& extents) {
    std::string text;
    for (const std::size_t n : extents) text += (text.empty() ? "" : " x ") + std::to_string(n);
    return text;
}

template <class T>
std::string shown(oracle::surroundings<T> outside) {
    static constexpr const char* names[] = {"periodic", "fixed", "reflecting", "frozen"};
    return names[static_cast<int>(outside.edge)];
}

/// Fails with the first cell in which two grids differ.
template <class T, class What>
void require_same(std::span<const std::type_identity_t<T>> values, const std::vector<T>& expected,
                  What what) {
    if (values.size() != expected.size()) FAIL("numbers of cells differ");
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (same(values[k], expected[k])) continue;
        INFO(what() << ": cell " << k);
        CAPTURE(values[k], expected[k]);
        FAIL("cells differ");
    }
}

} // namespace hpk::test
