// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/core/exact.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/hash_table/storage/open_storage.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Calls visit(k, hash) for each key, one block behind the prefetches. `hash_at(k)` is the hash of
/// key k as the storage uses it.
template <class Storage, class HashAt, class Visit>
void for_each_prefetched(const Storage& storage, std::size_t count, HashAt hash_at, Visit visit) {
    constexpr std::size_t block_size = 8;
    std::array<std::size_t, block_size> hashes[2];
    const auto ask = [&](std::size_t first) {
        const std::size_t n = (std::min)(block_size, count - first);
        auto& block = hashes[first / block_size % 2];
        for (std::size_t k = 0; k < n; ++k) {
            block[k] = hash_at(first + k);
            storage.prefetch(block[k]);
        }
    };
    if (count > 0) ask(0);
    for (std::size_t first = 0; first < count; first += block_size) {
        const std::size_t next = first + block_size;
        if (next < count) ask(next);
        const std::size_t n = (std::min)(block_size, count - first);
        const auto& block = hashes[first / block_size % 2];
        for (std::size_t k = 0; k < n; ++k) visit(first + k, block[k]);
    }
}

/// Branch-free `wanted ? there : nullptr`; wanted is 0 or 1.
template <class T>
[[gnu::always_inline]] inline T* pointer_if(std::size_t wanted, T* there) noexcept {
    const std::uintptr_t all = std::uintptr_t{0} - wanted;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): it is the pointer or null
    return reinterpret_cast<T*>(reinterpret_cast<std::uintptr_t>(there) & all);
}

/// True for types of keys of which any bits are a value: not for bool, nor for an enumeration
/// without a fixed type.
template <class Key>
inline constexpr bool has_no_invalid_bits =
    (std::is_integral_v<Key> && !std::same_as<Key, bool>) || std::is_pointer_v<Key> ||
    (std::is_enum_v<Key> && requires {
        Key{0};
        requires !std::same_as<std::underlying_type_t<Key>, bool>;
    });

/// True for keys that can be compared without a branch.
template <class Key, class K, class Equal>
inline constexpr bool compares_at_once =
    std::same_as<Key, K> && has_no_invalid_bits<Key> && is_equal_to<Equal, Key>;

/// Look-ups of many keys in a table that is not empty: calls visit(k, element, is_there) for the
/// keys in order; `element` is valid only if `is_there` is 1, not 0. Each function takes the keys
/// from `first` to before `end`, and returns how many of them are there. They are not inlined, so
/// that each has all registers for itself.
template <class Element, class Storage, class K, class HashOfKey, class Equal, class HashOf,
          class Visit>
class look_ups {
public:
    look_ups(const Storage& storage, const K* keys, const HashOfKey& hash_of_key,
             const Equal& equal, const HashOf& hash_of, const Visit& visit) noexcept
        : storage_(storage), keys_(keys), hash_of_key_(hash_of_key), equal_(equal),
          hash_of_(hash_of), visit_(visit) {}

    /// One key after the other: the quickest way if branches are predicted.
    [[gnu::noinline]] std::size_t search_all(std::size_t first, std::size_t end) const {
        const look_ups here = *this;
        std::size_t hits = 0;
        for (std::size_t k = first; k < end; ++k)
            hits += here.search(k, here.hash_of_key_(here.keys_[k]));
        return hits;
    }

    /// Without branches, but for the few keys that a glance does not decide.
    [[gnu::noinline]] std::size_t glance_at_all(std::size_t first, std::size_t end) const {
        const look_ups here = *this;
        std::size_t hits = 0;
        for (std::size_t k = first; k < end; ++k) {
            const std::size_t hash = here.hash_of_key_(here.keys_[k]);
            hits += here.decide(k, hash, here.storage_.glance(here.keys_[k], hash));
        }
        return hits;
    }

    /// For tables that are not in the caches. A block of keys takes three passes, each a block
    /// ahead of the next, so that none waits for memory. A key that is not in the table seldom
    /// costs a load of a slot.
    std::size_t pass_over_all(std::size_t first, std::size_t end) const {
        hashes hash[3];
        sights seen[2];
        std::size_t hits = 0, hashed = 0, glanced = 0; // the next blocks
        const auto begin_of = [&](std::size_t block) { return first + block * block_size; };
        const auto end_of = [&](std::size_t block) { return (std::min)(begin_of(block + 1), end); };
        const std::size_t blocks = (end - first + block_size - 1) / block_size;
        for (std::size_t block = 0; block < blocks; ++block) {
            for (; hashed < (std::min)(blocks, block + 3); ++hashed)
                hash_block(begin_of(hashed), end_of(hashed), hash[hashed % 3]);
            for (; glanced < (std::min)(blocks, block + 2); ++glanced)
                glance_at_block(begin_of(glanced), end_of(glanced), hash[glanced % 3],
                                seen[glanced % 2]);
            hits += decide_block(begin_of(block), end_of(block), hash[block % 3], seen[block % 2]);
        }
        return hits;
    }

private:
    static constexpr std::size_t block_size = 32;
    using hashes = std::array<std::size_t, block_size>;
    using sights = std::array<glimpse<Element>, block_size>;

