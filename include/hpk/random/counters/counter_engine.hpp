// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <tuple>

#include "hpk/core/vectors/interleave.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/core/vectors/words.hpp"
#include "hpk/random/numbers/saved_as_text.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// A stream of random numbers that are a function of a key and of their position: block b of the
/// stream is the counter b, encrypted. Streams of different keys behave as independent ones, and
/// every position can be reached at once. A stream has 2^64 numbers.
///
/// \tparam Cipher  `number`, the type of the numbers; `key_type`, an array of them; `block_size`,
///                 their number in a block; `first_counter`, the counter of the first block;
///                 `schedule(key)`, the keys of all rounds; `words<Backend>`, the vectors that it
///                 encrypts; and `encrypt(blocks, schedule)`, where blocks[p][j] is number j of
///                 blocks side by side, in the lower bits of each lane
template <class Cipher>
class counter_engine : public detail::saved_as_text<counter_engine<Cipher>> {
public:
    using result_type = typename Cipher::number; ///< 32 or 64 bits
    using key_type = typename Cipher::key_type;  ///< the words of the key

    /// True: `discard` takes O(1).
    static constexpr bool discards_quickly = true;

    /// The least number.
    static constexpr result_type min() noexcept { return 0; }
    /// The largest number.
    static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

    /// The stream of a seed, whose bits are the first words of the key. The others are 0.
    explicit counter_engine(std::uint64_t seed = 0) noexcept : key_{} {
        key_[0] = static_cast<result_type>(seed);
        if constexpr (sizeof(result_type) == 4) key_[1] = static_cast<result_type>(seed >> 32);
    }
    /// The stream of a key. Give each process or task its own last word.
    explicit counter_engine(const key_type& key) noexcept : key_(key) {}

    /// The next number.
    result_type operator()() noexcept {
        const std::size_t j = position_ % batch;
        if (j == 0) make_words();
        ++position_;
        return static_cast<result_type>(words_[j / per_word] >> (64 / per_word * (j % per_word)));
    }

    /// The number at a position, counted from the beginning of the stream. O(1).
    [[nodiscard]] result_type at(std::uint64_t position) const noexcept {
        blocks<lanes<std::uint64_t, scalar>, 1> block;
        count_from(position / block_size, block);
        Cipher::encrypt(block, Cipher::schedule(key_));
        return static_cast<result_type>(block[0][position % block_size].value);
    }

    /// Moves on by n numbers. O(1).
    void discard(std::uint64_t n) noexcept {
        position_ += n;
        if (position_ % batch != 0) make_words();
    }

