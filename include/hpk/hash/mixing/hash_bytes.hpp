// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/folded_multiply.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The 128-bit seed of a hash function; key(n) derives its n-th constant. Without both words an
/// attacker cannot cancel the difference between two constants.
struct secret {
    std::uint64_t base = 0x0fd8585c230c4b96; ///< found like the multiplier, for pairs on grids
    std::uint64_t step = multiplier;         ///< odd

    constexpr std::uint64_t key(std::uint64_t number) const noexcept {
        return base + number * step;
    }

    friend constexpr bool operator==(const secret&, const secret&) = default;
};

/// Hashes two words to one; their order matters.
constexpr std::uint64_t hash_words(std::uint64_t a, std::uint64_t b, const secret& s) noexcept {
    return folded_multiply(a ^ s.key(0), b ^ s.key(1));
}

/// Reads a word, little-endian on every platform.
template <class Word>
[[gnu::always_inline]] inline std::uint64_t read(const unsigned char* from) noexcept {
    Word word = 0;
    if constexpr (std::endian::native == std::endian::little)
        std::memcpy(&word, from, sizeof word);
    else
        for (std::size_t i = sizeof word; i > 0; --i)
            word = static_cast<Word>(word << 8 | from[i - 1]);
    return word;
}

/// Reduces 16 bytes to 8.
[[gnu::always_inline]] inline std::uint64_t fold(const unsigned char* from, std::uint64_t key,
                                                 std::uint64_t state) noexcept {
    return folded_multiply(read<std::uint64_t>(from) ^ key, read<std::uint64_t>(from + 8) ^ state);
}

/// Hashes the bytes of a long string except the last 1 to 48, in three independent chains. Advances
/// `from` and `left` past them.
inline std::uint64_t fold_long(const unsigned char*& from, std::size_t& left,
                               const secret& s) noexcept {
    std::uint64_t a = s.key(0), b = s.key(1), c = s.key(2);
    do {
        a = fold(from, s.key(3), a);
        b = fold(from + 16, s.key(4), b);
        c = fold(from + 32, s.key(5), c);
        from += 48;
        left -= 48;
    } while (left > 48);
    return a ^ b ^ c;
}

/// Hashes bytes in the manner of Wang Yi's wyhash and De Carli's rapidhash: words are read
/// unaligned, 16 bytes cost one folded multiply, and the last words overlap the ones before them
/// instead of being read byte by byte.
[[gnu::always_inline]] inline std::uint64_t hash_bytes(const void* bytes, std::size_t size,
                                                       const secret& s) noexcept {
    const auto* from = static_cast<const unsigned char*>(bytes);
    std::uint64_t state = s.key(0);
    std::uint64_t first = 0, last = 0;
    if (size <= 16) {
        if (size >= 8) {
            first = read<std::uint64_t>(from);
            last = read<std::uint64_t>(from + size - 8);
        } else if (size >= 4) {
            first = read<std::uint32_t>(from);
            last = read<std::uint32_t>(from + size - 4);
        } else if (size > 0) {
            first = from[0];
            last = std::uint64_t{from[size / 2]} << 8 | from[size - 1];
        }
    } else {
        std::size_t left = size;
        if (left > 48) state = fold_long(from, left, s);
        if (left > 16) {
            std::uint64_t front = fold(from, s.key(3), state);
            if (left > 32) front ^= fold(from + 16, s.key(4), s.key(1));
            state = front;
        }
        first = read<std::uint64_t>(from + left - 16);
        last = read<std::uint64_t>(from + left - 8);
    }
    // The same words may come from strings of several lengths, so each length has a key.
    return folded_multiply(first ^ s.key(8 + size), last ^ state);
}

} // namespace HPK_ISA
} // namespace hpk::detail
