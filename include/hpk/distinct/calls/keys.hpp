// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <type_traits>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// What a contiguous range holds.
template <std::ranges::contiguous_range Range>
using element_of = std::ranges::range_value_t<Range>;

/// A function that hashes keys to 64 bits.
template <class Hash, class Key>
concept key_hash = requires(const Hash& hash, const Key& key) {
    { hash(key) } -> std::convertible_to<std::uint64_t>;
    requires sizeof(hash(key)) == sizeof(std::uint64_t);
};

/// A key as a sketch of Key takes it: a Key, or anything that a transparent hash takes.
template <class K, class Key, class Hash>
concept key_for =
    std::same_as<K, Key> || (requires { typename Hash::is_transparent; } && key_hash<Hash, K>);

/// Such keys, one after the other in memory: vectors, arrays, spans.
template <class Range, class Key, class Hash>
concept keys_for =
    std::ranges::contiguous_range<const Range> && std::ranges::sized_range<const Range> &&
    key_for<element_of<const Range>, Key, Hash>;

namespace detail {

/// True if two sketches hash alike.
template <class Hash>
bool is_same_hash(const Hash& a, const Hash& b) {
    if constexpr (std::is_empty_v<Hash>)
        return true;
    else
        return a == b;
}

template <class Hash>
void expect_same_hash(const Hash& a, const Hash& b) {
    expects(is_same_hash(a, b), [] {
        return "the sketches have different hash functions or seeds, so that they cannot be "
               "combined";
    });
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::distinct
