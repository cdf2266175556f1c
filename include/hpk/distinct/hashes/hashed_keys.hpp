// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/core/prefetch_ahead.hpp"
#include "hpk/core/vectors/packing.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/core/vectors/words.hpp"
#include "hpk/hash/mixing/digest.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// True if a hash of integers can hash a vector of them, as hpk::sketch_hash can.
template <class Hash, class Key, class L>
concept hashes_words = std::integral<Key> && requires(const Hash& hash, L words) {
    { hash.of_words(words) } -> std::same_as<L>;
};

/// Keys and the function that hashes them.
template <class Key, class Hash>
class hashed_keys {
public:
    hashed_keys(const Key* keys, const Hash& hash) noexcept : keys_(keys), hash_(hash) {}

    /// The hash of a key.
    [[gnu::always_inline]] std::uint64_t operator[](std::size_t k) const noexcept {
        return static_cast<std::uint64_t>(hash_(keys_[k]));
    }

    /// Writes the hashes of `count` keys. L is hpk::words.
    template <class L>
    void write(std::size_t first, std::size_t count, std::uint64_t* to) const noexcept {
        select_if<L, false>(first, count, to, everything{});
    }

    /// Writes the hashes h of `count` keys for which keep(h) holds, in order, and returns their
    /// number. `keep` takes a vector and returns a mask; `to` must have room for all the hashes.
    /// With `rare` it is quicker if fewer than one in about 100 is kept, and slower otherwise.
    template <class L, class Keep>
    std::size_t select(std::size_t first, std::size_t count, std::uint64_t* to, bool rare,
                       Keep keep) const noexcept {
        return rare ? select_if<L, true>(first, count, to, keep)
                    : select_if<L, false>(first, count, to, keep);
    }

private:
    struct everything {};
    using single = lanes<std::uint64_t, scalar>;

    template <class L, bool Rare, class Keep>
    std::size_t select_if(std::size_t first, std::size_t count, std::uint64_t* to,
                          Keep keep) const noexcept {
        std::size_t k = 0, kept = 0;
        if constexpr (!L::is_scalar && hashes_words<Hash, Key, L>) {
            constexpr std::size_t vectors = 4; // whose multiplications overlap
            const std::uint64_t* const from = as_words(first, count, to);
            for (; k + vectors * L::size <= count; k += vectors * L::size) {
                hpk::detail::prefetch_ahead<vectors * L::size>(from + k);
                std::array<L, vectors> h;
                unroll<vectors>([&](auto i) __attribute__((always_inline)) {
                    h[i] = hash_.of_words(L::load(from + k + i * L::size));
                });
                if constexpr (Rare) {
                    auto any = keep(h[0]);
                    unroll<vectors>([&](auto i)
                                        __attribute__((always_inline)) { any = any | keep(h[i]); });
                    if (!any_of(any)) continue;
                }
                unroll<vectors>([&](auto i) __attribute__((always_inline)) {
                    kept += store<L>(h[i], to + kept, keep);
                });
            }
        }
        for (; k < count; ++k) kept += store<single>({(*this)[first + k]}, to + kept, keep);
        return kept;
    }

    /// The keys as 64-bit words; `to` is where they are written if they are narrower.
    const std::uint64_t* as_words(std::size_t first, std::size_t count,
                                  std::uint64_t* to) const noexcept {
        if constexpr (sizeof(Key) == sizeof(std::uint64_t)) {
            return reinterpret_cast<const std::uint64_t*>(keys_ + first); // only vectors are read
        } else {
            for (std::size_t k = 0; k < count; ++k) to[k] = hpk::detail::as_word(keys_[first + k]);
            return to;
        }
    }

    template <class L, class Keep>
    [[gnu::always_inline]] static std::size_t store(L h, std::uint64_t* to, Keep keep) noexcept {
        if constexpr (std::same_as<Keep, everything>) {
            h.store(to);
            return L::size;
        } else {
            const packing pack(keep(h));
            pack(h).store(to);
            return pack.count();
        }
    }

    const Key* keys_;
    const Hash& hash_;
};

} // namespace HPK_ISA
} // namespace hpk::distinct
