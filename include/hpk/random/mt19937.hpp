// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "hpk/core/backend.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/shifts.hpp"
#include "hpk/core/vectors/words.hpp"
#include "hpk/random/numbers/saved_as_text.hpp"
#include "hpk/random/numbers/unit_interval.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// The Mersenne Twister, with the numbers of std::mt19937 of the same seed, which are also those of
/// numpy.random.RandomState(seed). Source: Matsumoto and Nishimura, Mersenne Twister, 1998.
///
/// Nothing but computing all numbers in between leads to a later one, so several threads do not
/// help.
class mt19937 : public detail::saved_as_text<mt19937> {
public:
    using result_type = std::uint32_t; ///< 32 bits
    /// Doubles are those of numpy's random_sample and of CPython's random().
    using doubles = bits_of_both;

    /// False: `discard` takes O(n).
    static constexpr bool discards_quickly = false;

    /// The least number.
    static constexpr result_type min() noexcept { return 0; }
    /// The largest number.
    static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

    /// The stream of a seed; the default is std::mt19937's.
    explicit mt19937(std::uint32_t seed = 5489) noexcept { start(seed); }

    /// The stream of a key of any length, the authors' init_by_array.
    explicit mt19937(std::span<const std::uint32_t> key) noexcept { start(key); }

    /// The stream of CPython's random.Random(seed), whose key are the digits of |seed| to the base
    /// of 2^32.
    [[nodiscard]] static mt19937 of_python(std::uint64_t seed) noexcept {
        const std::array<std::uint32_t, 2> digits{static_cast<std::uint32_t>(seed),
                                                  static_cast<std::uint32_t>(seed >> 32)};
        return mt19937(std::span(digits).first(digits[1] == 0 ? 1 : 2));
    }

    /// The next number.
    result_type operator()() noexcept {
        if (at_ == size) make_numbers<native>();
        return numbers_[at_++];
    }

    /// Moves on by n numbers. O(n), but several times quicker than to call it n times.
    void discard(std::uint64_t n) noexcept {
        for (; n > size - at_; at_ = 0) {
            n -= size - at_;
            twist<native>();
            if (n <= size) temper<native>();
        }
        at_ += static_cast<std::size_t>(n);
    }

    /// Equal engines return the same numbers from now on.
    friend bool operator==(const mt19937& a, const mt19937& b) noexcept {
        return a.state_ == b.state_ && a.at_ == b.at_;
    }

    /// The state as numbers: 624 words, and how many numbers made of them have been returned. The
    /// engine can also be written to a stream, which gets them in decimal digits, and read again;
    /// the text is that of libstdc++'s std::mt19937.
    [[nodiscard]] std::array<std::uint32_t, 625> saved() const noexcept {
        std::array<std::uint32_t, size + 1> result;
        std::copy(state_.begin(), state_.end(), result.begin());
        result[size] = static_cast<std::uint32_t>(at_);
        return result;
    }
    /// Takes over the state of the engine that returned these numbers. Returns false and does
    /// nothing if none does: more than 624 returned, or a state of which all numbers would be 0.
    [[nodiscard]] bool restore(const std::array<std::uint32_t, 625>& saved) noexcept {
        const auto words = std::span(saved).first<size>();
        constexpr std::uint32_t highest = 0x80000000; // the others of the first word do not count
        const bool none =
            (words[0] & highest) == 0 && std::all_of(words.begin() + 1, words.end(),
                                                     [](std::uint32_t word) { return word == 0; });
        if (saved[size] > size || none) return false;
        std::copy(words.begin(), words.end(), state_.begin());
        at_ = saved[size];
        temper<native>();
        return true;
    }

    /// Moves on by `count` words, which `sink` is called with: see hpk::random::engine.
    template <class Backend, class Sink>
    void generate(std::size_t count, Sink&& sink) noexcept {
        using L = words<Backend>;
        using one = lanes<std::uint64_t, scalar>;
        for (std::size_t k = 0; k < count;) {
            if (at_ == size) make_numbers<Backend>();
            const std::size_t end = k + (std::min)(count - k, (size - at_) / 2);
            if constexpr (!L::is_scalar)
                for (; k + L::size <= end; k += L::size, at_ += 2 * L::size)
                    sink(k, L::load(reinterpret_cast<const std::uint64_t*>(&numbers_[at_])));
            // One by one, also the word whose halves are in two rounds of numbers.
            const bool is_parted = end == k && at_ + 1 == size;
            const std::size_t last = is_parted ? (std::min)(k + 1, count) : end;
            for (; k < last; ++k) sink(k, one{next_word(*this)});
        }
    }

private:
    static constexpr std::size_t size = 624, middle = 397;

