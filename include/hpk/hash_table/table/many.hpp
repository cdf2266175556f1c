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

/// True for keys that can be compared without a branch.
template <class Key, class K, class Equal>
inline constexpr bool compares_at_once =
    std::same_as<Key, K> && !std::same_as<Key, bool> &&
    (std::is_integral_v<Key> || std::is_enum_v<Key> || std::is_pointer_v<Key>) &&
    is_equal_to<Equal, Key>;

/// Calls visit(k, element, is_there) for the keys in order; `element` is valid only if `is_there`
/// is 1, not 0. The table must not be empty. With storages that have glance(), a block of keys
/// takes three passes: the first prefetches the memory for the glances, the second glances and
/// prefetches the candidates, the third compares keys. So a key that is not in the table seldom
/// costs a load of a slot.
template <class Element, class Storage, class K, class HashAt, class Equal, class HashOf,
          class Visit>
void find_each(const Storage& storage, const K* keys, std::size_t count, HashAt hash_at,
               const Equal& equal, const HashOf& hash_of, Visit visit) {
    const auto search = [&](std::size_t k, std::size_t hash) {
        auto* const found = storage.find(keys[k], hash, equal, hash_of).get();
        visit(k, found, std::size_t{found != nullptr});
    };
    if constexpr (requires { requires Storage::glances; }) {
        constexpr std::size_t block_size = 32;
        std::array<std::size_t, block_size> hashes;
        std::array<glimpse<Element>, block_size> seen;
        for (std::size_t first = 0; first < count; first += block_size) {
            const std::size_t n = (std::min)(block_size, count - first);
            for (std::size_t k = 0; k < n; ++k) {
                hashes[k] = hash_at(first + k);
                storage.prefetch_for_glance(hashes[k]);
            }
            for (std::size_t k = 0; k < n; ++k) {
                seen[k] = storage.glance(keys[first + k], hashes[k]);
                __builtin_prefetch(seen[k].there);
            }
            for (std::size_t k = 0; k < n; ++k) {
                const auto& [there, may_be, is_only] = seen[k];
                std::size_t is_it;
                if constexpr (compares_at_once<typename Element::key_type, K, Equal>)
                    is_it = may_be & pinned(equal(Element::key(*there), keys[first + k]));
                else
                    is_it = may_be != 0 && equal(Element::key(*there), keys[first + k]);
                if ((is_it | is_only) != 0) [[likely]]
                    visit(first + k, there, is_it);
                else
                    search(first + k, hashes[k]);
            }
        }
    } else {
        for_each_prefetched(storage, count, hash_at, search);
    }
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
