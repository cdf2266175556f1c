// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>

#include "hpk/core/exact.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// The parts of a finite double: its value is significand * 2^exponent.
struct binary_parts {
    explicit binary_parts(double x) noexcept {
        const auto bits = std::bit_cast<std::uint64_t>(x);
        const auto field = static_cast<int>(bits >> 52 & 0x7ff);
        const auto fraction = static_cast<std::int64_t>(bits & 0xfffffffffffff);
        const std::int64_t magnitude = field == 0 ? fraction : fraction | std::int64_t{1} << 52;
        significand = static_cast<std::int64_t>(bits) < 0 ? -magnitude : magnitude;
        exponent = (field == 0 ? 1 : field) - 1075;
    }

    std::int64_t significand;
    int exponent;
};

/// The bit of the sign.
template <std::floating_point T>
[[nodiscard]] constexpr bits_type<T> sign_bit(bool negative) noexcept {
    return static_cast<bits_type<T>>(bits_type<T>{negative} << (8 * sizeof(T) - 1));
}

/// True if the sign is set, also that of a zero.
template <std::floating_point T>
[[nodiscard]] constexpr bool is_negative(T x) noexcept {
    return (std::bit_cast<bits_type<T>>(x) & sign_bit<T>(true)) != 0;
}
/// True for both zeros, but for no subnormal number, whatever the thread's mode.
template <std::floating_point T>
[[nodiscard]] constexpr bool is_zero(T x) noexcept {
    return (std::bit_cast<bits_type<T>>(x) & ~sign_bit<T>(true)) == 0;
}

/// The same number as a double. A conversion would read a subnormal float as zero on a thread that
/// flushes them.
/// \{
[[nodiscard]] inline double as_double(double x) noexcept {
    return x;
}
[[nodiscard]] inline double as_double(float x) noexcept {
    const auto bits = std::bit_cast<std::uint32_t>(x);
    const std::uint32_t fraction = bits & 0x7fffff;
    if ((bits & 0x7f800000) != 0 || fraction == 0) return static_cast<double>(x);
    const double magnitude = static_cast<double>(fraction) * 0x1p-149;
    return is_negative(x) ? -magnitude : magnitude;
}
/// \}

/// Rounds to nearest, ties to even: the value magnitude * 2^exponent, or a little more if there is
/// a `rest` of less than 2^exponent. The highest bit of magnitude must be set. Values too large for
/// T become infinite.
template <std::floating_point T>
[[nodiscard]] T rounded(bool negative, std::uint64_t magnitude, int exponent, bool rest) noexcept {
    using limits = std::numeric_limits<T>;
    constexpr int least = limits::min_exponent - limits::digits; // of the last bit of T
    constexpr std::uint64_t infinity = infinity_bits<T>;
    int dropped = 64 - limits::digits;
    if (exponent + dropped < least) dropped = least - exponent; // the result is subnormal
    std::uint64_t kept = 0;
    if (dropped < 64) {
        kept = magnitude >> dropped;
        const std::uint64_t half = std::uint64_t{1} << (dropped - 1);
        const std::uint64_t below = magnitude & (2 * half - 1);
        if (below > half || (below == half && (rest || (kept & 1) != 0))) ++kept;
    } else if (dropped == 64) { // more than a half of the least number rounds up to it
        constexpr std::uint64_t half = std::uint64_t{1} << 63;
        if (magnitude > half || (magnitude == half && rest)) kept = 1;
    }
    // The leading bit of a normal number adds 1 to the exponent field, as does a carry.
    const auto field = static_cast<std::uint64_t>(exponent + dropped - least);
    const std::uint64_t bits = (std::min)(kept + (field << (limits::digits - 1)), infinity);
    return std::bit_cast<T>(static_cast<bits_type<T>>(bits) | sign_bit<T>(negative));
}

/// A sum of numbers without any rounding: a fixed-point number wide enough for the products of two
/// doubles, and for 2^63 of them, in words of 32 bits. Each word lies in 64 bits, so that carries
/// can wait. Source: U. Kulisch, Very fast and exact accumulation of products, 2011; R. Neal, Fast
/// exact summation using small and large superaccumulators, 2015.
class fixed_point {
public:
    static constexpr std::size_t words = 134;
    static constexpr int lowest = -2176; ///< the exponent of the lowest bit

    /// Adds m * 2^exponent, exponent >= lowest and below 2112.
    void add_scaled(std::int64_t m, int exponent) noexcept {
        const int place = exponent - lowest;
        const auto i = static_cast<std::size_t>(place >> 5);
        const int shift = place & 31;
        const std::uint64_t low = static_cast<std::uint64_t>(m) << shift;
        // The next addition may need a word just stored, so none may be stored with its neighbour.
        add_to_word(i, static_cast<std::int64_t>(low & 0xffffffff));
        add_to_word(i + 1, static_cast<std::int64_t>(low >> 32));
        add_to_word(i + 2, (m >> 32) >> (32 - shift));
        if (++additions_ == most_additions) carry();
    }

    /// Adds any number.
    void add(double x) noexcept {
        if (!is_finite(x)) return add_special(x);
        const binary_parts p(x);
        add_scaled(p.significand, p.exponent);
    }

