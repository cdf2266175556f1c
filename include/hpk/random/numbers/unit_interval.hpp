// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/plain_vector.hpp"
#include "hpk/core/vectors/words.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// The types of uniform and normal deviates.
template <class T>
concept deviate = std::same_as<T, double> || std::same_as<T, float>;

namespace detail {

/// high * 2^-h + low * 2^-53, for lanes of integers high < 2^h and low < 2^(53 - h). Each part is
/// written into the mantissa of a number whose last bit has that value. All results are exact.
template <int H, class Backend>
[[gnu::always_inline]] inline lanes<double, Backend>
from_two_parts(lanes<std::uint64_t, Backend> high, lanes<std::uint64_t, Backend> low) noexcept {
    using words = lanes<std::uint64_t, Backend>;
    using doubles = lanes<double, Backend>;
    const auto part = [](words x, double base) __attribute__((always_inline)) {
        const words bits = x | words::broadcast(std::bit_cast<std::uint64_t>(base));
        doubles result;
        static_assert(sizeof result == sizeof bits);
        std::memcpy(&result, &bits, sizeof result);
        return result;
    };
    constexpr double of_high = static_cast<double>(std::uint64_t{1} << (52 - H)), of_low = 0.5;
    return (part(high, of_high) - doubles::broadcast(of_high + of_low)) + part(low, of_low);
}

#if defined(__AVX512DQ__)
/// numerator * 2^-53, for lanes of integers below 2^53. AVX-512 converts integers of 64 bits.
template <class Backend>
[[gnu::always_inline]] inline lanes<double, Backend>
as_fraction(lanes<std::uint64_t, Backend> numerator) noexcept {
    constexpr std::size_t size = lanes<double, Backend>::size;
    typename hpk::detail::plain_vector<std::int64_t, size>::type x;
    static_assert(sizeof x == sizeof numerator);
    std::memcpy(&x, &numerator, sizeof x);
    using plain_doubles = typename hpk::detail::plain_vector<double, size>::type;
    const plain_doubles converted = __builtin_convertvector(x, plain_doubles);
    lanes<double, Backend> result;
    std::memcpy(&result, &converted, sizeof result);
    return result * lanes<double, Backend>::broadcast(0x1p-53);
}
#endif

/// The higher 24 bits of a number, times 2^-24.
template <std::unsigned_integral Number>
float as_float(Number number) noexcept {
    constexpr int width = 8 * static_cast<int>(sizeof(Number));
    return static_cast<float>(static_cast<std::int32_t>(number >> (width - 24))) * 0x1p-24F;
}

} // namespace detail

/// A double from the higher 53 bits of a word: (word >> 11) * 2^-53, as numpy makes it.
struct higher_bits {
    /// The double of a word, or one per lane.
    /// \{
    static double of(std::uint64_t word) noexcept {
        return static_cast<double>(static_cast<std::int64_t>(word >> 11)) * 0x1p-53;
    }
    template <class Backend>
    [[gnu::always_inline]] static lanes<double, Backend>
    of(lanes<std::uint64_t, Backend> word) noexcept {
        if constexpr (std::same_as<Backend, scalar>) return {of(word.value)};
#if defined(__AVX512DQ__)
        else
            return detail::as_fraction(word >> 11);
#else
        else
            return detail::from_two_parts<21>(word >> 43, (word << 21) >> 32);
#endif
    }
    /// \}
};

/// A double from two numbers of 32 bits, of which the first gives its higher 27 bits and the second
/// the others: genrand_res53 of the Mersenne Twister's authors.
struct bits_of_both {
    /// The double of a word, or one per lane.
    /// \{
    static double of(std::uint64_t word) noexcept {
        const std::uint64_t high = (word & 0xffffffff) >> 5, low = word >> 38;
        return static_cast<double>(static_cast<std::int64_t>(high << 26 | low)) * 0x1p-53;
    }
    template <class Backend>
    [[gnu::always_inline]] static lanes<double, Backend>
    of(lanes<std::uint64_t, Backend> word) noexcept {
        if constexpr (std::same_as<Backend, scalar>)
            return {of(word.value)};
        else
            return detail::from_two_parts<27>((word << 32) >> 37, word >> 38);
    }
    /// \}
};

/// How doubles are made from the words of an engine: `higher_bits`, unless Engine::doubles says
/// otherwise.
template <class Engine>
struct doubles_of {
    using type = higher_bits; ///< the way
};
/// As above.
template <class Engine>
    requires requires { typename Engine::doubles; }
struct doubles_of<Engine> {
    using type = typename Engine::doubles; ///< the way
};

/// How many numbers of an engine make a T.
template <class T, class Engine>
inline constexpr std::size_t numbers_for =
    std::same_as<T, double> ? numbers_per_word<Engine> : std::size_t{1};

/// The next number of an engine in [0, 1): a double from 64 bits, or a float, which is the higher
/// 24 bits of one number, times 2^-24.
template <deviate T = double, engine Engine>
[[nodiscard]] T uniform(Engine& engine) {
    if constexpr (std::same_as<T, double>)
        return doubles_of<Engine>::type::of(next_word(engine));
    else
        return detail::as_float(engine());
}

} // namespace HPK_ISA
} // namespace hpk::random
