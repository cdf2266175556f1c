// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/core/vectors/unroll.hpp"
#include "hpk/core/vectors/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

/// Threefry with 4 numbers of 64 bits and 20 rounds: additions, rotations and exclusive ors.
/// Source: Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, 2011.
struct threefry_cipher {
    using number = std::uint64_t;
    using key_type = std::array<std::uint64_t, 4>;
    static constexpr std::size_t block_size = 4;
    static constexpr std::uint64_t first_counter = 0;

    template <class Backend>
    using words = hpk::words<Backend>;

    /// The key and its parity, from which each round of keys takes 4 in turn.
    using schedule_type = std::array<std::uint64_t, 5>;
    static schedule_type schedule(const key_type& key) noexcept {
        return {key[0], key[1], key[2], key[3],
                0x1BD11BDAA9FC1A22 ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
    }

    template <class L, std::size_t N>
    [[gnu::always_inline]] static void encrypt(std::array<std::array<L, 4>, N>& blocks,
                                               const schedule_type& keys) noexcept {
        constexpr int rotations[8][2]{{14, 16}, {52, 57}, {23, 40}, {5, 37},
                                      {25, 33}, {46, 12}, {58, 22}, {32, 32}};
        const auto add_keys = [&](std::uint64_t round) __attribute__((always_inline)) {
            unroll<N>([&](auto p) __attribute__((always_inline)) {
                unroll<4>([&](auto j) __attribute__((always_inline)) {
                    const std::uint64_t k = keys[(round + j) % 5] + (j == 3 ? round : 0);
                    blocks[p][j] = blocks[p][j] + L::broadcast(k);
                });
            });
        };
        add_keys(0);
        unroll<20>([&](auto r) __attribute__((always_inline)) {
            unroll<N>([&](auto p) __attribute__((always_inline)) {
                std::array<L, 4>& x = blocks[p];
                constexpr std::size_t b = r % 2 == 0 ? 1 : 3, d = 4 - b; // the partners of 0 and 2
                x[0] = x[0] + x[b];
                x[b] = rotated_left(x[b], rotations[r % 8][0]) ^ x[0];
                x[2] = x[2] + x[d];
                x[d] = rotated_left(x[d], rotations[r % 8][1]) ^ x[2];
            });
            if constexpr (r % 4 == 3) add_keys(r / 4 + 1);
        });
    }
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random
