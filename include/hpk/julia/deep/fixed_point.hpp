// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hpk/core/double_double.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// A number of many digits: an integer of 32 bits with a sign, and up to 36 words of 32 bits behind
/// the point, which makes 346 decimals. Numbers that are combined must have as many words. Integers
/// wrap around; no operation depends on the machine's floating-point arithmetic.
class fixed_point {
public:
    static constexpr std::size_t most_words = 36; ///< behind the point

    /// 0, with this many words behind the point.
    explicit fixed_point(std::size_t words) noexcept : words_(words) {}

    /// A finite number of less than 2^31; bits beyond the last word are cut off.
    fixed_point(double x, std::size_t words) noexcept : words_(words) {
        const auto bits = std::bit_cast<std::uint64_t>(x);
        const auto biased = static_cast<int>(bits >> 52 & 0x7ff);
        std::uint64_t digits = bits & 0xfffffffffffff;
        if (biased != 0) digits |= std::uint64_t{1} << 52;
        // The last digit stands for 2^place in units of the last word.
        const int place = (std::max)(biased, 1) - 1075 + static_cast<int>(32 * words);
        if (place <= -64) return;
        if (place < 0) digits >>= -place;
        const std::size_t first = place < 0 ? 0 : static_cast<std::size_t>(place) / 32;
        const int shift = place < 0 ? 0 : place % 32;
        const std::uint64_t low = (digits & 0xffffffff) << shift;
        const std::uint64_t high = (digits >> 32 << shift) + (low >> 32);
        const std::array<std::uint64_t, 3> parts{low, high, high >> 32};
        for (std::size_t k = 0; k < parts.size() && first + k <= words; ++k)
            word_[first + k] = static_cast<std::uint32_t>(parts[k]);
        if (bits >> 63 != 0) negate();
    }

    /// Reads decimal text, as in "-0.75", "12" or "1.5e-3": a sign or none, digits, a point and
    /// more digits or none, an exponent or none. Returns false for any other text, for numbers from
    /// 1000 on and for exponents beyond 9999. The result is off by less than two units of the last
    /// bit.
    bool read(std::string_view text) noexcept {
        *this = fixed_point(words_);
        const bool negative = take_sign(text);
        const auto mark = (std::min)(text.find_first_of("eE"), text.size());
        int exponent = 0;
        if (mark < text.size() && !read_exponent(text.substr(mark + 1), exponent)) return false;
        const std::string_view number = text.substr(0, mark);
        const auto point = (std::min)(number.find('.'), number.size());
        const std::string_view integer = number.substr(0, point);
        const std::string_view decimals = number.substr((std::min)(point + 1, number.size()));
        if (integer.empty() && decimals.empty()) return false;
        if (!std::ranges::all_of(integer, is_digit) || !std::ranges::all_of(decimals, is_digit))
            return false;
        // Digit k of the number without a point, which stands before digit `whole_digits`.
        const auto digit = [&](std::ptrdiff_t k) -> std::uint32_t {
            const auto place = static_cast<std::size_t>(k);
            if (k < 0 || place >= integer.size() + decimals.size()) return 0;
            const char c =
                place < integer.size() ? integer[place] : decimals[place - integer.size()];
            return static_cast<std::uint32_t>(c - '0');
        };
        const auto whole_digits = static_cast<std::ptrdiff_t>(integer.size()) + exponent;
        const auto all_digits = static_cast<std::ptrdiff_t>(integer.size() + decimals.size());
        for (std::ptrdiff_t k = all_digits; k-- > whole_digits;) {
            word_[words_] = digit(k);
            divide_by_ten();
        }
        std::uint32_t whole = 0;
        for (std::ptrdiff_t k = 0; k < whole_digits; ++k) {
            whole = 10 * whole + digit(k);
            if (whole >= 1000) return false;
        }
        word_[words_] = whole;
        if (negative) negate();
        return true;
    }

