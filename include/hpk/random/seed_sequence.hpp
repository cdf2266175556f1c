// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "hpk/core/isa.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// numpy.random.SeedSequence: makes states of engines from a seed of any quality. Its children are
/// numbered by a path, so that processes and tasks can have streams of their own:
/// seed_sequence(42, {3}) is SeedSequence(42).spawn(4)[3].
class seed_sequence {
public:
    /// From a seed and the numbers of a child, of its child, ….
    explicit seed_sequence(std::uint64_t seed,
                           std::initializer_list<std::uint32_t> spawn_key = {}) noexcept
        : pool_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32), 0, 0} {
        std::uint32_t constant = 0x43b0d7e5;
        const auto next_hash = [&](std::uint32_t value) {
            return hashed(value, constant, 0x931e8875);
        };
        const auto mix_in = [&](std::uint32_t& to, std::uint32_t value) {
            to = 0xca01f9dd * to - 0x4973f715 * next_hash(value);
            to ^= to >> 16;
        };
        for (std::uint32_t& word : pool_) word = next_hash(word);
        for (const std::uint32_t& from : pool_)
            for (std::uint32_t& to : pool_)
                if (&from != &to) mix_in(to, from);
        for (const std::uint32_t number : spawn_key)
            for (std::uint32_t& to : pool_) mix_in(to, number);
    }

    /// Four words of 64 bits, generate_state(4, numpy.uint64).
    [[nodiscard]] std::array<std::uint64_t, 4> state() const noexcept {
        std::array<std::uint64_t, 4> result{};
        std::uint32_t constant = 0x8b51f9dd;
        for (std::size_t k = 0; k < 8; ++k) {
            const std::uint32_t word = hashed(pool_[k % pool_.size()], constant, 0x58f38ded);
            result[k / 2] |= std::uint64_t{word} << 32 * (k % 2);
        }
        return result;
    }

private:
    static std::uint32_t hashed(std::uint32_t value, std::uint32_t& constant,
                                std::uint32_t multiplier) noexcept {
        value ^= constant;
        constant *= multiplier;
        value *= constant;
        return value ^ value >> 16;
    }

    std::array<std::uint32_t, 4> pool_;
};

} // namespace HPK_ISA
} // namespace hpk::random
