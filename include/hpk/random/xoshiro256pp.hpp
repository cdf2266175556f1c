// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "hpk/core/vectors/unroll.hpp"
#include "hpk/core/vectors/words.hpp"
#include "hpk/hash/mixing/splitmix.hpp"
#include "hpk/random/numbers/saved_as_text.hpp"
#include "hpk/random/numbers/words.hpp"
#include "hpk/random/polynomials/jump.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// 16 streams of xoshiro256++ in turn: number i is number i / 16 of stream i % 16, and each stream
/// begins 2^128 numbers after the one before it. Side by side they fill vectors. Source: Blackman
/// and Vigna, Scrambled Linear Pseudorandom Number Generators, 2021.
class xoshiro256pp : public detail::saved_as_text<xoshiro256pp> {
public:
    using result_type = std::uint64_t;         ///< 64 bits
    static constexpr std::size_t streams = 16; ///< their number

    /// True: `discard` takes O(log n).
    static constexpr bool discards_quickly = true;

    /// The least number.
    static constexpr result_type min() noexcept { return 0; }
    /// The largest number.
    static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

    /// Four numbers of SplitMix64 from a seed are the state of the first stream, as its authors
    /// advise.
    explicit xoshiro256pp(std::uint64_t seed = 0) noexcept
        : xoshiro256pp(std::array{splitmix_number(seed, 1), splitmix_number(seed, 2),
                                  splitmix_number(seed, 3), splitmix_number(seed, 4)}) {}
    /// The state of the first stream, which must not be all 0.
    explicit xoshiro256pp(std::array<std::uint64_t, 4> state) noexcept {
        for (std::size_t s = 0; s < streams; ++s) {
            for (std::size_t j = 0; j < 4; ++j) state_[j][s] = state[j];
            state = jumped<one>(state, detail::next_stream);
        }
    }

    /// The next number.
    result_type operator()() noexcept {
        if (at_ == streams) {
            step_all<native>(1, [this](std::size_t k, auto words) { words.store(&turn_[k]); });
            at_ = 0;
        }
        return turn_[at_++];
    }

    /// Moves on by n numbers: O(log n), some 50 microseconds at most.
    void discard(std::uint64_t n) noexcept {
        constexpr std::uint64_t few = 1 << 17; // are computed in less time than a polynomial
        if (n >= few) {
            const std::uint64_t rest = streams - at_; // to the end of a turn
            jump((n - rest) / streams);
            at_ = streams;
            n = (n - rest) % streams;
        }
        generate<native>(static_cast<std::size_t>(n), [](std::size_t, auto) {});
    }

    /// Equal engines return the same numbers from now on.
    friend bool operator==(const xoshiro256pp& a, const xoshiro256pp& b) noexcept {
        return a.state_ == b.state_ && a.at_ == b.at_;
    }

    /// The state as numbers: the state of the first stream before the current turn, and how many
    /// numbers of the turn have been returned, less than 16. The engine can also be written to a
    /// stream, which gets them in decimal digits, and read again.
    [[nodiscard]] std::array<std::uint64_t, 5> saved() const noexcept {
        std::array<one, 4> first;
        for (std::size_t j = 0; j < 4; ++j) first[j] = one{state_[j][0]};
        const bool begun = at_ < streams;
        if (begun) first = stepped_back(first);
        return {first[0].value, first[1].value, first[2].value, first[3].value, begun ? at_ : 0};
    }
    /// Takes over the state of the engine that returned these numbers. Returns false and does
    /// nothing if none does: a state of all 0, or more numbers than that.
    [[nodiscard]] bool restore(const std::array<std::uint64_t, 5>& saved) noexcept {
        const std::array<std::uint64_t, 4> first{saved[0], saved[1], saved[2], saved[3]};
        if ((first[0] | first[1] | first[2] | first[3]) == 0 || saved[4] >= streams) return false;
        *this = xoshiro256pp(first);
        discard(saved[4]);
        return true;
    }

    /// Moves on by `count` words, which `sink` is called with: see hpk::random::engine.
    template <class Backend, class Sink>
    void generate(std::size_t count, Sink&& sink) noexcept {
        std::size_t k = 0;
        const auto one_by_one = [&](std::size_t end) {
            for (; k < end; ++k) sink(k, one{(*this)()});
        };
        one_by_one((std::min)(count, streams - at_));
        for (std::size_t turns; (turns = (count - k) / streams) > 0;) {
            turns = (std::min)(turns, detail::block_size / streams);
            step_all<Backend>(turns, [&](std::size_t i, auto words)
                                         __attribute__((always_inline)) { sink(k + i, words); });
            k += turns * streams;
        }
        one_by_one(count);
    }

private:
    using one = lanes<std::uint64_t, scalar>;

