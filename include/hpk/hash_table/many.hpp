// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
#include <type_traits>

#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Many keys at a time: while one waits for memory, the others are on their way, too.
inline constexpr std::size_t keys_at_a_time = 8;

template <class Range>
concept key_span = std::ranges::contiguous_range<Range> && std::ranges::sized_range<Range>;

/// Calls visit(k, hash) for k = 0 ... count - 1, when what the table has near the key's home has
/// been asked for: the memory of a block of keys while the block before is visited. `hash_at(k)` is
/// the hash of key k that the storage takes.
template <class Storage, class HashAt, class Visit>
void for_each_prefetched(const Storage& storage, std::size_t count, HashAt hash_at, Visit visit) {
    std::array<std::size_t, keys_at_a_time> hashes[2];
    const auto ask = [&](std::size_t first) {
        const std::size_t n = std::min(keys_at_a_time, count - first);
        auto& block = hashes[first / keys_at_a_time % 2];
        for (std::size_t k = 0; k < n; ++k) {
            block[k] = hash_at(first + k);
            storage.prefetch(block[k]);
        }
    };
    if (count > 0) ask(0);
    for (std::size_t first = 0; first < count; first += keys_at_a_time) {
        const std::size_t next = first + keys_at_a_time;
        if (next < count) ask(next);
        const std::size_t n = std::min(keys_at_a_time, count - first);
        const auto& block = hashes[first / keys_at_a_time % 2];
        for (std::size_t k = 0; k < n; ++k) visit(first + k, block[k]);
    }
}

/// `there` if it is wanted (1), else (0) null; by arithmetic, without a branch.
template <class T>
[[gnu::always_inline]] inline T* pointer_if(std::size_t wanted, T* there) noexcept {
    const std::uintptr_t all = std::uintptr_t{0} - wanted;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): it is the pointer or null
    return reinterpret_cast<T*>(reinterpret_cast<std::uintptr_t>(there) & all);
}

/// True for keys that are compared without a branch.
template <class Key, class K, class Equal>
inline constexpr bool compares_at_once =
    std::same_as<Key, K> && !std::same_as<Key, bool> &&
    (std::is_integral_v<Key> || std::is_enum_v<Key> || std::is_pointer_v<Key>)&&(
        std::same_as<Equal, std::equal_to<>> || std::same_as<Equal, std::equal_to<Key>>);

/// Calls visit(k, element, is_there) for the keys in order; `element` is one only if `is_there` is
/// 1, not 0.
template <class Key, class Storage, class K, class HashAt, class Equal, class Visit>
void find_each(const Storage& storage, const K* keys, std::size_t count, HashAt hash_at,
               const Equal& equal, Visit visit) {
    for_each_prefetched(storage, count, hash_at, [&](std::size_t k, std::size_t h) {
        if constexpr (compares_at_once<Key, K, Equal> && requires { requires Storage::glances; }) {
            const auto seen = storage.glance(keys[k], h, equal);
            if (seen.is_settled != 0) [[likely]]
                return visit(k, seen.there, seen.is_it);
        }
        auto* const found = storage.find(keys[k], h, equal).get();
        visit(k, found, std::size_t{found != nullptr});
    });
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
