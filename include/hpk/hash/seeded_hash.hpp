// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/folded_multiply.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"
#include "hpk/hash/mixing/keyed_hash.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The core of hpk::seeded_hash: that of hpk::hash, with numbers that are not open to all.
struct secret_core {
    secret numbers;

    static constexpr secret_core keyed(std::uint64_t k0, std::uint64_t k1) noexcept {
        return {{k0, k1 | 1}};
    }

    constexpr std::uint64_t word(std::uint64_t w) const noexcept {
        return folded_multiply(w ^ numbers.base, numbers.step);
    }
    constexpr std::uint64_t both(std::uint64_t a, std::uint64_t b) const noexcept {
        return hash_words(a, b, numbers);
    }
    [[gnu::always_inline]] std::uint64_t bytes(const void* data, std::size_t size) const noexcept {
        return hash_bytes(data, size, numbers);
    }

    friend constexpr bool operator==(const secret_core&, const secret_core&) = default;
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// hpk::hash with 127 bits that the other side does not know: as quick, within a word more to load.
/// `seeded_hash<T>{}` has bits of its own, drawn anew for every table; `seeded_hash<T>{seed}` (one
/// word, or two) has those of the seed, so that elements lie in the same order in every run.
///
/// Resists: keys that collide under hpk::hash, keys prepared beforehand, keys that collided in
/// another table or run. Does not resist: whoever sees hashes, or who watches the order of elements
/// or the time that look-ups take, and chooses the next keys by it; a folded multiply is no cipher,
/// and its two numbers can be worked out from a few results. For those, hpk::siphash.
///
/// For integers, enumerations, pointers, floating-point numbers, strings (transparent), and for
/// pairs, tuples, arrays, vectors, optionals, variants and smart pointers of these. Not for types
/// that have only std::hash or a user's hpk::hash: keys that collide there would collide under any
/// seed.
template <class T>
class seeded_hash : public detail::keyed_hash<T, detail::secret_core> {
public:
    using detail::keyed_hash<T, detail::secret_core>::keyed_hash;
};

} // namespace HPK_ISA
} // namespace hpk
