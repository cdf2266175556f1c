// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "hpk/core/vectors/words.hpp"
#include "hpk/random/numbers/saved_as_text.hpp"
#include "hpk/random/numbers/words.hpp"
#include "hpk/random/seed_sequence.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

/// The state of pcg64: 128 bits. (nvcc does not parse __extension__ in a class.)
__extension__ using wide_word = unsigned __int128;

} // namespace detail

/// PCG64 (XSL-RR 128/64) as numpy has it: pcg64(seed) is the stream of numpy.random.default_rng(
/// seed). Source: O'Neill, PCG: A Family of Simple Fast Space-Efficient Statistically Good
/// Algorithms for Random Number Generation, 2014.
class pcg64 : public detail::saved_as_text<pcg64> {
public:
    using result_type = std::uint64_t; ///< 64 bits

    /// True: `discard` takes O(log n).
    static constexpr bool discards_quickly = true;

    /// The least number.
    static constexpr result_type min() noexcept { return 0; }
    /// The largest number.
    static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

    /// The stream of a seed.
    explicit pcg64(std::uint64_t seed = 0) noexcept : pcg64(seed_sequence(seed)) {}
    /// The stream of numpy.random.Generator(numpy.random.PCG64(sequence)).
    explicit pcg64(const seed_sequence& sequence) noexcept {
        const std::array<std::uint64_t, 4> words = sequence.state();
        increment_ = (wide{words[2]} << 64 | words[3]) << 1 | 1;
        state_ = (increment_ + (wide{words[0]} << 64 | words[1])) * multiplier + increment_;
    }

    /// The next number.
    result_type operator()() noexcept {
        state_ = state_ * multiplier + increment_;
        const auto high = static_cast<std::uint64_t>(state_ >> 64);
        return std::rotr(high ^ static_cast<std::uint64_t>(state_), static_cast<int>(high >> 58));
    }

    /// Moves on by n numbers. O(log n).
    void discard(std::uint64_t n) noexcept {
        // n steps are state * factor + summand, made of those of powers of 2.
        wide factor = 1, summand = 0, factor_of_power = multiplier, summand_of_power = increment_;
        for (; n > 0; n >>= 1) {
            if ((n & 1) != 0) {
                factor *= factor_of_power;
                summand = summand * factor_of_power + summand_of_power;
            }
            summand_of_power *= factor_of_power + 1;
            factor_of_power *= factor_of_power;
        }
        state_ = state_ * factor + summand;
    }

    /// Equal engines return the same numbers from now on.
    friend bool operator==(const pcg64& a, const pcg64& b) noexcept {
        return a.state_ == b.state_ && a.increment_ == b.increment_;
    }

    /// The state as numbers: numpy's `state` and `inc`. The engine can also be written to a stream,
    /// which gets them in decimal digits, and read again.
    [[nodiscard]] std::array<detail::wide_word, 2> saved() const noexcept {
        return {state_, increment_};
    }
    /// Takes over the state of the engine that returned these numbers. Returns false and does
    /// nothing if none does: `inc` is odd.
    [[nodiscard]] bool restore(const std::array<detail::wide_word, 2>& saved) noexcept {
        if (saved[1] % 2 == 0) return false;
        state_ = saved[0];
        increment_ = saved[1];
        return true;
    }

    /// Moves on by `count` words, which `sink` is called with: see hpk::random::engine.
    template <class Backend, class Sink>
    void generate(std::size_t count, Sink&& sink) noexcept {
        for (std::size_t k = 0; k < count; ++k) sink(k, lanes<std::uint64_t, scalar>{(*this)()});
    }

private:
    using wide = detail::wide_word;
    static constexpr wide multiplier = wide{0x2360ed051fc65da4} << 64 | 0x4385df649fccf645;

    wide state_, increment_;
};

} // namespace HPK_ISA
} // namespace hpk::random
