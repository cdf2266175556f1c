// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Bloom filters: a set of keys that takes about ten bits per key and answers "no" or "probably".
///
///     hpk::distinct::bloom_filter<std::string> seen(1'000'000, 0.01); // 1.2 MB
///     seen.add("ada");
///     seen.contains("ada");   // true
///     seen.contains("grace"); // false; with a million other keys, true for one key in 100

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/core/aligned_allocator.hpp"
#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/vectors/plain_vector.hpp"
#include "hpk/core/vectors/words.hpp"
#include "hpk/distinct/calls/keys.hpp"
#include "hpk/distinct/calls/threads.hpp"
#include "hpk/distinct/estimators.hpp"
#include "hpk/distinct/hashes/hashed_keys.hpp"
#include "hpk/hash/mixing/fmix64.hpp"
#include "hpk/hash/sketch_hash.hpp"

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

/// Elements that can be true or false, one after the other in memory: bools, or integers of a byte.
template <class Range>
concept truths = std::ranges::contiguous_range<Range> && std::ranges::sized_range<Range> &&
                 std::integral<std::ranges::range_value_t<Range>> &&
                 sizeof(std::ranges::range_value_t<Range>) == 1 &&
                 !std::is_const_v<std::remove_reference_t<std::ranges::range_reference_t<Range>>>;

/// A set of keys of which only bits are kept: `contains` is true for every key that was added, and
/// for some others, the false positives. Keys cannot be taken out again.
///
/// Hash must be as for hyperloglog, and must not throw. The bits are a function of the set of keys:
/// their order, repeated keys, backend and threads make no difference. Constant functions may be
/// called by several threads at once. A filter that was moved from must only be destroyed or
/// assigned to.
///
/// \tparam Layout  split_block, or classic to compare it with
template <class Key, class Hash = sketch_hash<Key>, class Layout = split_block>
class bloom_filter {
    static_assert(key_hash<Hash, Key>, "Hash must take a Key and return 64 bits");

public:
    using key_type = Key;       ///< what is kept
    using hash_type = Hash;     ///< the function that hashes it
    using layout_type = Layout; ///< which bits a key sets

    /// A filter without keys, with room for so many different ones: when they have been added, the
    /// expected rate of false positives is the given one.
    /// \throws std::invalid_argument if the rate is not between 0 and 1, and as Layout::for_keys;
    ///         std::bad_alloc
    explicit bloom_filter(std::size_t keys, double rate, Hash hash = Hash())
        : bloom_filter(Layout::for_keys(keys, rate), std::move(hash)) {}
    /// A filter without keys of a given shape: split_block{1024}, classic{791'015, 11}.
    /// \throws std::invalid_argument if there is no such shape; std::bad_alloc
    explicit bloom_filter(Layout shape, Hash hash = Hash())
        : shape_(shape), hash_(std::move(hash)) {
        shape.expect_possible();
        words_.resize(shape.words());
    }
    /// The filter that has these words, as words() returned them. Hash must be the function that
    /// made them.
    /// \throws std::invalid_argument if there is no such shape, or if it has another number of
    /// words
    ///         or of bits; std::bad_alloc
    bloom_filter(Layout shape, std::span<const std::uint32_t> words, Hash hash = Hash())
        : shape_(shape), hash_(std::move(hash)) {
        shape.expect_possible();
        expects(words.size() == shape.words(), [&] {
            return "there are " + hpk::detail::shown(words.size()) + " words but the shape has " +
                   hpk::detail::shown(shape.words());
        });
        expects((words.back() & ~shape.last_word()) == 0,
                [] { return "the last word has bits that the shape has not"; });
        words_.assign(words.begin(), words.end());
    }

    /// The layout and its size.
    [[nodiscard]] const Layout& shape() const noexcept { return shape_; }
    /// The bits, from the lowest bit of the first word on.
    [[nodiscard]] std::span<const std::uint32_t> words() const noexcept { return words_; }
    /// The function that hashes the keys.
    [[nodiscard]] const Hash& hash_function() const noexcept { return hash_; }

    /// Adds a key. O(1).
    void add(const Key& key) noexcept { add_hash(static_cast<std::uint64_t>(hash_(key))); }
    /// Adds a key in another form, for which no Key is made, if the hash is transparent.
    template <class K>
        requires(!std::same_as<K, Key> && key_for<K, Key, Hash>)
    void add(const K& key) noexcept {
        add_hash(static_cast<std::uint64_t>(hash_(key)));
    }
    /// Adds a key by its hash, which must be that of hash_function().
    void add_hash(std::uint64_t hash) noexcept { shape_.add(words_.data(), hash); }

    /// False if the key was never added; true if it was, and for some other keys. O(1).
    [[nodiscard]] bool contains(const Key& key) const noexcept {
        return contains_hash(static_cast<std::uint64_t>(hash_(key)));
    }
    /// As above, for a key in another form.
    template <class K>
        requires(!std::same_as<K, Key> && key_for<K, Key, Hash>)
    [[nodiscard]] bool contains(const K& key) const noexcept {
        return contains_hash(static_cast<std::uint64_t>(hash_(key)));
    }
    /// As above, for a key by its hash.
    [[nodiscard]] bool contains_hash(std::uint64_t hash) const noexcept {
        return shape_.contains(words_.data(), hash);
    }

