// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hpk/core/backend.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Tags: one byte per bucket. The tag of a full bucket has bits of its element's hash.
enum : std::uint8_t {
    tag_empty = 0,
    tag_blocked = 1,      ///< no element, but searches must continue
    tag_stop = 2,         ///< precedes the first bucket and ends iteration
    tag_displaced = 0x10, ///< plus four bits: an element outside the window that begins at its home
    tag_full = 0x20,      ///< this and higher values: an element in that window
};

/// A bit for each of the 16 tags of a window: 1 if the tag satisfies a condition. The first tag in
/// memory has the lowest bit.
class tag_bits {
public:
    explicit tag_bits(std::uint32_t bits) noexcept : bits_(bits) {}
    explicit operator bool() const noexcept { return bits_ != 0; }

    /// The position of the first set bit; 32 if there is none.
    [[nodiscard]] std::size_t first() const noexcept {
        return static_cast<std::size_t>(std::countr_zero(bits_));
    }
    void drop_first() noexcept { bits_ &= bits_ - 1; }
    [[nodiscard]] std::uint32_t value() const noexcept { return bits_; }

    /// The number of positions before the first set bit; there must be one.
    [[nodiscard]] int before() const noexcept { return std::countr_zero(bits_); }
    /// The number of positions after the last set bit; there must be one.
    [[nodiscard]] int behind() const noexcept { return std::countl_zero(bits_) - 16; }

private:
    std::uint32_t bits_;
};

inline constexpr std::size_t window_size = 16;

/// The 16 tags from an address on, of any alignment. This generic version compares them eight at a
/// time, as bytes of an integer.
template <class Backend>
class tag_window {
public:
    explicit tag_window(const std::uint8_t* tags) noexcept { std::memcpy(words_, tags, 16); }

    [[nodiscard]] tag_bits match(std::uint8_t tag) const noexcept {
        return collect([&](std::uint64_t word) { return zeros(word ^ (ones * tag)); });
    }
    [[nodiscard]] tag_bits empty() const noexcept {
        return collect([](std::uint64_t word) { return zeros(word); });
    }
    [[nodiscard]] tag_bits displaced() const noexcept {
        return collect(
            [](std::uint64_t word) { return zeros((word & ones * 0xf0) ^ ones * tag_displaced); });
    }
    /// The full buckets, and the stop tag.
    [[nodiscard]] tag_bits full() const noexcept {
        return collect([](std::uint64_t word) { return ~zeros(word & ones * 0xfe); });
    }

private:
    static constexpr std::uint64_t ones = 0x0101010101010101u;

    /// Sets the highest bit of each byte that is zero. Adding 0x7f to the lower bits of a byte sets
    /// its highest if one of them is set, and carries nothing into the next.
    static std::uint64_t zeros(std::uint64_t word) noexcept {
        const std::uint64_t low = ones * 0x7f;
        return ~(((word & low) + low) | word);
    }
    /// Collects the highest bits of all bytes in adjacent bits: the product moves bit 8k + 7 to bit
    /// 56 + k.
    template <class F>
    tag_bits collect(F f) const noexcept {
        std::uint32_t bits[2];
        for (int k = 0; k < 2; ++k) {
            std::uint64_t word = words_[k];
            if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
            const std::uint64_t highest = f(word) >> 7 & ones;
            bits[k] = static_cast<std::uint32_t>(highest * 0x0102040810204080u >> 56);
        }
        return tag_bits(bits[0] | bits[1] << 8);
    }

    std::uint64_t words_[2];
};

#if defined(__SSE2__)

/// The same in a vector register.
template <class Backend>
    requires(!std::same_as<Backend, scalar>)
class tag_window<Backend> {
public:
    explicit tag_window(const std::uint8_t* tags) noexcept
        : tags_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(tags))) {}

    [[nodiscard]] tag_bits match(std::uint8_t tag) const noexcept {
        return highest(_mm_cmpeq_epi8(tags_, _mm_set1_epi8(static_cast<char>(tag))));
    }
    [[nodiscard]] tag_bits empty() const noexcept {
        return highest(_mm_cmpeq_epi8(tags_, _mm_setzero_si128()));
    }
    [[nodiscard]] tag_bits displaced() const noexcept {
        const __m128i high = _mm_and_si128(tags_, _mm_set1_epi8(static_cast<char>(0xf0)));
        return highest(_mm_cmpeq_epi8(high, _mm_set1_epi8(tag_displaced)));
    }
    [[nodiscard]] tag_bits full() const noexcept {
        return highest(_mm_cmpeq_epi8(tags_, _mm_max_epu8(tags_, _mm_set1_epi8(tag_stop))));
    }

private:
    static tag_bits highest(__m128i of_each_byte) noexcept {
        return tag_bits(static_cast<std::uint32_t>(_mm_movemask_epi8(of_each_byte)));
    }

    __m128i tags_;
};

#endif

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
