// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// An integer from 0 to n - 1, all equally likely: the higher half of word * n, unless the lower
/// half is one of the 2^64 mod n least, in which case the next word is taken. A word is a number of
/// 64 bits, or two of 32, the lower half first. Source: Lemire, Fast Random Integer Generation in
/// an Interval, 2019.
/// \throws std::invalid_argument for n = 0
template <engine Engine>
[[nodiscard]] std::uint64_t below(Engine& engine, std::uint64_t n) {
    expects(n > 0, [] { return "below needs n > 0: there is no integer from 0 to -1"; });
    __extension__ using wide = unsigned __int128;
    wide product = wide{next_word(engine)} * n;
    if (static_cast<std::uint64_t>(product) < n) {
        const std::uint64_t least = (0 - n) % n; // 2^64 mod n
        while (static_cast<std::uint64_t>(product) < least) product = wide{next_word(engine)} * n;
    }
    return static_cast<std::uint64_t>(product >> 64);
}

namespace detail {

/// A range with random access whose elements can be exchanged.
template <class Range>
concept shufflable = requires(Range& range) {
    std::begin(range) + 1;
    requires std::swappable<std::iter_reference_t<decltype(std::begin(range))>>;
};

} // namespace detail

/// Puts elements into random order, all orders being equally likely: the last changes places with
/// element below(engine, n), then the last but one with below(engine, n - 1), ….
template <engine Engine, std::random_access_iterator Iterator>
void shuffle(Engine& engine, Iterator first, Iterator last) {
    for (auto n = last - first; n > 1; --n) {
        const auto chosen = below(engine, static_cast<std::uint64_t>(n));
        using difference = std::iter_difference_t<Iterator>;
        std::iter_swap(first + (n - 1), first + static_cast<difference>(chosen));
    }
}
/// The elements of a range.
template <engine Engine, detail::shufflable Range>
void shuffle(Engine& engine, Range&& range) {
    shuffle(engine, std::begin(range), std::end(range));
}

/// k different integers from 0 to n - 1 in random order, all choices being equally likely: the
/// first k of all, if element i = 0, 1, … changes places with element i + below(engine, n - i).
/// O(k) time and memory.
/// \throws std::invalid_argument for k > n
template <engine Engine>
[[nodiscard]] std::vector<std::uint64_t> sample(Engine& engine, std::uint64_t n, std::size_t k) {
    expects(k <= n, [&] {
        return "sample cannot choose " + hpk::detail::shown(k) + " different ones of " +
               hpk::detail::shown(n);
    });
    std::vector<std::uint64_t> result(k);
    std::unordered_map<std::uint64_t, std::uint64_t> moved; // elements that are not at home
    const auto element = [&](std::uint64_t place) {
        const auto found = moved.find(place);
        return found == moved.end() ? place : found->second;
    };
    for (std::uint64_t i = 0; i < k; ++i) {
        const std::uint64_t place = i + below(engine, n - i);
        result[i] = element(place);
        moved[place] = element(i);
    }
    return result;
}

} // namespace HPK_ISA
} // namespace hpk::random
