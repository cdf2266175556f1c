// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "hpk/core/aligned_allocator.hpp"
#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/distinct/calls/add_many.hpp"
#include "hpk/distinct/calls/keys.hpp"
#include "hpk/distinct/estimators.hpp"
#include "hpk/distinct/hashes/hashed_keys.hpp"
#include "hpk/distinct/registers/registers.hpp"
#include "hpk/distinct/variants.hpp"
#include "hpk/hash/sketch_hash.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// A HyperLogLog sketch: estimates how many different keys it was given, from 2^p bytes, to within
/// 1.04 / sqrt(2^p) (one standard deviation): 1.6 % with p = 12, 0.8 % with p = 14.
///
/// Hash must be a function of the keys to 64 bits that all look random; hpk::hash is not one, nor
/// is std::hash of an integer. It must not throw. The registers are a function of the set of keys:
/// the order of the keys, repeated keys, and the variant, backend and threads that add them make no
/// difference. Constant functions may be called by several threads at once. A sketch that was moved
/// from must only be destroyed or assigned to.
///
/// Sources: Flajolet, Fusy, Gandouet and Meunier, HyperLogLog: the analysis of a near-optimal
/// cardinality estimation algorithm, 2007; for the estimate see `improved`.
template <class Key, class Hash = sketch_hash<Key>>
class hyperloglog {
    static_assert(key_hash<Hash, Key>, "Hash must take a Key and return 64 bits");

public:
    using key_type = Key;                ///< what is counted
    using hash_type = Hash;              ///< the function that hashes it
    static constexpr int least_p = 4;    ///< the smallest p
    static constexpr int largest_p = 18; ///< the largest p

    /// A sketch without keys, of 2^p registers.
    /// \throws std::invalid_argument if p is not from 4 to 18, or is not the one of a
    ///         hash that has a member `precision`
    explicit hyperloglog(int p, Hash hash = Hash()) : hash_(std::move(hash)) {
        expects(p >= least_p && p <= largest_p,
                [&] { return "p is " + hpk::detail::shown(p) + " but must be from 4 to 18"; });
        expect_precision(p);
        registers_.resize(std::size_t{1} << p);
    }
    /// The sketch that has these registers, as registers() returned them. Hash must be the function
    /// that made them.
    /// \throws std::invalid_argument if their number is not 2^p with a p from 4 to 18, or if one is
    ///         larger than 65 - p
    explicit hyperloglog(std::span<const std::uint8_t> registers, Hash hash = Hash())
        : hash_(std::move(hash)) {
        const std::size_t n = registers.size();
        expects(std::has_single_bit(n) && n >= std::size_t{1} << least_p &&
                    n <= std::size_t{1} << largest_p,
                [&] {
                    return "there are " + hpk::detail::shown(n) +
                           " registers but their number must be a power of 2 from 2^4 to 2^18";
                });
        expect_precision(std::countr_zero(n));
        const int largest = 65 - std::countr_zero(n);
        for (const std::uint8_t r : registers)
            expects(r <= largest, [&] {
                return "a register is " + hpk::detail::shown(r) + " but can be at most " +
                       hpk::detail::shown(largest);
            });
        registers_.assign(registers.begin(), registers.end());
    }

    /// The logarithm of the number of registers.
    [[nodiscard]] int p() const noexcept { return std::countr_zero(registers_.size()); }
    /// The registers: number i holds the largest rank of the hashes whose top p bits are i. A rank
    /// is one more than the number of zeros that the other 64 - p bits begin with; 0 means no hash.
    [[nodiscard]] std::span<const std::uint8_t> registers() const noexcept { return registers_; }
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
    void add_hash(std::uint64_t hash) noexcept { view().raise_if_lower(hash); }

    /// Adds many keys.
    ///
    /// \tparam Variant  a rung of the ladder: textbook, branchless or sieved
    /// \tparam Backend  hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
    ///                  enable; variants that are not vectorised use hpk::scalar
    /// \param  keys     a contiguous range of keys, or of what a transparent hash takes
    /// \param  how      hpk::sequential or hpk::parallel
    /// \throws std::invalid_argument for threads < 0; std::bad_alloc: each thread of hpk::parallel
    ///         has registers of its own
    ///
    /// Cost: O(1) per key; `sieved` looks at the registers only for hashes that may change one.
    template <class Variant = fastest, class Backend = native, keys_for<Key, Hash> Keys,
              execution_policy Execution = sequential>
    void add_many(const Keys& keys, Execution how = {}) {
        hpk::detail::expect_threads(how);
        const hashed_keys<element_of<const Keys>, Hash> hashed(std::ranges::data(keys), hash_);
        detail::add_keys<Variant, Backend>(view(), hashed, std::ranges::size(keys), how);
    }

