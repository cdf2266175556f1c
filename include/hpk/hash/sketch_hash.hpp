// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/fmix64.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"
#include "hpk/hash/mixing/keyed_hash.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The core of hpk::sketch_hash: whatever is hashed goes through fmix64 at the end.
struct mixing_core {
    std::uint64_t offset = 0; ///< of the seed: 0 for the seed 0

    static constexpr mixing_core keyed(std::uint64_t seed, std::uint64_t /*unused*/) noexcept {
        return {fmix64(seed)};
    }

    constexpr std::uint64_t word(std::uint64_t w) const noexcept { return fmix64(w ^ offset); }
    constexpr std::uint64_t both(std::uint64_t a, std::uint64_t b) const noexcept {
        return fmix64(word(a) ^ b);
    }
    [[gnu::always_inline]] std::uint64_t bytes(const void* data, std::size_t size) const noexcept {
        return fmix64(hash_bytes(data, size, {secret{}.base ^ offset, secret{}.step}));
    }

    friend constexpr bool operator==(const mixing_core&, const mixing_core&) = default;
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// The hash of hpk's sketches (hpk/distinct.hpp), whose every bit must look random. The hash of an
/// integer is MurmurHash3's finaliser of it, and those of strings, pairs and the other types that
/// hpk::seeded_hash takes end with the same finaliser. It has the same values on every platform,
/// with every compiler and flag. hpk::hash, made for tables, is half as dear but too regular: its
/// values of integers that are equally far apart lie more evenly than chance.
///
/// Another seed gives another function: with the seed s an integer w has the hash
/// `fmix64(w ^ fmix64(s))`. Sketches can be merged if their seeds are the same; the default is 0.
/// Anyone who chooses the keys can choose their hashes.
template <class T>
class sketch_hash : public detail::keyed_hash<T, detail::mixing_core> {
public:
    /// The function of a seed.
    constexpr explicit sketch_hash(std::uint64_t seed = 0) noexcept
        : detail::keyed_hash<T, detail::mixing_core>(seed, 0) {}

    /// The hashes of a vector of integers, converted to 64 bits: those of each of them.
    template <class Backend>
        requires detail::one_word<T>
    [[gnu::always_inline]] lanes<std::uint64_t, Backend>
    of_words(lanes<std::uint64_t, Backend> values) const noexcept {
        using L = lanes<std::uint64_t, Backend>;
        return detail::fmix64(values ^ L::broadcast(this->core().offset));
    }
};

} // namespace HPK_ISA
} // namespace hpk