    /// Adds many keys, whose cache misses overlap. Each thread sets the bits of its own part of a
    /// split_block filter, and hashes all keys; with `classic` one thread does all.
    ///
    /// \tparam Backend  hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
    ///                  enable
    /// \param  keys     a contiguous range of keys, or of what a transparent hash takes
    /// \param  how      hpk::sequential or hpk::parallel
    /// \throws std::invalid_argument for threads < 0
    template <class Backend = native, keys_for<Key, Hash> Keys,
              execution_policy Execution = sequential>
    void add_many(const Keys& keys, Execution how = {}) {
        hpk::detail::expect_threads(how);
        const auto hashed = hashes_of(keys);
        const std::size_t count = std::ranges::size(keys);
        const auto add = [&](const auto& is_wanted) {
            std::array<std::uint64_t, batch> hashes;
            for (std::size_t first = 0; first < count; first += batch) {
                const std::size_t n = (std::min)(batch, count - first);
                hashed.template write<hpk::words<Backend>>(first, n, hashes.data());
                std::size_t wanted = 0;
                for (std::size_t k = 0; k < n; ++k) {
                    const std::uint64_t h = hashes[k];
                    hashes[wanted] = h;
                    wanted += std::size_t{is_wanted(h)};
                }
                for (std::size_t k = 0; k < wanted; ++k) shape_.prefetch(words_.data(), hashes[k]);
                for (std::size_t k = 0; k < wanted; ++k) add_hash(hashes[k]);
            }
        };
        if constexpr (std::same_as<Layout, split_block>) {
            const std::size_t parts = (std::min)(detail::threads_for(count, how), shape_.blocks);
            if (parts > 1) {
                const auto part_count = static_cast<std::ptrdiff_t>(parts);
                distribute(at_most(part_count, how), part_count, [&] {
                    return [&](std::ptrdiff_t part) {
                        const std::size_t begin = shape_.blocks / parts * std::size_t(part);
                        const std::size_t end =
                            part + 1 == part_count ? shape_.blocks : begin + shape_.blocks / parts;
                        add([&, size = end - begin](std::uint64_t h) {
                            return shape_.block_of(h) - begin < size;
                        });
                    };
                });
                return;
            }
        }
        add([](std::uint64_t) { return true; });
    }

    /// Which keys the filter contains, into `found`: as many bools, or integers of one byte
    /// (std::vector<bool> is not contiguous). Returns how many it contains. Parameters are those of
    /// add_many.
    /// \throws std::invalid_argument for threads < 0, and if `found` has another size than `keys`;
    ///         nothing is written then
    template <class Backend = native, keys_for<Key, Hash> Keys, truths Found,
              execution_policy Execution = sequential>
    std::size_t contains_many(const Keys& keys, Found&& found, Execution how = {}) const {
        hpk::detail::expect_threads(how);
        const std::size_t count = std::ranges::size(keys);
        expects(std::ranges::size(found) == count, [&] {
            return "found has " + hpk::detail::shown(std::ranges::size(found)) +
                   " places but there are " + hpk::detail::shown(count) + " keys";
        });
        auto* const to = std::ranges::data(found);
        using truth = std::ranges::range_value_t<Found>;
        const auto hashed = hashes_of(keys);
        std::atomic<std::size_t> total = 0;
        distribute_stretches(how, count, detail::stretch, [&] {
            return [&](std::size_t begin, std::size_t length) {
                std::array<std::uint64_t, batch> hashes;
                std::size_t contained = 0;
                for (std::size_t first = begin; first < begin + length; first += batch) {
                    const std::size_t n = (std::min)(batch, begin + length - first);
                    hashed.template write<hpk::words<Backend>>(first, n, hashes.data());
                    for (std::size_t k = 0; k < n; ++k) shape_.prefetch(words_.data(), hashes[k]);
                    for (std::size_t k = 0; k < n; ++k) {
                        const bool is_in = contains_hash(hashes[k]);
                        to[first + k] = static_cast<truth>(is_in);
                        contained += std::size_t{is_in};
                    }
                }
                total.fetch_add(contained, std::memory_order_relaxed);
            };
        });
        return total.load(std::memory_order_relaxed);
    }

    /// The estimated number of different keys, from the number n of bits that are 0: that which
    /// leaves so many on average. Of a filter whose bits are all 1 it is that of one with a single
    /// 0, and is too small. Its last bits depend on the mathematical library. O(size).
    [[nodiscard]] double estimate() const noexcept { return shape_.estimate(words_); }
    /// The share of keys never added that contains() is true for, as the bits are now, for hashes
    /// that look random. It has the same bits on every machine. O(size).
    [[nodiscard]] double false_positive_rate() const noexcept { return shape_.rate_of(words_); }

    /// Adds the keys of another filter. O(size).
    /// \throws std::invalid_argument if the filters have different shapes or hash functions
    void merge(const bloom_filter& other) {
        detail::expect_same_hash(hash_, other.hash_);
        expects(shape_ == other.shape_, [] {
            return "the filters have different shapes, so that they cannot be combined";
        });
        for (std::size_t k = 0; k < words_.size(); ++k) words_[k] |= other.words_[k];
    }
    /// Forgets all keys.
    void clear() noexcept { std::ranges::fill(words_, std::uint32_t{0}); }

    /// True if both have the same shape, bits and hash functions.
    friend bool operator==(const bloom_filter& a, const bloom_filter& b) {
        return a.shape_ == b.shape_ && detail::is_same_hash(a.hash_, b.hash_) &&
               a.words_ == b.words_;
    }

private:
    static constexpr std::size_t batch = 32; ///< keys whose cache misses overlap

    template <class Keys>
    [[nodiscard]] auto hashes_of(const Keys& keys) const noexcept {
        return hashed_keys<element_of<const Keys>, Hash>(std::ranges::data(keys), hash_);
    }

    Layout shape_;
    std::vector<std::uint32_t, aligned_allocator<std::uint32_t>> words_;
    Hash hash_;
};

} // namespace HPK_ISA
} // namespace hpk::distinct
