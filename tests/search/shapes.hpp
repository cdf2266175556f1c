// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "fenced.hpp"
#include "search/problem.hpp"

namespace hpk::test {

/// Sizes around those at which a tree gets a further level, and all small ones.
inline std::vector<std::size_t> search_sizes() {
    std::vector<std::size_t> sizes;
    for (std::size_t n = 0; n <= 300; n += n < 40 || HPK_FULL_TESTS ? 1 : 13) sizes.push_back(n);
    for (const std::size_t b : {8U, 16U})
        for (std::size_t full = b; full < 10'000; full *= b + 1)
            for (const std::size_t n : {full - 1, full, full + 1, full + b, full + b + 1})
                sizes.push_back(n);
    return sizes;
}

struct search_shapes {
    static constexpr const char* name = "shapes";

    /// Arrays with few and with many different values, right before and right behind memory that
    /// must not be read; keys that are elements, their neighbours and extremes, in numbers that no
    /// group of keys divides.
    template <class V, class B, class T>
    static void check() {
        std::mt19937_64 bits(5);
        for (const std::size_t n : search_sizes()) {
            for (const std::uint64_t different : {std::uint64_t{3}, std::uint64_t{1} << 20}) {
                std::vector<T> values(n);
                for (T& x : values) x = static_cast<T>(bits() % different);
                std::sort(values.begin(), values.end());
                std::vector<T> keys{std::numeric_limits<T>::lowest(), std::numeric_limits<T>::max(),
                                    T(0), T(1)};
                for (std::size_t k = 0; k < 67 && n > 0; ++k) {
                    const T x = values[bits() % n];
                    keys.push_back(x);
                    keys.push_back(static_cast<T>(x + 1));
                }
                INFO(n << " elements of " << different << " values");
                for (const fence where : {fence::before, fence::behind}) {
                    const fenced<T> sorted(values, where), keys_behind(keys, where);
                    check_all<V, B, T>(sorted.elements(), keys_behind.elements());
                }
            }
        }
    }

private:
    template <class V, class B, class T>
    static void check_all(std::span<const T> sorted, std::span<const T> keys) {
        std::vector<std::size_t> positions(keys.size(), 77);
        search::lower_bound<V, B>(sorted, keys, positions);
        REQUIRE(positions == counted_positions(sorted, keys, search::side::lower));
        search::upper_bound<V, B>(sorted, keys, positions);
        REQUIRE(positions == counted_positions(sorted, keys, search::side::upper));
    }
};

} // namespace hpk::test
