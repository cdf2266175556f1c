// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/distinct/calls/keys.hpp"
#include "hpk/distinct/calls/threads.hpp"
#include "hpk/distinct/estimators.hpp"
#include "hpk/distinct/hashes/hashed_keys.hpp"
#include "hpk/distinct/hashes/smallest_hashes.hpp"
#include "hpk/hash/sketch_hash.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// The k smallest hashes of the different keys: a sketch that estimates how many there are to
/// within 1 / sqrt(k - 2) (one standard deviation), and exactly while there are fewer than k. It
/// takes 8 bytes per hash, much more than hyperloglog for the same error, but the intersection of
/// two is estimated by a sample of their union, so that its error shrinks with it.
///
/// Hash must be as for hyperloglog, and must not throw. The hashes are a function of the set of
/// keys: their order, repeated keys, backend and threads make no difference. Constant functions may
/// be called by several threads at once.
///
/// Sources: Bar-Yossef, Jayram, Kumar, Sivakumar and Trevisan, Counting distinct elements in a data
/// stream, 2002; Beyer, Haas, Reinwald, Sismanis and Gemulla, On synopses for distinct-value
/// estimation under multiset operations, 2007; Gorelick and Ozsvald, example 12-27.
template <class Key, class Hash = sketch_hash<Key>>
class k_minimum_values {
    static_assert(key_hash<Hash, Key>, "Hash must take a Key and return 64 bits");

public:
    using key_type = Key;   ///< what is counted
    using hash_type = Hash; ///< the function that hashes it

    /// A sketch without keys.
    /// \throws std::invalid_argument if k is less than 3
    explicit k_minimum_values(std::size_t k, Hash hash = Hash()) : k_(k), hash_(std::move(hash)) {
        expects(k >= 3,
                [&] { return "k is " + hpk::detail::shown(k) + " but must be at least 3"; });
    }
    /// The sketch that has these hashes, as hashes() returned them. Hash must be the function that
    /// made them.
    /// \throws std::invalid_argument if k is less than 3, if there are more than k hashes, or if
    ///         they do not ascend; std::bad_alloc
    k_minimum_values(std::size_t k, std::span<const std::uint64_t> hashes, Hash hash = Hash())
        : k_minimum_values(k, std::move(hash)) {
        expects(hashes.size() <= k, [&] {
            return "there are " + hpk::detail::shown(hashes.size()) + " hashes but k is " +
                   hpk::detail::shown(k);
        });
        expects(std::ranges::adjacent_find(hashes, std::greater_equal<>()) == hashes.end(),
                [] { return "the hashes are not in ascending order"; });
        hashes_.assign(hashes.begin(), hashes.end());
    }

    /// How many hashes are kept at most.
    [[nodiscard]] std::size_t k() const noexcept { return k_; }
    /// The smallest hashes, at most k, in ascending order.
    [[nodiscard]] std::span<const std::uint64_t> hashes() const noexcept { return hashes_; }
    /// The function that hashes the keys.
    [[nodiscard]] const Hash& hash_function() const noexcept { return hash_; }

    /// Adds a key. O(1) if its hash is not among the k smallest, otherwise O(k): of n different
    /// keys about k (1 + ln(n/k)) are when they come. \throws std::bad_alloc
    void add(const Key& key) { add_hash(static_cast<std::uint64_t>(hash_(key))); }
    /// Adds a key in another form, for which no Key is made, if the hash is transparent.
    template <class K>
        requires(!std::same_as<K, Key> && key_for<K, Key, Hash>)
    void add(const K& key) {
        add_hash(static_cast<std::uint64_t>(hash_(key)));
    }
    /// Adds a key by its hash, which must be that of hash_function().
    void add_hash(std::uint64_t hash) {
        if (is_full() && hash >= hashes_.back()) return;
        const auto place = std::ranges::lower_bound(hashes_, hash);
        if (place != hashes_.end() && *place == hash) return;
        if (!is_full()) {
            hashes_.insert(place, hash);
        } else {
            std::move_backward(place, hashes_.end() - 1, hashes_.end());
            *place = hash;
        }
    }

    /// Adds many keys, vectors of them at once.
    ///
    /// \tparam Backend  hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
    ///                  enable
    /// \param  keys     a contiguous range of keys, or of what a transparent hash takes
    /// \param  how      hpk::sequential or hpk::parallel
    /// \throws std::invalid_argument for threads < 0; std::bad_alloc: up to 32 bytes per hash that
    ///         may be kept are used per thread; nothing has changed then
    ///
    /// Cost: O(k) per call of at least 32 keys, O(1) per key, and O(k log k) each time that the
    /// number of keys doubles; fewer keys are added one by one.
    template <class Backend = native, keys_for<Key, Hash> Keys,
              execution_policy Execution = sequential>
    void add_many(const Keys& keys, Execution how = {}) {
        hpk::detail::expect_threads(how);
        const std::size_t count = std::ranges::size(keys);
        const hashed_keys<element_of<const Keys>, Hash> hashed(std::ranges::data(keys), hash_);
        if (count < 32) {
            if (const std::size_t most = (std::min)(k_, hashes_.size() + count);
                most > hashes_.capacity())
                hashes_.reserve((std::min)(k_, (std::max)(most, 2 * hashes_.capacity())));
            for (std::size_t j = 0; j < count; ++j) add_hash(hashed[j]);
            return;
        }
        using collector = smallest_hashes<Backend>;
        const std::size_t threads = detail::threads_for(count, how);
        std::vector<collector> collectors;
        collectors.reserve(threads);
        for (std::size_t t = 0; t < threads; ++t) collectors.emplace_back(hashes_, k_, count);
        detail::share_keys(
            count, how, [&](std::size_t thread) { return &collectors[thread]; }, hashed);
        std::vector<std::uint64_t> result = std::move(collectors[0].settled());
        for (std::size_t t = 1; t < threads; ++t) {
            std::vector<std::uint64_t> united;
            unite_smallest(result, collectors[t].settled(), k_, united);
            result.swap(united);
        }
        hashes_.swap(result);
    }

