// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hpk/core/vectors/words.hpp"
#include "hpk/random/numbers/darts.hpp"
#include "hpk/random/numbers/fill.hpp"
#include "hpk/random/numbers/unit_interval.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// Each vector of words is used where it is made, in registers: converted and stored, or converted
/// and compared as the darts' y. Only the words of x go through a short array, since they are from
/// another place of the stream.
struct fused {
    /// What every variant has: see hpk::random::variants.
    /// \{
    static constexpr std::string_view name = "fused";
    static constexpr std::string_view summary = "uses each vector where it is made, in registers";
    static constexpr bool vectorised = true;
    /// \}

    /// Writes numbers: see hpk::random::variants.
    template <class Backend, class T, class Engine>
    static void fill(Engine& engine, T* to, std::size_t count) noexcept {
        if constexpr (std::same_as<T, double>) {
            using convert = typename doubles_of<Engine>::type;
            engine.template generate<Backend>(
                count, [to](std::size_t k, auto words)
                           __attribute__((always_inline)) { convert::of(words).store(to + k); });
        } else {
            detail::fill_by_blocks<Backend>(engine, to, count);
        }
    }

    /// Counts darts: see hpk::random::variants.
    template <class Backend, class Engine>
    static std::int64_t count(Engine& of_x, Engine& of_y, std::size_t darts) noexcept {
        using convert = typename doubles_of<Engine>::type;
        std::array<std::uint64_t, detail::block_size> x;
        detail::misses<typename words<Backend>::backend> misses;
        for (std::size_t first = 0; first < darts; first += x.size()) {
            const std::size_t n = (std::min)(x.size(), darts - first);
            detail::write_words<Backend>(of_x, x.data(), n);
            of_y.template generate<Backend>(
                n, [&]<class L>(std::size_t k, L y) __attribute__((always_inline)) {
                    misses.add(convert::of(L::load(&x[k])), convert::of(y));
                });
        }
        return static_cast<std::int64_t>(darts) - misses.count();
    }
};

} // namespace HPK_ISA
} // namespace hpk::random