    void start(std::uint32_t seed) noexcept {
        state_[0] = seed;
        for (std::uint32_t i = 1; i < size; ++i)
            state_[i] = 1812433253 * (state_[i - 1] ^ state_[i - 1] >> 30) + i;
    }
    void start(std::span<const std::uint32_t> key) noexcept {
        start(19650218);
        std::size_t i = 1;
        // Mixes the whole state twice: first with the key, then without.
        const auto mix = [&](std::uint32_t multiplier, std::uint32_t summand) {
            const std::uint32_t before = state_[i - 1];
            state_[i] = (state_[i] ^ (before ^ before >> 30) * multiplier) + summand;
            if (++i == size) {
                state_[0] = state_[size - 1];
                i = 1;
            }
        };
        for (std::size_t k = 0; k < (std::max)(size, key.size()); ++k) {
            const std::size_t j = key.empty() ? 0 : k % key.size();
            mix(1664525, (key.empty() ? 0 : key[j]) + static_cast<std::uint32_t>(j));
        }
        for (std::size_t k = 1; k < size; ++k) mix(1566083941, 0 - static_cast<std::uint32_t>(i));
        state_[0] = 0x80000000;
    }

    template <class Backend>
    using vector = lanes<std::uint32_t, Backend>;

    /// Applies `f` to positions first … end-1: f(k, L{}) does L::size of them.
    template <class Backend, class F>
    static void for_each(std::size_t first, std::size_t end, const F& f) noexcept {
        using L = vector<Backend>;
        const std::size_t rest = (end - first) % L::size;
        for (; first < end - rest; first += L::size) f(first, std::type_identity<L>{});
        for (std::size_t k = end - rest; k < end; ++k) f(k, std::type_identity<vector<scalar>>{});
    }

    /// The next state. Each word is made of itself, of the next one, and of one at a distance that
    /// is larger than vectors.
    template <class Backend>
    void twist() noexcept {
        std::uint32_t* const s = state_.data();
        const auto make = []<class L>(L word, L next, L far) __attribute__((always_inline)) {
            const L mixed = (word & L::broadcast(0x80000000)) | (next & L::broadcast(0x7fffffff));
            const L odd = L::broadcast(0) - (next & L::broadcast(1));
            return far ^ (mixed >> 1) ^ (odd & L::broadcast(0x9908b0df));
        };
        const auto make_at = [&](std::ptrdiff_t distance) {
            return [=]<class L>(std::size_t k,
                                std::type_identity<L>) __attribute__((always_inline)) {
                make(L::load(s + k), L::load(s + k + 1), L::load(s + k + distance)).store(s + k);
            };
        };
        constexpr std::ptrdiff_t ahead = middle, back = ahead - std::ptrdiff_t{size};
        for_each<Backend>(0, size - middle, make_at(ahead));
        for_each<Backend>(size - middle, size - 1, make_at(back));
        using one = vector<scalar>;
        s[size - 1] = make(one{s[size - 1]}, one{s[0]}, one{s[middle - 1]}).value;
    }

    /// The numbers of a state.
    template <class Backend>
    void temper() noexcept {
        for_each<Backend>(0, size,
                          [this]<class L>(std::size_t k, std::type_identity<L>)
                              __attribute__((always_inline)) {
                                  L y = L::load(&state_[k]);
                                  y = y ^ (y >> 11);
                                  y = y ^ ((y << 7) & L::broadcast(0x9d2c5680));
                                  y = y ^ ((y << 15) & L::broadcast(0xefc60000));
                                  (y ^ (y >> 18)).store(&numbers_[k]);
                              });
    }

    template <class Backend>
    void make_numbers() noexcept {
        twist<Backend>();
        temper<Backend>();
        at_ = 0;
    }

    std::array<std::uint32_t, size> state_;
    std::array<std::uint32_t, size> numbers_; ///< unless all have been returned
    std::size_t at_ = size;                   ///< how many have been returned
};

} // namespace HPK_ISA
} // namespace hpk::random