    /// The estimated number of different keys; 0 if there was none. By default it has the same bits
    /// on every machine. O(2^p).
    /// \tparam Estimator  improved, hyperloglog_2007 or loglog
    template <class Estimator = improved>
    [[nodiscard]] double estimate() const noexcept {
        return Estimator::of(count_ranks(registers_.data(), registers_.size()), p());
    }
    /// The standard deviation of estimate(), as a part of the number of keys, when there are many:
    /// sqrt(3 ln 2 - 1) / sqrt(2^p). While there are fewer than about 3 per register it is smaller.
    [[nodiscard]] double standard_error() const noexcept {
        return quotient(1.0389617614136892, square_root(static_cast<double>(registers_.size())));
    }

    /// Adds the keys of another sketch. If the sketches differ in p, the larger is first reduced to
    /// the smaller, which loses nothing: it is the sketch that a smaller p would have made. O(2^p).
    /// \throws std::invalid_argument if the hash functions have different seeds; nothing has
    ///         changed then
    void merge(const hyperloglog& other) {
        detail::expect_same_hash(hash_, other.hash_);
        if (other.p() < p()) *this = reduced(other.p());
        if (other.p() > p())
            view().raise_to_reduced(other.registers_.data(), other.p());
        else
            view().raise_to(other.registers_.data());
    }
    /// The sketch that the same keys would have made with a smaller p. O(2^p).
    /// \throws std::invalid_argument if p is not from 4 to this one's
    [[nodiscard]] hyperloglog reduced(int p) const {
        expects(p >= least_p && p <= this->p(), [&] {
            return "p is " + hpk::detail::shown(p) + " but must be from 4 to the sketch's " +
                   hpk::detail::shown(this->p());
        });
        hyperloglog result(p, hash_);
        result.view().raise_to_reduced(registers_.data(), this->p());
        return result;
    }
    /// Forgets all keys.
    void clear() noexcept { std::ranges::fill(registers_, std::uint8_t{0}); }

    /// True if both have the same registers and hash functions.
    friend bool operator==(const hyperloglog& a, const hyperloglog& b) {
        return detail::is_same_hash(a.hash_, b.hash_) && a.registers_ == b.registers_;
    }

private:
    [[nodiscard]] registers_view view() noexcept { return {registers_.data(), p()}; }

    /// The hash of another system's format may be for one p only.
    void expect_precision([[maybe_unused]] int p) const {
        if constexpr (requires { hash_.precision; })
            expects(p == hash_.precision, [&] {
                return "p is " + hpk::detail::shown(p) + " but must be " +
                       hpk::detail::shown(hash_.precision) + ", the precision of the hash function";
            });
    }

    std::vector<std::uint8_t, aligned_allocator<std::uint8_t>> registers_;
    Hash hash_;
};

/// The sketch of the keys that are in either of two.
/// \throws std::invalid_argument if their hash functions have different seeds
template <class Key, class Hash>
[[nodiscard]] hyperloglog<Key, Hash> union_of(hyperloglog<Key, Hash> a,
                                              const hyperloglog<Key, Hash>& b) {
    a.merge(b);
    return a;
}
/// The estimated number of keys that are in both of two, by the numbers in each and in either: its
/// error is about that of the union's size, however small the intersection is. At least 0.
/// \throws std::invalid_argument if their hash functions have different seeds
template <class Key, class Hash>
[[nodiscard]] double intersection_estimate(const hyperloglog<Key, Hash>& a,
                                           const hyperloglog<Key, Hash>& b) {
    const exact_number both{union_of(a, b).estimate()};
    const double result = (exact_number{a.estimate()} + exact_number{b.estimate()} - both).value;
    return result > 0 ? result : 0;
}
/// The estimated share of the keys in either of two that are in both, the Jaccard index; 1 if there
/// are none.
/// \throws std::invalid_argument if their hash functions have different seeds
template <class Key, class Hash>
[[nodiscard]] double jaccard(const hyperloglog<Key, Hash>& a, const hyperloglog<Key, Hash>& b) {
    const double either = union_of(a, b).estimate();
    if (either == 0) return 1;
    const double share = quotient(intersection_estimate(a, b), either);
    return share < 1 ? share : 1;
}

} // namespace HPK_ISA
} // namespace hpk::distinct
