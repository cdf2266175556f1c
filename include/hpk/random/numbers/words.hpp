// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "hpk/core/vectors/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// Of how many of an engine's numbers a word of 64 bits is made.
template <class Engine>
inline constexpr std::size_t numbers_per_word =
    sizeof(std::uint64_t) / sizeof(typename Engine::result_type);

/// The next 64 bits of an engine: one number, or two of 32 bits, of which the first is in the lower
/// half.
template <class Engine>
std::uint64_t next_word(Engine& engine) {
    if constexpr (numbers_per_word<Engine> == 1) {
        return engine();
    } else {
        const std::uint64_t low = engine();
        return low | std::uint64_t{engine()} << 32;
    }
}

/// The uniform random bit generators of this family. Beside what C++ asks of one, they have
/// `generate<Backend>(count, sink)`, which moves on by `count` words and calls `sink(k, words)` for
/// them. The words are a vector whose lanes are the words k, k + 1, …, or a single word. The order
/// of the calls is not specified.
template <class E>
concept engine =
    requires(E& e, std::uint64_t n, void (*sink)(std::size_t, lanes<std::uint64_t, scalar>)) {
        { e() } -> std::unsigned_integral;
        requires E::min() == 0;
        requires E::max() == std::numeric_limits<typename E::result_type>::max();
        requires sizeof(typename E::result_type) == 4 || sizeof(typename E::result_type) == 8;
        e.discard(n);
        { e.discards_quickly } -> std::convertible_to<bool>;
        e.template generate<scalar>(std::size_t{}, sink);
    };

namespace detail {

/// Writes `count` words of an engine to memory.
template <class Backend, class Engine>
void write_words(Engine& engine, std::uint64_t* to, std::size_t count) noexcept {
    engine.template generate<Backend>(count,
                                      [to](std::size_t k, auto words)
                                          __attribute__((always_inline)) { words.store(to + k); });
}

/// Words are made at a time, where they go through memory: they stay in the first-level cache.
inline constexpr std::size_t block_size = 1024;

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random