    /// How many numbers have been taken.
    [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
    /// The key.
    [[nodiscard]] const key_type& key() const noexcept { return key_; }

    /// Equal engines return the same numbers from now on.
    friend bool operator==(const counter_engine& a, const counter_engine& b) noexcept {
        return a.key_ == b.key_ && a.position_ == b.position_;
    }

    /// The state as numbers: the words of the key, and the position. The engine can also be written
    /// to a stream, which gets them in decimal digits, and read again.
    [[nodiscard]] auto saved() const noexcept {
        std::array<std::uint64_t, std::tuple_size_v<key_type> + 1> result;
        std::copy(key_.begin(), key_.end(), result.begin());
        result.back() = position_;
        return result;
    }
    /// Takes over the state of the engine that returned these numbers. Returns false and does
    /// nothing if none does: a word of the key is too large.
    [[nodiscard]] bool
    restore(const std::array<std::uint64_t, std::tuple_size_v<key_type> + 1>& saved) noexcept {
        if (std::any_of(saved.begin(), saved.end() - 1,
                        [](std::uint64_t word) { return word > max(); }))
            return false;
        std::transform(saved.begin(), saved.end() - 1, key_.begin(),
                       [](std::uint64_t word) { return static_cast<result_type>(word); });
        position_ = saved.back();
        discard(0); // makes the words of the batch
        return true;
    }

    /// Moves on by `count` words, which `sink` is called with: see hpk::random::engine. Many blocks
    /// are encrypted side by side, unless an odd number of 32-bit numbers has been taken.
    template <class Backend, class Sink>
    void generate(std::size_t count, Sink&& sink) noexcept {
        std::size_t k = 0;
        const auto one_by_one = [&](std::size_t end) {
            for (; k < end; ++k) sink(k, lanes<std::uint64_t, scalar>{next_word(*this)});
        };
        if (position_ % per_word != 0) return one_by_one(count);
        const std::size_t begun = position_ % batch;
        if (begun != 0) one_by_one((std::min)(count, (batch - begun) / per_word));
        const auto keys = Cipher::schedule(key_);
        const std::size_t before = k;
        std::uint64_t block = position_ / block_size;
        for (; count - k >= batch / per_word; k += batch / per_word, block += blocks_per_batch)
            encrypt_batch<Backend>(block, keys,
                                   [&sink, k](std::size_t i, auto words)
                                       __attribute__((always_inline)) { sink(k + i, words); });
        position_ += (k - before) * per_word;
        one_by_one(count);
    }

private:
    static constexpr std::size_t block_size = Cipher::block_size;
    static constexpr std::size_t per_word = 8 / sizeof(result_type);
    static constexpr std::size_t words_per_block = block_size / per_word;
    static constexpr std::size_t blocks_per_batch = 16;
    static constexpr std::size_t batch = blocks_per_batch * block_size; ///< in numbers

    template <class L, std::size_t N>
    using blocks = std::array<std::array<L, block_size>, N>;

    /// The counters of blocks, the lower half of a counter of 32-bit words first.
    template <class L, std::size_t N>
    [[gnu::always_inline]] static void count_from(std::uint64_t first,
                                                  blocks<L, N>& counters) noexcept {
        static constexpr std::uint64_t steps[]{0, 1, 2, 3, 4, 5, 6, 7};
        static_assert(L::size <= std::size(steps));
        for (std::size_t p = 0; p < N; ++p) {
            counters[p].fill(L::broadcast(0));
            counters[p][0] =
                L::broadcast(first + Cipher::first_counter + p * L::size) + L::load(steps);
            if constexpr (per_word == 2) counters[p][1] = counters[p][0] >> 32;
        }
    }

    /// Calls sink(i, words) for the words i, i + 1, … of a batch of blocks.
    template <class Backend, class Keys, class Sink>
    [[gnu::always_inline]] static void encrypt_batch(std::uint64_t first, const Keys& keys,
                                                     const Sink& sink) noexcept {
        using L = typename Cipher::template words<Backend>;
        // Several vectors of blocks hide each other's latencies.
        constexpr std::size_t side_by_side = L::is_scalar ? 2 : blocks_per_batch / L::size;
        for (std::size_t b = 0; b < blocks_per_batch; b += side_by_side * L::size) {
            blocks<L, side_by_side> x;
            count_from(first + b, x);
            Cipher::encrypt(x, keys);
            unroll<side_by_side>([&](auto p) __attribute__((always_inline)) {
                std::array<L, words_per_block> words;
                unroll<words_per_block>([&](auto j) __attribute__((always_inline)) {
                    if constexpr (per_word == 1)
                        words[j] = x[p][j];
                    else
                        words[j] =
                            (x[p][2 * j] & L::broadcast(0xffffffff)) | (x[p][2 * j + 1] << 32);
                });
                interleave(words);
                unroll<words_per_block>([&](auto j) __attribute__((always_inline)) {
                    sink((b + p * L::size) * words_per_block + j * L::size, words[j]);
                });
            });
        }
    }

    /// Makes the words of the batch in which the position is.
    [[gnu::noinline]] void make_words() noexcept {
        encrypt_batch<native>(position_ / batch * blocks_per_batch, Cipher::schedule(key_),
                              [this](std::size_t i, auto words)
                                  __attribute__((always_inline)) { words.store(&words_[i]); });
    }

    key_type key_;
    std::uint64_t position_ = 0;
    std::array<std::uint64_t, batch / per_word> words_{}; ///< unless the position begins a batch
};

} // namespace HPK_ISA
} // namespace hpk::random