    /// The number rounded to the nearest double, ties to even; 0 below 2^-1022.
    explicit operator double() const noexcept {
        const bool negative = is_negative();
        const fixed_point size = negative ? -*this : *this;
        std::size_t k = words_ + 1;
        while (k > 0 && size.word_[k - 1] == 0) --k;
        if (k == 0) return 0;
        // The first 64 bits, the last of which is set if any bit behind them is.
        const int zeros = std::countl_zero(size.word_[k - 1]);
        const auto word = [&](std::size_t behind) {
            return k > behind ? std::uint64_t{size.word_[k - 1 - behind]} : 0;
        };
        const std::uint64_t first = word(0) << 32 | word(1);
        std::uint64_t digits = first << zeros | word(2) << zeros >> 32;
        bool more = (word(2) << zeros & 0xffffffff) != 0;
        for (std::size_t behind = 3; behind < k; ++behind) more = more || word(behind) != 0;
        // Rounded to 53 bits; a carry into the next power of 2 also makes the exponent right.
        const std::uint64_t rest = (digits & 0x7ff) << 1 | std::uint64_t{more};
        digits >>= 11;
        const int exponent = 32 * (static_cast<int>(k) - static_cast<int>(words_)) - 1 - zeros;
        if (exponent < -1022) return 0;
        std::uint64_t bits = (static_cast<std::uint64_t>(exponent + 1022) << 52) + digits;
        if (rest > 0x800 || (rest == 0x800 && digits % 2 != 0)) ++bits;
        return std::bit_cast<double>(bits | std::uint64_t{negative} << 63);
    }

    /// The number rounded to two doubles.
    explicit operator double_double() const noexcept {
        const auto high = static_cast<double>(*this);
        return {high, static_cast<double>(*this - fixed_point(high, words_))};
    }

    /// Sums, differences, and products cut off behind the last word.
    /// \{
    friend fixed_point operator+(const fixed_point& a, const fixed_point& b) noexcept {
        fixed_point sum(a.words_);
        std::uint64_t carry = 0;
        for (std::size_t k = 0; k <= a.words_; ++k) {
            carry += std::uint64_t{a.word_[k]} + b.word_[k];
            sum.word_[k] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        return sum;
    }
    friend fixed_point operator-(const fixed_point& a) noexcept {
        fixed_point result = a;
        result.negate();
        return result;
    }
    friend fixed_point operator-(const fixed_point& a, const fixed_point& b) noexcept {
        return a + -b;
    }
    friend fixed_point operator*(const fixed_point& a, const fixed_point& b) noexcept {
        const bool negative = a.is_negative() != b.is_negative();
        const fixed_point x = a.is_negative() ? -a : a;
        const fixed_point y = b.is_negative() ? -b : b;
        const std::size_t n = a.words_;
        // Products of words far behind the point are left out; they add up to less than n units of
        // the last bit.
        std::array<std::uint32_t, 2 * most_words + 2> sum{};
        for (std::size_t i = 0; i <= n; ++i) {
            std::uint64_t carry = 0;
            for (std::size_t j = i < n ? n - 1 - i : 0; j <= n; ++j) {
                carry += std::uint64_t{x.word_[i]} * y.word_[j] + sum[i + j];
                sum[i + j] = static_cast<std::uint32_t>(carry);
                carry >>= 32;
            }
            sum[i + n + 1] = static_cast<std::uint32_t>(carry);
        }
        fixed_point product(n);
        std::copy_n(sum.begin() + static_cast<std::ptrdiff_t>(n), n + 1, product.word_.begin());
        if (negative) product.negate();
        return product;
    }
    /// \}

private:
    static bool is_digit(char c) noexcept { return '0' <= c && c <= '9'; }

    /// Removes a sign from the text; true if it is a minus.
    static bool take_sign(std::string_view& text) noexcept {
        const bool negative = text.starts_with('-');
        if (negative || text.starts_with('+')) text.remove_prefix(1);
        return negative;
    }

    /// Reads an integer of up to four digits; false for any other text.
    static bool read_exponent(std::string_view text, int& to) noexcept {
        const bool negative = take_sign(text);
        if (text.empty() || text.size() > 4 || !std::ranges::all_of(text, is_digit)) return false;
        for (const char c : text) to = 10 * to + (c - '0');
        if (negative) to = -to;
        return true;
    }

    [[nodiscard]] bool is_negative() const noexcept { return word_[words_] >> 31 != 0; }

    void negate() noexcept {
        std::uint64_t carry = 1;
        for (std::size_t k = 0; k <= words_; ++k) {
            carry += ~word_[k];
            word_[k] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }

    void divide_by_ten() noexcept {
        std::uint64_t rest = 0;
        for (std::size_t k = words_ + 1; k-- > 0;) {
            rest = rest << 32 | word_[k];
            word_[k] = static_cast<std::uint32_t>(rest / 10);
            rest %= 10;
        }
    }

    std::size_t words_;
    std::array<std::uint32_t, most_words + 1> word_{}; ///< two's complement, the least first
};

} // namespace HPK_ISA
} // namespace hpk::julia
