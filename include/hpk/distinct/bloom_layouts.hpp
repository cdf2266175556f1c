// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The layouts of Bloom filters: which bits of which words a key sets.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/vectors/plain_vector.hpp"
#include "hpk/distinct/estimators.hpp"
#include "hpk/hash/mixing/fmix64.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {
namespace detail {

/// floor(x * n / 2^64): a number below n, by the upper bits of x.
[[nodiscard]] constexpr std::uint64_t scaled(std::uint64_t x, std::uint64_t n) noexcept {
    __extension__ using wide = unsigned __int128;
    return static_cast<std::uint64_t>(wide{x} * n >> 64);
}

/// How many bits of the words are set.
[[nodiscard]] inline std::size_t count_ones(std::span<const std::uint32_t> words) noexcept {
    std::size_t ones = 0;
    for (const std::uint32_t word : words) ones += static_cast<std::size_t>(std::popcount(word));
    return ones;
}

/// Refuses a rate of false positives that is not between 0 and 1.
inline void expect_rate(double rate) {
    expects(is_finite(rate) && rate > 0 && rate < 1,
            [&] { return "rate is " + hpk::detail::shown(rate) + " but must be between 0 and 1"; });
}

} // namespace detail

/// The Bloom filter of Apache Parquet: blocks of 256 bits. A key belongs to one block, and sets one
/// bit in each of its eight words, so that a look-up costs one cache miss at most. The false
/// positives are a few more than those of `classic` with as many bits.
///
/// Sources: Putze, Sanders and Singler, Cache-, hash- and space-efficient Bloom filters, 2009;
/// https://github.com/apache/parquet-format/blob/master/BloomFilter.md
struct split_block {
    static constexpr std::size_t most_blocks = std::size_t{1} << 31; ///< 64 GiB

    std::size_t blocks; ///< from 1 to most_blocks

    /// The fewest blocks in which so many different keys have at most this expected rate of false
    /// positives. The same on every machine.
    /// \throws std::invalid_argument if the rate is not between 0 and 1, or needs more than
    ///         most_blocks
    [[nodiscard]] static split_block for_keys(std::size_t keys, double rate) {
        detail::expect_rate(rate);
        split_block largest{most_blocks};
        expects(largest.false_positive_rate(keys) <= rate, [&] {
            return hpk::detail::shown(keys) + " keys at a rate of " + hpk::detail::shown(rate) +
                   " need more than 2^31 blocks";
        });
        std::size_t too_few = 0, enough = most_blocks;
        while (enough - too_few > 1) {
            const std::size_t middle = too_few + (enough - too_few) / 2;
            (split_block{middle}.false_positive_rate(keys) <= rate ? enough : too_few) = middle;
        }
        return {enough};
    }

    /// The expected rate of false positives with so many different keys. It has the same bits on
    /// every machine: the sum over the number j of a block's keys, which has a Poisson
    /// distribution, of (1 - (31/32)^j)^8.
    [[nodiscard]] double false_positive_rate(std::size_t keys) const noexcept {
        const exact_number mean{quotient(static_cast<double>(keys), static_cast<double>(blocks))};
        if (mean.value > 512) return 1; // but for 10^-6
        exact_number weight{1}, weights{1}, sum{0}, unset{1};
        for (double j = 1; j <= mean.value || weight.value > 0x1p-60 * weights.value; ++j) {
            weight = {quotient((weight * mean).value, j)};
            unset = unset * exact_number{31.0 / 32};
            const exact_number set = exact_number{1} - unset, squared = set * set;
            const exact_number fourth = squared * squared;
            weights = weights + weight;
            sum = sum + weight * (fourth * fourth);
        }
        return quotient(sum.value, weights.value);
    }

    /// True if the shapes are the same.
    friend bool operator==(const split_block&, const split_block&) = default;

    /// What bloom_filter needs to know of a layout.
    /// \{
    void expect_possible() const {
        expects(blocks >= 1 && blocks <= most_blocks, [&] {
            return "blocks is " + hpk::detail::shown(blocks) + " but must be from 1 to 2^31";
        });
    }
    [[nodiscard]] std::size_t words() const noexcept { return 8 * blocks; }
    [[nodiscard]] static std::uint32_t last_word() noexcept { return ~std::uint32_t{0}; }
    [[nodiscard]] std::size_t block_of(std::uint64_t hash) const noexcept {
        return static_cast<std::size_t>((hash >> 32) * blocks >> 32);
    }
    void prefetch(const std::uint32_t* words, std::uint64_t hash) const noexcept {
        __builtin_prefetch(words + 8 * block_of(hash));
    }
    void add(std::uint32_t* words, std::uint64_t hash) const noexcept {
        eight_words bits, block;
        find_bits(hash, bits);
        std::uint32_t* const own = words + 8 * block_of(hash);
        std::memcpy(&block, own, sizeof block);
        block |= bits;
        std::memcpy(own, &block, sizeof block);
    }
    [[nodiscard]] bool contains(const std::uint32_t* words, std::uint64_t hash) const noexcept {
        eight_words bits, block;
        find_bits(hash, bits);
        std::memcpy(&block, words + 8 * block_of(hash), sizeof block);
        const eight_words missing = bits & ~block;
        std::array<std::uint64_t, 4> parts;
        std::memcpy(parts.data(), &missing, sizeof missing);
        return (parts[0] | parts[1] | parts[2] | parts[3]) == 0;
    }
    [[nodiscard]] double estimate(std::span<const std::uint32_t> all) const noexcept {
        const double bits = 256 * static_cast<double>(blocks);
        const double zeros = (std::max)(bits - static_cast<double>(detail::count_ones(all)), 1.0);
        return bits / 8 * std::log(bits / zeros);
    }
    [[nodiscard]] double rate_of(std::span<const std::uint32_t> all) const noexcept {
        exact_number sum{0};
        for (std::size_t b = 0; b < all.size(); b += 8) {
            std::uint64_t product = 1; // at most 2^40
            for (std::size_t k = 0; k < 8; ++k)
                product *= static_cast<std::uint64_t>(std::popcount(all[b + k]));
            sum = sum + exact_number{static_cast<double>(product)};
        }
        return quotient(sum.value * 0x1p-40, static_cast<double>(blocks));
    }
    /// \}

private:
    using eight_words = hpk::detail::plain_vector<std::uint32_t, 8>::type;

