// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include <hpk/hash/mixing/splitmix.hpp>

namespace hpk::bench::hash_table {

/// Pseudo-random numbers, the same in every run (Steele, Lea and Flood's SplitMix64). The first
/// 2^64 are all different.
class random_numbers {
public:
    random_numbers() = default;
    explicit random_numbers(std::uint64_t seed) : state_(seed) {}

    std::uint64_t operator()() { return hpk::detail::splitmix(state_ += 0x9e3779b97f4a7c15); }
    /// A number below n, which must be small compared with 2^64.
    std::size_t below(std::size_t n) { return (*this)() % n; }

private:
    std::uint64_t state_ = 0;
};

/// The keys with which tables are filled, and the keys for look-ups.
template <class Key>
struct key_set {
    std::vector<Key> members; ///< in the order of insertion; the value of member k is k + 1
    std::vector<Key> others;  ///< as many; the value of other k, if it is inserted, is k + 1
    std::vector<std::uint64_t> values;               ///< of the members
    std::vector<Key> hits, misses, mixed;            ///< looked up, in random order
    std::uint64_t sum_of_hits = 0, sum_of_mixed = 0; ///< of the values that are found
    std::vector<Key> text;                  ///< members, of which some occur often; of words only
    std::vector<std::uint64_t> occurrences; ///< of each member in the text

    [[nodiscard]] std::size_t size() const { return members.size(); }
};

/// Rows of a column of keys and one of values: each member four times, in random order. The sum of
/// a member's values is its value.
template <class Key>
struct grouped_rows {
    std::vector<Key> keys;
    std::vector<std::uint64_t> values;

    explicit grouped_rows(const key_set<Key>& of) {
        std::vector<std::size_t> order(4 * of.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        random_numbers random;
        for (std::size_t k = order.size(); k > 1; --k)
            std::swap(order[k - 1], order[random.below(k)]);
        for (const std::size_t row : order) {
            keys.push_back(of.members[row % of.size()]);
            values.push_back(row < of.size() ? of.values[row] : 0);
        }
    }
};

/// Keys that are made on first use.
template <class Key>
class key_source {
public:
    explicit key_source(std::function<key_set<Key>()> make) : make_(std::move(make)) {}

    const key_set<Key>& get() {
        if (!keys_) keys_ = make_();
        return *keys_;
    }
    const grouped_rows<Key>& rows() {
        if (!rows_) rows_.emplace(get());
        return *rows_;
    }

private:
    std::function<key_set<Key>()> make_;
    std::optional<key_set<Key>> keys_;
    std::optional<grouped_rows<Key>> rows_;
};

/// Makes `n` members and the other keys; `next()` must return a different key each time. There are
/// as many look-ups as members, within limits: enough that branch predictors cannot learn them.
template <class Key, class Next>
key_set<Key> make_keys(std::size_t n, Next next) {
    key_set<Key> keys;
    for (auto* list : {&keys.members, &keys.others}) {
        list->reserve(n);
        while (list->size() < n) list->push_back(next());
    }
    for (std::size_t k = 0; k < n; ++k) keys.values.push_back(k + 1);

    random_numbers random;
    const std::size_t lookups = std::clamp<std::size_t>(n, 1 << 16, 1 << 20);
    for (auto* list : {&keys.hits, &keys.misses, &keys.mixed}) list->reserve(lookups);
    const auto pick = [&](std::vector<Key>& to, std::uint64_t& sum) {
        const std::size_t k = random.below(n);
        to.push_back(keys.members[k]);
        sum += k + 1;
    };
    for (std::size_t k = 0; k < lookups; ++k) {
        pick(keys.hits, keys.sum_of_hits);
        keys.misses.push_back(keys.others[random.below(n)]);
        if (random() % 2 == 0) {
            pick(keys.mixed, keys.sum_of_mixed);
        } else {
            keys.mixed.push_back(keys.others[random.below(n)]);
        }
    }
    return keys;
}

inline key_set<std::uint64_t> random_keys(std::size_t n) {
    return make_keys<std::uint64_t>(n, random_numbers());
}

inline key_set<std::uint64_t> sequential_keys(std::size_t n) {
    return make_keys<std::uint64_t>(n, [k = std::uint64_t{0}]() mutable { return k++; });
}

/// Random letters, at least twelve, so that no two keys are the same.
inline key_set<std::string> string_keys(std::size_t n, std::size_t length) {
    const auto next = [length, random = random_numbers()]() mutable {
        std::string key;
        std::uint64_t bits = 0;
        while (key.size() < length) {
            if (key.size() % 12 == 0) bits = random();
            key += static_cast<char>('A' + bits % 32);
            bits /= 32;
        }
        return key;
    };
    return make_keys<std::string>(n, next);
}

/// Lower-case letters.
inline std::string letters(std::size_t length, random_numbers& random) {
    std::string word;
    while (word.size() < length) word += static_cast<char>('a' + random.below(26));
    return word;
}

/// Words, the frequent ones shorter, and a text in which they occur as Zipf and Mandelbrot
/// observed: word k with a probability in proportion to 1 / (k + 2.7).
inline key_set<std::string> words(std::size_t n) {
    random_numbers random;
    std::unordered_set<std::string> seen;
    const auto next = [&] {
        const std::size_t shortest = 1 + std::bit_width(seen.size()) / 3;
        std::string word = letters(shortest + random.below(5), random);
        while (!seen.insert(word).second) word += letters(1, random);
        return word;
    };
    auto keys = make_keys<std::string>(n, next);
    keys.occurrences.resize(n);
    const std::size_t length = std::clamp<std::size_t>(16 * n, 1 << 16, 1 << 22);
    const double shift = 2.7, ratio = (static_cast<double>(n) + shift) / shift;
    for (std::size_t k = 0; k < length; ++k) {
        const double uniform = static_cast<double>(random() >> 11) * 0x1p-53;
        const auto rank = static_cast<std::size_t>(shift * std::pow(ratio, uniform) - shift);
        const std::size_t word = std::min(rank, n - 1);
        keys.text.push_back(keys.members[word]);
        ++keys.occurrences[word];
    }
    return keys;
}

/// Addresses of pages: a hundredth as many hosts, a path of one to four words, and a number.
inline key_set<std::string> urls(std::size_t n) {
    random_numbers random;
    const auto next = [&, number = 0]() mutable {
        random_numbers host(random.below(n / 100 + 1));
        std::string url = "https://www." + letters(6 + host.below(8), host) + ".com";
        for (std::size_t depth = 1 + random.below(4); depth > 0; --depth)
            url += "/" + letters(4 + random.below(9), random);
        return url + "?id=" + std::to_string(++number);
    };
    return make_keys<std::string>(n, next);
}

} // namespace hpk::bench::hash_table
