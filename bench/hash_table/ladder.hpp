// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "contest.hpp"
#include "hash_table/entrants.hpp"
#include "hash_table/phone_book.hpp"
#include "hash_table/policies.hpp"

namespace hpk::bench::hash_table {

/// Adds the peers, or hpk's tables, that support such keys, at one kind of work.
template <class Key>
void add_tables(contest& to, const std::vector<candidate>& some,
                const std::shared_ptr<key_source<Key>>& keys, workload w,
                const std::string& problem) {
    for (const candidate& c : some) {
        if (!is_plain(c) || !seat<Key>::suits(c)) continue;
        if (c.peer) to.yardsticks.push_back(to.entrants.size());
        to.entrants.push_back(entrant_at(c, std::make_shared<seat<Key>>(c, keys), w, problem));
    }
}

/// Adds the default table with bulk look-ups.
template <class Key>
void add_bulk(contest& to, const std::shared_ptr<key_source<Key>>& keys,
              const std::string& problem) {
    for (const candidate& c : policies()) {
        if (!is_plain(c) || c.name != "tagged") continue;
        to.entrants.push_back(
            entrant_at(c, std::make_shared<seat<Key>>(c, keys), workload::find_many, problem));
        to.entrants.back().variant += ", bulk";
    }
}

/// From leafing through the book to many look-ups at a time.
inline contest phone_book_ladder() {
    const auto keys = std::make_shared<key_source<std::string>>([] { return names(100'000); });
    contest result{"a phone book of 100,000 names: time of a look-up, every other name is in it",
                   {},
                   {},
                   {},
                   {},
                   "best peer",
                   "keys"};
    add_tables(result, peers(), keys, workload::find_mixed, "phone_book");

    const auto add_list = [&](const char* name, bool sorted, std::size_t lookups) {
        const auto book = std::make_shared<listed_book>(keys, sorted, lookups);
        entrant e;
        e.family = "hash_table";
        e.variant = name;
        e.backend = compiler_name;
        e.type = "text";
        e.problem = "find_mixed/phone_book";
        e.pass = [book] { book->pass(); };
        e.verify = [book] { return book->verify(); };
        result.entrants.push_back(std::move(e));
    };
    result.first_rung = result.entrants.size();
    add_list("list scan", false, 50); // instead of the 100,000 of the others
    add_list("binary search", true, 100'000);
    add_tables(result, policies(), keys, workload::find_mixed, "phone_book");
    add_bulk(result, keys, "phone_book");
    return result;
}

/// Numbers to numbers, too many for the second-level cache.
inline contest number_ladder(workload w, const char* what) {
    constexpr std::size_t n = 250'000;
    const auto keys = std::make_shared<key_source<std::uint64_t>>([] { return random_keys(n); });
    contest result{
        std::string("250,000 random numbers: ") + what, {}, {}, {}, {}, "best peer", "keys"};
    add_tables(result, peers(), keys, w, "random");
    add_tables(result, policies(), keys, w, "random");
    if (w == workload::find_mixed) add_bulk(result, keys, "random");
    return result;
}

/// The functions that make the hash tables' contests of the ladder.
inline std::vector<contest (*)()> contests() {
    return {
        phone_book_ladder,
        [] {
            return number_ladder(workload::find_mixed,
                                 "time of a look-up, every other one is a member");
        },
        [] {
            return number_ladder(workload::insert, "time of an insertion into a table that grows");
        },
        [] { return number_ladder(workload::iterate, "time of an entry when all are visited"); },
    };
}

} // namespace hpk::bench::hash_table
