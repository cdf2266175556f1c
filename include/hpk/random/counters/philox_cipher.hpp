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

/// Both halves of a product of numbers.
template <class L>
struct halves {
    L high, low;
};

/// Philox with 4 numbers and 10 rounds. Multiply is the product of a number with a constant.
/// Source: Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, 2011.
template <class Number, class Multiply>
struct philox_cipher : Multiply {
    using number = Number;
    using key_type = std::array<Number, 2>;
    static constexpr std::size_t block_size = 4;

    using schedule_type = std::array<key_type, 10>;

    static schedule_type schedule(key_type key) noexcept {
        schedule_type keys;
        unroll<10>([&](auto r) __attribute__((always_inline)) {
            keys[r] = key;
            for (std::size_t j = 0; j < 2; ++j) key[j] += Multiply::key_steps[j];
        });
        return keys;
    }

    template <class L, std::size_t N>
    [[gnu::always_inline]] static void encrypt(std::array<std::array<L, 4>, N>& blocks,
                                               const schedule_type& keys) noexcept {
        unroll<10>([&](auto r) __attribute__((always_inline)) {
            const L key_0 = L::broadcast(keys[r][0]), key_1 = L::broadcast(keys[r][1]);
            unroll<N>([&](auto p) __attribute__((always_inline)) {
                std::array<L, 4>& x = blocks[p];
                const halves<L> a = Multiply::by(x[0], Multiply::multipliers[0]);
                const halves<L> b = Multiply::by(x[2], Multiply::multipliers[1]);
                x = {b.high ^ (x[1] ^ key_0), b.low, a.high ^ (x[3] ^ key_1), a.low};
            });
        });
    }
};

/// Numbers of 32 bits in the lower halves of words, whose higher halves are arbitrary.
struct multiply_32 {
    static constexpr std::uint64_t first_counter = 0;
    static constexpr std::uint64_t multipliers[]{0xD2511F53, 0xCD9E8D57};
    static constexpr std::uint32_t key_steps[]{0x9E3779B9, 0xBB67AE85};

    template <class Backend>
    using words = hpk::words<Backend>;

    template <class L>
    [[gnu::always_inline]] static halves<L> by(L x, std::uint64_t multiplier) noexcept {
        const L product = product_of_halves(x, L::broadcast(multiplier));
        return {product >> 32, product};
    }
};

/// Numbers of 64 bits, for which no machine has vectors of 128-bit products.
struct multiply_64 {
    static constexpr std::uint64_t first_counter = 1;
    static constexpr std::uint64_t multipliers[]{0xD2E7470EE14C6C93, 0xCA5A826395121157};
    static constexpr std::uint64_t key_steps[]{0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B};

    template <class Backend>
    using words = lanes<std::uint64_t, scalar>;

    template <class L>
    [[gnu::always_inline]] static halves<L> by(L x, std::uint64_t multiplier) noexcept {
        __extension__ using wide = unsigned __int128;
        const wide product = wide{x.value} * multiplier;
        return {{static_cast<std::uint64_t>(product >> 64)}, {static_cast<std::uint64_t>(product)}};
    }
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random