    /// The bits that a key sets in the words of its block.
    [[gnu::always_inline]] static void find_bits(std::uint64_t hash, eight_words& bits) noexcept {
        constexpr eight_words salts{0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d,
                                    0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31},
            ones{1, 1, 1, 1, 1, 1, 1, 1};
        bits = ones << (static_cast<std::uint32_t>(hash) * salts >> 27);
    }
};

/// The Bloom filter of the textbooks: a key sets bits anywhere. It needs the fewest bits of the
/// filters here, and a look-up may cost a cache miss for each bit.
///
/// Sources: B. Bloom, Space/time trade-offs in hash coding with allowable errors, 1970; for bits
/// from one hash, Kirsch and Mitzenmacher, Less hashing, same performance, 2008; Gorelick and
/// Ozsvald, example 12-29.
struct classic {
    static constexpr int most_hashes = 64; ///< bits per key

    std::size_t bits; ///< at least 1
    int hashes;       ///< how many bits a key sets, from 1 to most_hashes

    /// The hashes that need the fewest bits for this expected rate of false positives, and the bits
    /// that so many different keys need, by the mathematical library's functions.
    /// \throws std::invalid_argument if the rate is not between 0 and 1, or needs more than 2^48
    ///         bits
    [[nodiscard]] static classic for_keys(std::size_t keys, double rate) {
        detail::expect_rate(rate);
        const double hashes =
            std::clamp(std::round(-std::log2(rate)), 1.0, static_cast<double>(most_hashes));
        const double each = -hashes / std::log1p(-std::pow(rate, 1 / hashes));
        const double bits = std::ceil(each * static_cast<double>((std::max)(keys, std::size_t{1})));
        expects(bits <= 0x1p48, [&] {
            return hpk::detail::shown(keys) + " keys at a rate of " + hpk::detail::shown(rate) +
                   " need more than 2^48 bits";
        });
        return {static_cast<std::size_t>(bits), static_cast<int>(hashes)};
    }

    /// The expected rate of false positives with so many different keys.
    [[nodiscard]] double false_positive_rate(std::size_t keys) const noexcept {
        const double set_by_each = static_cast<double>(keys) / static_cast<double>(bits) * hashes;
        return std::pow(-std::expm1(-set_by_each), hashes);
    }

    /// True if the shapes are the same.
    friend bool operator==(const classic&, const classic&) = default;

    /// What bloom_filter needs to know of a layout.
    /// \{
    void expect_possible() const {
        expects(bits >= 1, [] { return "bits is 0 but must be at least 1"; });
        expects(hashes >= 1 && hashes <= most_hashes, [&] {
            return "hashes is " + hpk::detail::shown(hashes) + " but must be from 1 to 64";
        });
    }
    [[nodiscard]] std::size_t words() const noexcept { return (bits - 1) / 32 + 1; }
    [[nodiscard]] std::uint32_t last_word() const noexcept { // with all bits set
        return ~std::uint32_t{0} >> (31 - (bits - 1) % 32);
    }
    void prefetch(const std::uint32_t* words, std::uint64_t hash) const noexcept {
        for_each_bit(hash, [&](std::size_t word, std::uint32_t) {
            __builtin_prefetch(words + word);
            return true;
        });
    }
    void add(std::uint32_t* words, std::uint64_t hash) const noexcept {
        for_each_bit(hash, [&](std::size_t word, std::uint32_t bit) {
            words[word] |= bit;
            return true;
        });
    }
    [[nodiscard]] bool contains(const std::uint32_t* words, std::uint64_t hash) const noexcept {
        return for_each_bit(
            hash, [&](std::size_t word, std::uint32_t bit) { return (words[word] & bit) != 0; });
    }
    [[nodiscard]] double estimate(std::span<const std::uint32_t> all) const noexcept {
        const auto m = static_cast<double>(bits);
        const double zeros = (std::max)(m - static_cast<double>(detail::count_ones(all)), 1.0);
        return m / hashes * std::log(m / zeros);
    }
    [[nodiscard]] double rate_of(std::span<const std::uint32_t> all) const noexcept {
        const exact_number set{
            quotient(static_cast<double>(detail::count_ones(all)), static_cast<double>(bits))};
        exact_number rate{1};
        for (int k = 0; k < hashes; ++k) rate = rate * set;
        return rate.value;
    }
    /// \}

private:
    /// Calls f(word, bit) for the bits of a key until it returns false; true if it never does.
    template <class F>
    bool for_each_bit(std::uint64_t hash, const F& f) const noexcept {
        const std::uint64_t step = hpk::detail::fmix64(hash) | 1; // never zero
        for (int k = 0; k < hashes; ++k, hash += step) {
            const std::uint64_t place = detail::scaled(hash, bits);
            if (!f(static_cast<std::size_t>(place / 32), std::uint32_t{1} << place % 32))
                return false;
        }
        return true;
    }
};

} // namespace HPK_ISA
} // namespace hpk::distinct