    /// Prefetches the memory for the glances.
    [[gnu::noinline]] void hash_block(std::size_t first, std::size_t end, hashes& to) const {
        const look_ups here = *this;
        for (std::size_t k = first; k < end; ++k) {
            to[k - first] = here.hash_of_key_(here.keys_[k]);
            here.storage_.prefetch_for_glance(to[k - first]);
        }
    }
    /// Glances, and prefetches the candidates.
    [[gnu::noinline]] void glance_at_block(std::size_t first, std::size_t end, const hashes& from,
                                           sights& to) const {
        const look_ups here = *this;
        for (std::size_t k = first; k < end; ++k) {
            to[k - first] = here.storage_.glance(here.keys_[k], from[k - first]);
            __builtin_prefetch(to[k - first].there);
        }
    }
    /// Compares keys.
    [[gnu::noinline]] std::size_t decide_block(std::size_t first, std::size_t end,
                                               const hashes& from, const sights& seen) const {
        const look_ups here = *this;
        std::size_t hits = 0;
        for (std::size_t k = first; k < end; ++k)
            hits += here.decide(k, from[k - first], seen[k - first]);
        return hits;
    }

    [[gnu::always_inline]] std::size_t search(std::size_t k, std::size_t hash) const {
        auto* const found = storage_.find(keys_[k], hash, equal_, hash_of_).get();
        visit_(k, found, std::size_t{found != nullptr});
        return std::size_t{found != nullptr};
    }
    [[gnu::always_inline]] std::size_t decide(std::size_t k, std::size_t hash,
                                              const glimpse<Element>& seen) const {
        const auto [there, may_be, others] = seen;
        std::uint32_t is_it;
        if constexpr (compares_at_once<typename Element::key_type, K, Equal>)
            is_it =
                may_be & static_cast<std::uint32_t>(pinned(equal_(Element::key(*there), keys_[k])));
        else
            is_it = may_be != 0 && equal_(Element::key(*there), keys_[k]);
        if ((others & (is_it - 1)) != 0) [[unlikely]]
            return search_apart(k, hash);
        visit_(k, there, is_it);
        return is_it;
    }
    [[gnu::noinline]] std::size_t search_apart(std::size_t k, std::size_t hash) const {
        return search(k, hash);
    }

    const Storage& storage_;
    const K* keys_;
    const HashOfKey& hash_of_key_;
    const Equal& equal_;
    const HashOf& hash_of_;
    const Visit& visit_;
};

/// Looks up many keys; returns how many are there.
///
/// Storages that have glance() are searched in one of three ways, which depends on the table and on
/// the keys before. Where nearly all keys are there, branches are predicted, so that the processor
/// itself overlaps searches; in tables in the caches also where none is. Otherwise no branch
/// depends on whether a key is there. Keys that are dear to compare, such as strings, always take
/// several passes in a large table.
template <class Element, class Storage, class K, class HashOfKey, class Equal, class HashOf,
          class Visit>
std::size_t find_each(const Storage& storage, const K* keys, std::size_t count,
                      const HashOfKey& hash_of_key, const Equal& equal, const HashOf& hash_of,
                      const Visit& visit) {
    std::size_t hits = 0;
    if constexpr (requires { requires Storage::glances; }) {
        constexpr bool at_once = compares_at_once<typename Element::key_type, K, Equal>;
        constexpr std::size_t sample = 32, stretch = 512;
        // Elements that lie apart share cache lines with what the allocator adds to them.
        constexpr bool lie_apart = elements_stay<Storage>;
        constexpr std::size_t cached_bytes = std::size_t{lie_apart ? 1 : 4} << 19;
        const look_ups<Element, Storage, K, HashOfKey, Equal, HashOf, Visit> all(
            storage, keys, hash_of_key, equal, hash_of, visit);
        const bool is_cached = storage.bytes() <= cached_bytes;
        bool is_predicted = is_cached; // by the keys of the last stretch
        for (std::size_t first = 0; first < count;) {
            const std::size_t n = (std::min)(first == 0 ? sample : stretch, count - first);
            const std::size_t found = is_predicted           ? all.search_all(first, first + n)
                                      : is_cached && at_once ? all.glance_at_all(first, first + n)
                                                             : all.pass_over_all(first, first + n);
            is_predicted =
                (found >= n - n / 16 && (is_cached || at_once)) || (found <= n / 16 && is_cached);
            hits += found;
            first += n;
        }
    } else {
        const auto hash_at = [&](std::size_t k) { return hash_of_key(keys[k]); };
        for_each_prefetched(storage, count, hash_at, [&](std::size_t k, std::size_t hash) {
            auto* const found = storage.find(keys[k], hash, equal, hash_of).get();
            visit(k, found, std::size_t{found != nullptr});
            hits += found != nullptr ? 1 : 0;
        });
    }
    return hits;
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