    /// The estimated number of different keys, exact if it is less than k. It has the same bits on
    /// every machine. O(1).
    [[nodiscard]] double estimate() const noexcept {
        if (!is_full()) return static_cast<double>(hashes_.size());
        const exact_number largest{static_cast<double>(hashes_.back())};
        return quotient(static_cast<double>(k_ - 1) * 0x1p64, (largest + exact_number{1}).value);
    }
    /// The standard deviation of estimate(), as a part of the number of keys, when there are many:
    /// 1 / sqrt(k - 2).
    [[nodiscard]] double standard_error() const noexcept {
        return quotient(1.0, square_root(static_cast<double>(k_ - 2)));
    }

    /// Adds the keys of another sketch. If the sketches differ in k, the result has the smaller
    /// one. O(k). \throws std::invalid_argument if the hash functions have different seeds;
    /// std::bad_alloc; nothing has changed then
    void merge(const k_minimum_values& other) {
        detail::expect_same_hash(hash_, other.hash_);
        const std::size_t k = (std::min)(k_, other.k_);
        std::vector<std::uint64_t> united;
        united.reserve((std::min)(k, hashes_.size() + other.hashes_.size()));
        unite_smallest(hashes_, other.hashes_, k, united);
        hashes_.swap(united);
        k_ = k;
    }
    /// The sketch that the same keys would have made with a smaller k. O(k).
    /// \throws std::invalid_argument if k is not from 3 to this one's
    [[nodiscard]] k_minimum_values reduced(std::size_t k) const {
        expects(k >= 3 && k <= k_, [&] {
            return "k is " + hpk::detail::shown(k) + " but must be from 3 to the sketch's " +
                   hpk::detail::shown(k_);
        });
        return {k, hashes().first((std::min)(k, hashes_.size())), hash_};
    }
    /// Forgets all keys.
    void clear() noexcept { hashes_.clear(); }

    /// True if both have the same k, hashes and hash functions.
    friend bool operator==(const k_minimum_values& a, const k_minimum_values& b) {
        return a.k_ == b.k_ && detail::is_same_hash(a.hash_, b.hash_) && a.hashes_ == b.hashes_;
    }

private:
    [[nodiscard]] bool is_full() const noexcept { return hashes_.size() == k_; }

    std::size_t k_;
    std::vector<std::uint64_t> hashes_;
    Hash hash_;
};

/// The sketch of the keys that are in either of two.
/// \throws std::invalid_argument if their hash functions have different seeds
template <class Key, class Hash>
[[nodiscard]] k_minimum_values<Key, Hash> union_of(k_minimum_values<Key, Hash> a,
                                                   const k_minimum_values<Key, Hash>& b) {
    a.merge(b);
    return a;
}
namespace detail {

/// How many of the hashes of the union of two sketches are in both.
template <class Sketch>
[[nodiscard]] double count_in_both(const Sketch& a, const Sketch& b, const Sketch& either) {
    return static_cast<double>(std::ranges::count_if(either.hashes(), [&](std::uint64_t h) {
        return std::ranges::binary_search(a.hashes(), h) &&
               std::ranges::binary_search(b.hashes(), h);
    }));
}

} // namespace detail

/// The estimated share of the keys in either of two that are in both, the Jaccard index: that of
/// the smallest hashes of the union. Its standard deviation is sqrt(j (1 - j) / k) for a share of
/// j. 1 if there are no keys.
/// \throws std::invalid_argument if their hash functions have different seeds
template <class Key, class Hash>
[[nodiscard]] double jaccard(const k_minimum_values<Key, Hash>& a,
                             const k_minimum_values<Key, Hash>& b) {
    const auto either = union_of(a, b);
    const std::size_t hashes = either.hashes().size();
    if (hashes == 0) return 1;
    return quotient(detail::count_in_both(a, b, either), static_cast<double>(hashes));
}
/// The estimated number of keys that are in both of two, exact if fewer than k are in either.
/// \throws std::invalid_argument if their hash functions have different seeds
template <class Key, class Hash>
[[nodiscard]] double intersection_estimate(const k_minimum_values<Key, Hash>& a,
                                           const k_minimum_values<Key, Hash>& b) {
    const auto either = union_of(a, b);
    if (either.hashes().empty()) return 0;
    const exact_number in_both{detail::count_in_both(a, b, either)};
    return quotient((in_both * exact_number{either.estimate()}).value,
                    static_cast<double>(either.hashes().size()));
}

} // namespace HPK_ISA
} // namespace hpk::distinct
