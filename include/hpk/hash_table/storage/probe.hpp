// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// A position in a probe sequence; the first bucket is the lowest bits of a hash.
class at_bucket {
public:
    constexpr at_bucket(std::size_t hash, std::size_t mask) noexcept
        : mask_(mask), bucket_(hash & mask) {}

    [[nodiscard]] constexpr std::size_t bucket() const noexcept { return bucket_; }

protected:
    constexpr void go_to(std::size_t bucket) noexcept { bucket_ = bucket & mask_; }

private:
    std::size_t mask_, bucket_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// A probe defines the order in which buckets are tried for a hash; an object of it is a position
/// in this order. There are mask + 1 buckets, a power of two; next() must eventually visit every
/// one of them.
template <class P>
concept probing = requires(P p, std::size_t hash, std::size_t mask) {
    P(hash, mask);
    { p.bucket() } -> std::same_as<std::size_t>;
    p.next();
};

namespace probe {

/// Bucket i is followed by i + 1. Neighbours share a cache line, but full buckets form runs, and
/// every hash that falls into a run lengthens it.
class linear : public detail::at_bucket {
public:
    static constexpr std::string_view name = "linear"; ///< as tests print it

    using at_bucket::at_bucket;
    /// On to the next bucket.
    constexpr void next() noexcept { go_to(bucket() + 1); }
};

/// Bucket i is followed by 5i + 1: a congruential generator that visits each of 2^b buckets once in
/// 2^b steps (Hull and Dobell, 1962). It leaves a run at once, but colliding sequences stay
/// together.
class congruential : public detail::at_bucket {
public:
    static constexpr std::string_view name = "congruential"; ///< as tests print it

    using at_bucket::at_bucket;
    /// On to the next bucket.
    constexpr void next() noexcept { go_to(5 * bucket() + 1); }
};

/// CPython's probe: bucket i is followed by 5i + perturb + 1, where perturb is the hash shifted
/// right by five more bits each time. So all hash bits soon influence the sequence, and colliding
/// sequences diverge. Once perturb is zero the probe is congruential.
class perturbed : public detail::at_bucket {
public:
    static constexpr std::string_view name = "perturbed"; ///< as tests print it

    /// Starts at the first bucket of a hash; there are mask + 1 buckets.
    constexpr perturbed(std::size_t hash, std::size_t mask) noexcept
        : at_bucket(hash, mask), perturb_(hash) {}

    /// On to the next bucket.
    constexpr void next() noexcept {
        perturb_ >>= 5;
        go_to(5 * bucket() + perturb_ + 1);
    }

private:
    std::size_t perturb_;
};

/// The infinite sequence of buckets that a probe tries, as an input range.
///
///     for (std::size_t bucket : probe::sequence<probe::perturbed>(hash, 8)) …
template <probing Probe>
class sequence {
public:
    /// An input iterator.
    class iterator {
    public:
        /// The members that the standard requires of an input iterator.
        /// \{
        using value_type = std::size_t;
        using difference_type = std::ptrdiff_t;

        constexpr explicit iterator(Probe at) noexcept : at_(at) {}

        constexpr std::size_t operator*() const noexcept { return at_.bucket(); }
        constexpr iterator& operator++() noexcept {
            at_.next();
            return *this;
        }
        constexpr void operator++(int) noexcept { at_.next(); }
        /// \}

    private:
        Probe at_;
    };

    /// The sequence of a hash in a table of `buckets` buckets, a power of two.
    constexpr sequence(std::size_t hash, std::size_t buckets) noexcept
        : first_(hash, buckets - 1) {}

    /// begin() is the first bucket; the sequence has no end.
    /// \{
    [[nodiscard]] constexpr iterator begin() const noexcept { return iterator(first_); }
    [[nodiscard]] static constexpr std::unreachable_sentinel_t end() noexcept { return {}; }
    /// \}

private:
    Probe first_;
};

} // namespace probe
} // namespace HPK_ISA
} // namespace hpk::hash_table
