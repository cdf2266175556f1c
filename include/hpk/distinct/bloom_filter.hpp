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
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/core/aligned_allocator.hpp"
#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/vectors/words.hpp"
#include "hpk/distinct/bloom_layouts.hpp"
#include "hpk/distinct/calls/keys.hpp"
#include "hpk/distinct/calls/threads.hpp"
#include "hpk/distinct/hashes/hashed_keys.hpp"
#include "hpk/hash/sketch_hash.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {
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
    ///         words or of bits; std::bad_alloc
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