    static std::uint64_t splitmix_number(std::uint64_t seed, std::uint64_t n) noexcept {
        return hpk::detail::splitmix(seed + n * 0x9E3779B97F4A7C15);
    }

    /// One step of each stream in x; returns the numbers.
    template <class L>
    [[gnu::always_inline]] static L step(std::array<L, 4>& x) noexcept {
        const L result = rotated_left(x[0] + x[3], 23) + x[0];
        const L shifted = x[1] << 17;
        x[2] = x[2] ^ x[0];
        x[3] = x[3] ^ x[1];
        x[1] = x[1] ^ x[2];
        x[0] = x[0] ^ x[3];
        x[2] = x[2] ^ shifted;
        x[3] = rotated_left(x[3], 45);
        return result;
    }

    /// The state before a step.
    static std::array<one, 4> stepped_back(std::array<one, 4> x) noexcept {
        x[3] = rotated_left(x[3], 64 - 45);
        x[0] = x[0] ^ x[3];
        const one mixed = x[1] ^ x[2]; // word 1, exclusive or itself shifted by 17
        const one before = mixed ^ (mixed << 17) ^ (mixed << 34) ^ (mixed << 51);
        x[2] = x[1] ^ before ^ x[0];
        x[1] = before;
        x[3] = x[3] ^ x[1];
        return x;
    }

    /// Some steps of all streams. Few vectors at a time take all their steps, so that their states
    /// stay in registers.
    template <class Backend, class Sink>
    void step_all(std::size_t turns, const Sink& sink) noexcept {
        using L = words<Backend>;
        constexpr std::size_t side_by_side = 2;
        for (std::size_t s = 0; s < streams; s += side_by_side * L::size) {
            std::array<std::array<L, 4>, side_by_side> x;
            unroll<side_by_side>([&](auto p) __attribute__((always_inline)) {
                for (std::size_t j = 0; j < 4; ++j) x[p][j] = L::load(&state_[j][s + p * L::size]);
            });
            for (std::size_t t = 0; t < turns; ++t)
                unroll<side_by_side>([&](auto p) __attribute__((always_inline)) {
                    sink(t * streams + s + p * L::size, step(x[p]));
                });
            unroll<side_by_side>([&](auto p) __attribute__((always_inline)) {
                for (std::size_t j = 0; j < 4; ++j) x[p][j].store(&state_[j][s + p * L::size]);
            });
        }
    }

    /// Many steps of all streams.
    void jump(std::uint64_t steps) noexcept {
        using L = words<native>;
        const detail::jump_polynomial by = detail::power_of_x(steps);
        for (std::size_t s = 0; s < streams; s += L::size) {
            std::array<L, 4> x;
            for (std::size_t j = 0; j < 4; ++j) x[j] = L::load(&state_[j][s]);
            x = jumped<L>(x, by);
            for (std::size_t j = 0; j < 4; ++j) x[j].store(&state_[j][s]);
        }
    }

    /// The state after as many steps as the polynomial stands for.
    template <class L>
    static std::array<L, 4> jumped(std::array<L, 4> x, const detail::jump_polynomial& by) noexcept {
        std::array<L, 4> sum;
        sum.fill(L::broadcast(0));
        for (std::size_t bit = 0; bit < 256; ++bit) {
            if (by.has(bit))
                for (std::size_t j = 0; j < 4; ++j) sum[j] = sum[j] ^ x[j];
            step(x);
        }
        return sum;
    }
    template <class L>
    static std::array<std::uint64_t, 4> jumped(const std::array<std::uint64_t, 4>& state,
                                               const detail::jump_polynomial& by) noexcept {
        const std::array<L, 4> x =
            jumped<L>(std::array<L, 4>{L{state[0]}, L{state[1]}, L{state[2]}, L{state[3]}}, by);
        return {x[0].value, x[1].value, x[2].value, x[3].value};
    }

    std::array<std::array<std::uint64_t, streams>, 4> state_; ///< word j of each stream
    std::array<std::uint64_t, streams> turn_{};               ///< the last number of each stream
    std::size_t at_ = streams;                                ///< how many of them were returned
};

} // namespace HPK_ISA
} // namespace hpk::random
