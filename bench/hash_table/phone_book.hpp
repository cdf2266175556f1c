// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entrant.hpp"
#include "hash_table/keys.hpp"

namespace hpk::bench::hash_table {

/// Names like "Norikan Vadosen", all different.
inline key_set<std::string> names(std::size_t n) {
    return make_keys<std::string>(n, [random = random_numbers(), k = 0ULL]() mutable {
        constexpr std::string_view consonants = "bdfgklmnprstvjhz", capitals = "BDFGKLMNPRSTVJHZ";
        constexpr std::string_view vowels = "aeiou";
        constexpr std::array<std::string_view, 4> endings{"sen", "ra", "witz", "li"};
        // There are 80 syllables. The factor has no divisor in common with 80, so no two k have the
        // same five.
        unsigned long long syllables = k++ * 1234567891 % (80ULL * 80 * 80 * 80 * 80);
        std::string name;
        const auto word = [&](int length) {
            for (int s = 0; s < length; ++s) {
                name += (s == 0 ? capitals : consonants)[syllables % 16];
                name += vowels[syllables / 16 % 5];
                syllables /= 80;
            }
        };
        word(3);
        const std::size_t more = random.below(8);
        name += more % 2 == 0 ? "n " : " ";
        word(2);
        name += endings[more / 2];
        return name;
    });
}

/// The phone book without a hash table: names and numbers in a list, sorted or not.
class listed_book {
public:
    using source = std::shared_ptr<key_source<std::string>>;

    /// A pass does only the first `lookups` look-ups.
    listed_book(source keys, bool sorted, std::size_t lookups)
        : keys_(std::move(keys)), sorted_(sorted), lookups_(lookups) {}

    void pass() { sum_ = look_up(); }

    verdict verify() {
        const auto& keys = keys_->get();
        book_.clear();
        for (std::size_t k = 0; k < keys.size(); ++k)
            book_.emplace_back(keys.members[k], keys.values[k]);
        if (sorted_) std::ranges::sort(book_);
        const std::map<std::string, std::uint64_t> right(book_.begin(), book_.end());
        std::uint64_t expected = 0;
        for (std::size_t k = 0; k < lookups_; ++k)
            if (const auto at = right.find(keys.mixed[k]); at != right.end())
                expected += at->second;
        pass();
        verdict result;
        result.answer = "the numbers of " + std::to_string(lookups_) + " look-ups are right";
        result.work = {{"keys", static_cast<double>(lookups_)}};
        if (sum_ != expected) result.failure = "a number is wrong";
        return result;
    }

private:
    using entry = std::pair<std::string, std::uint64_t>;

    std::uint64_t look_up() const {
        const auto& wanted = keys_->get().mixed;
        std::uint64_t sum = 0;
        for (std::size_t k = 0; k < lookups_; ++k) {
            const auto at = sorted_ ? std::ranges::lower_bound(book_, wanted[k], {}, &entry::first)
                                    : std::ranges::find(book_, wanted[k], &entry::first);
            if (at != book_.end() && at->first == wanted[k]) sum += at->second;
        }
        return sum;
    }

    source keys_;
    bool sorted_;
    std::size_t lookups_;
    std::vector<entry> book_;
    std::uint64_t sum_ = 0;
};

} // namespace hpk::bench::hash_table
