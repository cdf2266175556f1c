// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// SipHash (Aumasson and Bernstein, 2012) with WordRounds rounds per word and FinalRounds at the
/// end.
template <int WordRounds, int FinalRounds>
class sip_state {
public:
    constexpr sip_state(std::uint64_t k0, std::uint64_t k1) noexcept
        : v0_(k0 ^ 0x736f6d6570736575), v1_(k1 ^ 0x646f72616e646f6d), v2_(k0 ^ 0x6c7967656e657261),
          v3_(k1 ^ 0x7465646279746573) {}

    constexpr void take(std::uint64_t word) noexcept {
        v3_ ^= word;
        for (int i = 0; i < WordRounds; ++i) round();
        v0_ ^= word;
    }

    constexpr std::uint64_t finish() noexcept {
        v2_ ^= 0xff;
        for (int i = 0; i < FinalRounds; ++i) round();
        return v0_ ^ v1_ ^ v2_ ^ v3_;
    }

private:
    constexpr void round() noexcept {
        v0_ += v1_;
        v2_ += v3_;
        v1_ = std::rotl(v1_, 13) ^ v0_;
        v3_ = std::rotl(v3_, 16) ^ v2_;
        v0_ = std::rotl(v0_, 32) + v3_;
        v2_ += v1_;
        v1_ = std::rotl(v1_, 17) ^ v2_;
        v3_ = std::rotl(v3_, 21) ^ v0_;
        v2_ = std::rotl(v2_, 32);
    }

    std::uint64_t v0_, v1_, v2_, v3_;
};

/// The last word of a message holds the leftover bytes and, in its highest byte, the length.
constexpr std::uint64_t sip_length(std::size_t bytes) noexcept {
    return std::uint64_t{bytes} << 56;
}

/// The core of hpk::siphash.
template <int WordRounds, int FinalRounds>
struct sip_core {
    std::uint64_t k0, k1;

    static constexpr sip_core keyed(std::uint64_t k0, std::uint64_t k1) noexcept {
        return {k0, k1};
    }

    constexpr std::uint64_t word(std::uint64_t w) const noexcept {
        sip_state<WordRounds, FinalRounds> state(k0, k1);
        state.take(w);
        state.take(sip_length(8));
        return state.finish();
    }

    constexpr std::uint64_t both(std::uint64_t a, std::uint64_t b) const noexcept {
        sip_state<WordRounds, FinalRounds> state(k0, k1);
        state.take(a);
        state.take(b);
        state.take(sip_length(16));
        return state.finish();
    }

    std::uint64_t bytes(const void* data, std::size_t size) const noexcept {
        const auto* from = static_cast<const unsigned char*>(data);
        sip_state<WordRounds, FinalRounds> state(k0, k1);
        for (std::size_t left = size; left >= 8; left -= 8, from += 8)
            state.take(read<std::uint64_t>(from));
        std::uint64_t last = sip_length(size);
        for (std::size_t i = 0; i < size % 8; ++i) last |= std::uint64_t{from[i]} << (8 * i);
        state.take(last);
        return state.finish();
    }

    friend constexpr bool operator==(const sip_core&, const sip_core&) = default;
};

} // namespace HPK_ISA
} // namespace hpk::detail