    /// Adds the product of any two numbers.
    void add_product(double x, double y) noexcept {
        if (!is_finite(x) || !is_finite(y)) return add_special_product(x, y);
        const binary_parts a(x), b(y);
        // 27 bits below, 26 above.
        constexpr std::int64_t low = (std::int64_t{1} << 27) - 1;
        const std::int64_t a_low = a.significand & low, a_high = a.significand >> 27;
        const std::int64_t b_low = b.significand & low, b_high = b.significand >> 27;
        const int exponent = a.exponent + b.exponent;
        add_scaled(a_low * b_low, exponent);
        add_scaled(a_low * b_high + a_high * b_low, exponent + 27);
        add_scaled(a_high * b_high, exponent + 54);
    }

    /// Adds another sum.
    void merge(const fixed_point& other) noexcept {
        carry();
        fixed_point carried = other;
        carried.carry();
        for (std::size_t i = 0; i < words; ++i) words_[i] += carried.words_[i];
        additions_ = 1;
        note(other.specials_);
    }

    /// The sum, rounded once: infinite or NaN if the terms say so.
    template <std::floating_point T>
    [[nodiscard]] T value() const noexcept {
        if (specials_ != 0) return special_value<T>();
        fixed_point sum = *this;
        sum.carry();
        const bool negative = sum.words_[words - 1] < 0;
        if (negative) {
            for (std::int64_t& word : sum.words_) word = -word;
            sum.additions_ = 1;
            sum.carry();
        }
        std::size_t top = words - 1;
        while (top > 0 && sum.words_[top] == 0) --top;
        const auto word = [&](std::size_t below) {
            return top >= below ? static_cast<std::uint64_t>(sum.words_[top - below]) : 0U;
        };
        if (word(0) == 0) return T(0);
        const int zeros = std::countl_zero(static_cast<std::uint32_t>(word(0)));
        const std::uint64_t magnitude = (word(0) << 32 | word(1)) << zeros | word(2) << zeros >> 32;
        bool rest = (word(2) << zeros & 0xffffffff) != 0;
        for (std::size_t i = 3; i <= top && !rest; ++i) rest = word(i) != 0;
        return rounded<T>(negative, magnitude, lowest + 32 * (static_cast<int>(top) - 1) - zeros,
                          rest);
    }

    /// True if the sums are equal before rounding.
    friend bool operator==(fixed_point a, fixed_point b) noexcept {
        a.carry();
        b.carry();
        return a.words_ == b.words_ && a.specials_ == b.specials_;
    }

    static constexpr std::size_t saved_size = 4 * words + 1;

    /// Writes the sum: the words from the lowest on, each with its lowest byte first, and a byte
    /// for infinities and NaN.
    void save(std::span<std::byte, saved_size> to) const noexcept {
        fixed_point sum = *this;
        sum.carry();
        for (std::size_t i = 0; i < words; ++i)
            for (std::size_t b = 0; b < 4; ++b)
                to[4 * i + b] = static_cast<std::byte>(sum.words_[i] >> (8 * b) & 0xff);
        to.back() = std::byte{specials_};
    }
    /// Reads what `save` wrote. Returns false for a last byte that it does not write.
    [[nodiscard]] bool restore(std::span<const std::byte, saved_size> from) noexcept {
        for (std::size_t i = 0; i < words; ++i) {
            std::uint32_t word = 0;
            for (std::size_t b = 0; b < 4; ++b)
                word |= std::to_integer<std::uint32_t>(from[4 * i + b]) << (8 * b);
            words_[i] = i + 1 < words ? std::int64_t{word} : static_cast<std::int32_t>(word);
        }
        additions_ = 1;
        specials_ = std::to_integer<std::uint8_t>(from.back());
        return specials_ < 8;
    }

private:
    enum special : std::uint8_t { positive_infinity = 1, negative_infinity = 2, not_a_number = 4 };

    static constexpr std::uint32_t most_additions = 1U << 29; // of less than 2^33 per word

    void add_to_word(std::size_t i, std::int64_t x) noexcept {
        asm("" : "+r"(x)); // keeps compilers from adding several at once
        words_[i] += x;
    }

    void note(std::uint8_t met) noexcept { specials_ = static_cast<std::uint8_t>(specials_ | met); }
    void add_infinity(bool negative) noexcept {
        note(negative ? negative_infinity : positive_infinity);
    }
    [[gnu::cold]] void add_special(double x) noexcept {
        if (is_nan(x))
            note(not_a_number);
        else
            add_infinity(is_negative(x));
    }
    [[gnu::cold]] void add_special_product(double x, double y) noexcept {
        if (is_nan(x) || is_nan(y) || is_zero(x) || is_zero(y))
            note(not_a_number);
        else
            add_infinity(is_negative(x) != is_negative(y));
    }
    template <class T>
    [[nodiscard]] T special_value() const noexcept {
        bits_type<T> bits = nan_bits<T>;
        if (specials_ == positive_infinity) bits = infinity_bits<T>;
        if (specials_ == negative_infinity) bits = infinity_bits<T> | sign_bit<T>(true);
        return std::bit_cast<T>(bits);
    }

    /// Makes all words but the last, which has the sign, those of 32 bits.
    void carry() noexcept {
        if (additions_ == 0) return;
        additions_ = 0;
        std::int64_t over = 0;
        for (std::size_t i = 0; i + 1 < words; ++i) {
            const std::int64_t word = words_[i] + over;
            over = word >> 32;
            words_[i] = word & 0xffffffff;
        }
        words_[words - 1] += over;
    }

    std::array<std::int64_t, words> words_{};
    std::uint32_t additions_ = 0; ///< since the last carry
    std::uint8_t specials_ = 0;
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
