// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Keys, values and hashes of many types that are all made from numbers, so that one model, a
/// std::unordered_map of numbers, serves for any table.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <hpk/hash/mixing/splitmix.hpp>

#include "hash_table/objects.hpp"

namespace hpk::test {

/// Makes a key or value from a number, and returns the number of one.
template <class T>
struct numbered {
    static T of(std::uint32_t n) { return T(n); }
    static std::uint32_t number(const T& object) { return object.number(); }
};
/// The smallest numbers lie about 0: keys 0 and -1, which a table might mistake for empty buckets,
/// are frequent.
template <>
struct numbered<std::uint32_t> {
    static std::uint32_t of(std::uint32_t n) { return n - 2; }
    static std::uint32_t number(std::uint32_t key) { return key + 2; }
};
/// Only few numbers have different keys of so few bytes; numbers with the same key are treated as
/// equal.
template <>
struct numbered<std::uint8_t> {
    static std::uint8_t of(std::uint32_t n) { return static_cast<std::uint8_t>(n - 2); }
    static std::uint32_t number(std::uint8_t key) { return static_cast<std::uint8_t>(key + 2); }
};
template <>
struct numbered<std::uint16_t> {
    static std::uint16_t of(std::uint32_t n) { return static_cast<std::uint16_t>(n - 2); }
    static std::uint32_t number(std::uint16_t key) { return static_cast<std::uint16_t>(key + 2); }
};
template <>
struct numbered<std::uint64_t> {
    static std::uint64_t of(std::uint32_t n) { return std::uint64_t{n} - 2; }
    static std::uint32_t number(std::uint64_t key) { return static_cast<std::uint32_t>(key + 2); }
};
/// The number comes first, then bytes that follow from it.
template <std::size_t Size>
struct numbered<std::array<std::uint8_t, Size>> {
    static_assert(Size >= 4 || Size == 2 || Size == 1);
    static std::array<std::uint8_t, Size> of(std::uint32_t n) {
        std::array<std::uint8_t, Size> bytes;
        for (std::size_t k = 0; k < Size; ++k)
            bytes[k] = static_cast<std::uint8_t>(k < 4 ? n >> 8 * k : std::size_t{n} * 7 + k);
        return bytes;
    }
    static std::uint32_t number(const std::array<std::uint8_t, Size>& bytes) {
        std::uint32_t n = 0;
        for (std::size_t k = 0; k < 4 && k < Size; ++k) n |= std::uint32_t{bytes[k]} << 8 * k;
        return bytes == of(n) ? n : ~0U;
    }
};
/// Some strings are short enough for the small-string optimisation, some are not.
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

/// The spread of the numbers by a hash.
enum class spread {
    well,
    identically,
    by_bucket,   ///< neighbouring keys have neighbouring home buckets while there are 32 buckets
    in_two_bits, ///< four values, all tags and home buckets alike
    not_at_all,
};

/// A hash with a state, which must propagate with its table's elements.
struct unmixed_hash {
    spread how = spread::well;

    template <class Key>
    std::size_t operator()(const Key& key) const noexcept {
        const std::uint64_t n = numbered<Key>::number(key);
        switch (how) {
        case spread::well:
            return detail::splitmix(n);
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

/// The same, but the table uses its bits unmixed.
struct trusted_hash : unmixed_hash {
    using is_avalanching = void;
};

/// A hash that throws on request.
struct throwing_hash : trusted_hash {
    template <class Key>
    std::size_t operator()(const Key& key) const {
        countdown::tick();
        return unmixed_hash::operator()(key);
    }
};

struct throwing_equal {
    template <class Key>
    bool operator()(const Key& a, const Key& b) const {
        countdown::tick();
        return a == b;
    }
};

} // namespace hpk::test
