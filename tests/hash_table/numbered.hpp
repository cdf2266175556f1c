// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Keys, values and hashes of many types that are all made of numbers, so that one model, a
/// std::unordered_map of numbers, can stand beside any table.

#include <bit>
#include <cstdint>
#include <string>
#include <utility>

#include "hash_table/objects.hpp"
#include "mixed.hpp"

namespace hpk::test {

/// A key or value that is made of a number, and the number that it was made of.
template <class T>
struct numbered {
    static T of(std::uint32_t n) { return T(n); }
    static std::uint32_t number(const T& object) { return object.number(); }
};
/// The smallest numbers lie about 0: keys 0 and -1, which a table might take for no key, are
/// frequent.
template <>
struct numbered<std::uint32_t> {
    static std::uint32_t of(std::uint32_t n) { return n - 2; }
    static std::uint32_t number(std::uint32_t key) { return key + 2; }
};
/// Some are short enough to lie within the std::string, some are not.
template <>
struct numbered<std::string> {
    static std::string of(std::uint32_t n) {
        std::string digits = std::to_string(n);
        digits.insert(0, n % 32, '0');
        return digits;
    }
    static std::uint32_t number(const std::string& text) {
        return static_cast<std::uint32_t>(std::stoul(text));
    }
};

/// The numbers of a table's element; of a set's element the second is 0.
template <class T>
std::pair<std::uint32_t, std::uint32_t> numbers_of(const T& key) {
    return {numbered<T>::number(key), 0};
}
template <class Key, class T>
std::pair<std::uint32_t, std::uint32_t> numbers_of(const std::pair<const Key, T>& element) {
    return {numbered<Key>::number(element.first), numbered<T>::number(element.second)};
}

/// How a hash spreads the numbers.
enum class spread {
    well,
    identically,
    by_bucket,   ///< neighbouring keys have neighbouring home buckets while there are 32 buckets
    in_two_bits, ///< four values, all tags and home buckets alike
    not_at_all,
};

/// A hash with a state, which must go wherever its table's elements go.
struct unmixed_hash {
    spread how = spread::well;

    template <class Key>
    std::size_t operator()(const Key& key) const noexcept {
        const std::uint64_t n = numbered<Key>::number(key);
        switch (how) {
        case spread::well:
            return mixed(n);
        case spread::identically:
            return n;
        case spread::by_bucket:
            return (n & 31) << 5 | (n >> 5 & 31);
        case spread::in_two_bits:
            return (n & 3) * 0x4000'0000'0000'0021;
        case spread::not_at_all:
            break;
        }
        return 42;
    }
};

/// The same, and the table takes its bits as they are.
struct trusted_hash : unmixed_hash {
    using is_avalanching = void;
};

} // namespace hpk::test
