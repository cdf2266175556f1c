// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// True if keys of other types can be looked up without a conversion.
template <class Hash, class KeyEqual>
concept transparent = requires {
    typename Hash::is_transparent;
    typename KeyEqual::is_transparent;
};

/// A type other than Key that a transparent hash and equality take as it is. An argument of any
/// further type is converted to a Key in the call.
template <class K, class Key, class Hash, class KeyEqual>
concept other_key = transparent<Hash, KeyEqual> &&
                    !std::same_as<std::remove_cvref_t<K>, std::remove_const_t<Key>> &&
                    requires(const Hash& hash, const KeyEqual& equal, const Key& own,
                             const std::remove_cvref_t<K>& key) {
                        hash(key);
                        equal(own, key);
                    };

/// A type that hash and equality take without a conversion.
template <class K, class Key, class Hash, class KeyEqual>
concept key_like = std::same_as<std::remove_cvref_t<K>, std::remove_const_t<Key>> ||
                   other_key<K, Key, Hash, KeyEqual>;

/// Stands for the hash of a key in calls that are given the key alone.
struct unknown_hash {};

/// The type of a look-up's second argument: the hash of the key, if it is known.
template <class H>
concept optional_hash = std::same_as<H, unknown_hash> || std::convertible_to<H, std::size_t>;

/// Iterators over elements to insert: C++20's, and those of C++17, which may lack features that
/// C++20 requires, such as a default constructor.
template <class It>
concept element_iterator =
    std::input_iterator<It> || requires { typename std::iterator_traits<It>::iterator_category; };
template <class End, class It>
concept end_of_elements = std::same_as<End, It> || std::sentinel_for<End, It>;

/// Ranges whose values convert explicitly to an element. (Spelt out, like the next concept, because
/// including `<ranges>` would slow every user's compilation.)
template <class Range, class Value>
concept range_of = requires(Range&& range) {
    std::ranges::end(range);
    Value(*std::ranges::begin(range));
};

/// A contiguous range of keys.
template <class Range>
concept key_span = requires(Range& range) {
    std::ranges::data(range);
    std::ranges::size(range);
};

/// Requires as many `others` as keys.
/// \throws std::invalid_argument otherwise
inline void expect_as_many(std::size_t keys, std::size_t others, const char* others_name) {
    expects(keys == others, [&] {
        return "there are " + hpk::detail::shown(keys) + " keys but " + hpk::detail::shown(others) +
               " " + others_name;
    });
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
