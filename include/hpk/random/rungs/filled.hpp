// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hpk/core/vectors/words.hpp"
#include "hpk/random/numbers/darts.hpp"
#include "hpk/random/numbers/fill.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// Many numbers at a time, side by side in vectors, by way of short arrays: of words, which are
/// then converted, and of the darts' x and y, which are then compared. This is numpy's way, in
/// arrays that stay in the first-level cache.
struct filled {
    /// What every variant has: see hpk::random::variants.
    /// \{
    static constexpr std::string_view name = "filled";
    static constexpr std::string_view summary = "arrays of numbers, made side by side in vectors";
    static constexpr bool vectorised = true;
    /// \}

    /// Writes numbers: see hpk::random::variants.
    template <class Backend, class T, class Engine>
    static void fill(Engine& engine, T* to, std::size_t count) noexcept {
        detail::fill_by_blocks<Backend>(engine, to, count);
    }

    /// Counts darts: see hpk::random::variants.
    template <class Backend, class Engine>
    static std::int64_t count(Engine& of_x, Engine& of_y, std::size_t darts) noexcept {
        using L = lanes<double, typename words<Backend>::backend>;
        using one = lanes<double, scalar>;
        std::array<double, detail::block_size> x, y;
        detail::misses<typename L::backend> misses;
        for (std::size_t first = 0; first < darts; first += x.size()) {
            const std::size_t n = (std::min)(x.size(), darts - first);
            detail::fill_by_blocks<Backend>(of_x, x.data(), n);
            detail::fill_by_blocks<Backend>(of_y, y.data(), n);
            std::size_t k = 0;
            for (; k + L::size <= n; k += L::size) misses.add(L::load(&x[k]), L::load(&y[k]));
            for (; k < n; ++k) misses.add(one::load(&x[k]), one::load(&y[k]));
        }
        return static_cast<std::int64_t>(darts) - misses.count();
    }
};

} // namespace HPK_ISA
} // namespace hpk::random
