// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <hpk/hash_table/node.hpp>

#include "compiled_with.hpp"
#include "hash_table/entrants.hpp"
#include "hash_table/phone_book.hpp"
#include "hash_table/pictures.hpp"
#include "hash_table/policies.hpp"

namespace hpk::bench::hash_table {
namespace {

/// The types that support such keys, at one kind of work; the peers are the yardsticks.
template <class Key>
std::vector<entrant> tables_at(const std::vector<table_type>& types, workload w,
                               const std::shared_ptr<key_source<Key>>& keys,
                               const std::string& name_of_keys, bool huge_pages = false) {
    std::vector<entrant> all;
    for (const table_type& type : types) {
        if (type.huge_pages != huge_pages || !type.with<Key>()) continue;
        all.push_back(entrant_at<Key>(type, type.with<Key>()(keys), w, name_of_keys));
        all.back().yardstick = type.peer;
    }
    return all;
}

/// The peers and hpk's tables; for look-ups and counts also the default table's in bulk.
template <class Key>
std::vector<entrant> all_tables(workload w, const std::shared_ptr<key_source<Key>>& keys,
                                const std::string& name_of_keys, bool huge_pages = false) {
    auto all = tables_at(peers(), w, keys, name_of_keys, huge_pages);
    add(all, tables_at(policies(), w, keys, name_of_keys, huge_pages));
    if ((w != workload::find_mixed && w != workload::count) || huge_pages) return all;
    const auto in_bulk = w == workload::count ? workload::count_many : workload::find_many;
    for (entrant& e : tables_at(policies(), in_bulk, keys, name_of_keys)) {
        if (e.variant != "tagged") continue;
        e.variant = "tagged_bulk";
        e.problem = all.back().problem;
        all.push_back(std::move(e));
    }
    return all;
}

/// A kind of work, and what a contest of it is called.
struct task {
    workload work;
    const char *title, *unit;
};
constexpr task tasks[]{
    {workload::insert, "insertion without reserve", "ns per insertion"},
    {workload::insert_reserved, "insertion after reserve", "ns per insertion"},
    {workload::build, "built from arrays", "ns per entry"},
    {workload::group, "four rows per key, summed by key", "ns per row"},
    {workload::count, "the words of a text are counted", "ns per word"},
    {workload::find_hits, "look-ups of members", "ns per look-up"},
    {workload::find_misses, "look-ups of others", "ns per look-up"},
    {workload::find_mixed, "look-ups, half of them of members", "ns per look-up"},
    {workload::find_many, "the same look-ups in bulk", "ns per look-up"},
    {workload::iterate, "a visit of every entry", "ns per entry"},
    {workload::copy, "a copy", "ns per entry"},
    {workload::churn, "the oldest is erased, a new one inserted", "ns per pair"},
};

/// A contest that is measured only if it is named.
template <class Key, class Make>
contest contest_of(const task& t, const std::string& kind, Make make, bool huge_pages = false) {
    const std::string suffix = kind == "random" ? "" : "_" + kind;
    contest c{std::string("hash_table_") + std::string(name_of(t.work)) + suffix,
              "Hash tables with {} " + kind + " keys: " + t.title, "keys", t.unit,
              [=, work = t.work](std::size_t n) {
                  const auto keys =
                      std::make_shared<key_source<Key>>([make, n] { return make(n); });
                  return all_tables(work, keys, kind + "/" + std::to_string(n), huge_pages);
              }};
    c.sizes = {1 << 10, 1 << 15, 1 << 20};
    c.axis = "entries";
    c.on_request = true;
    if (huge_pages) c.name += "_huge_pages", c.title += ", in huge pages";
    return c;
}

/// The same for tables whose elements stay where they are.
contest contest_of_nodes(const task& t) {
    contest c = contest_of<std::uint64_t>(t, "random", random_keys);
    c.name = "hash_table_nodes_" + std::string(name_of(t.work));
    c.title += ", in tables whose elements stay where they are";
    c.entrants = [work = t.work](std::size_t n) {
        const auto keys =
            std::make_shared<key_source<std::uint64_t>>([n] { return random_keys(n); });
        const std::string name_of_keys = "random/" + std::to_string(n);
        auto all = tables_at(node_peers(), work, keys, name_of_keys);
        add(all, tables_at(tables_of<hpk::hash_table::node>("node"), work, keys, name_of_keys));
        return all;
    };
    return c;
}

/// Has a contest measured always, at these sizes.
void report(contest& c, std::vector<std::size_t> sizes, std::vector<std::size_t> ladders = {}) {
    c.sizes = std::move(sizes);
    c.ladders = std::move(ladders);
    c.on_request = false;
}

/// Look-ups in a phone book, from leafing through it to many at a time.
std::vector<entrant> phone_book(std::size_t size) {
    const auto keys = std::make_shared<key_source<std::string>>([size] { return names(size); });
    const auto problem = "phone_book/" + std::to_string(size);
    std::vector<entrant> all = tables_at(peers(), workload::find_mixed, keys, problem);
    const auto add_list = [&](const char* name, bool sorted, std::size_t lookups) {
        const auto book = std::make_shared<listed_book>(keys, sorted, lookups);
        entrant e;
        e.family = "hash_table";
        e.variant = name;
        e.backend = compiler_name;
        e.type = "text";
        e.problem = "find_mixed/" + problem;
        e.pass = [book] { book->pass(); };
        e.verify = [book] { return book->verify(); };
        all.push_back(std::move(e));
    };
    add_list("list_scan", false, 50); // instead of as many as the others
    add_list("binary_search", true, std::min<std::size_t>(size, 1 << 16));
    auto tables = all_tables(workload::find_mixed, keys, problem);
    std::erase_if(tables, [](const entrant& e) { return !e.peer.empty(); });
    add(all, std::move(tables));
    return all;
}

std::vector<contest> contests() {
    const std::vector<std::size_t> few{1 << 10, 1 << 14, 1 << 18}, large{1 << 18};
    contest book{"hash_table_phone_book",
                 "A phone book of {} names: look-ups, every other name is in it", "keys",
                 "ns per look-up", phone_book};
    book.ladders = {100'000};
    book.quick = {100};
    book.axis = "names";
    std::vector<contest> all{std::move(book)};
    for (const task& t : tasks) {
        if (t.work == workload::count) continue;
        contest& c = all.emplace_back(contest_of<std::uint64_t>(t, "random", random_keys));
        c.bytes = 16;
        switch (t.work) {
        case workload::find_mixed:
            report(c, {}, large);
            for (int bits = 4; bits <= 22; bits += 2) c.sizes.push_back(std::size_t{1} << bits);
            c.picture = "table_lookups";
            c.pictured = 1 << 20;
            break;
        case workload::insert:
        case workload::iterate:
            report(c, few, large);
            break;
        case workload::find_hits:
        case workload::find_misses:
        case workload::churn:
            report(c, few);
            break;
        default:
            break;
        }
    }
    for (const task& t : tasks) {
        if (t.work == workload::count) {
            all.push_back(contest_of<std::string>(t, "word", words));
            continue;
        }
        all.push_back(contest_of_nodes(t));
        all.push_back(contest_of<std::uint64_t>(t, "random", random_keys, true));
        if (t.work == workload::insert || t.work == workload::find_mixed)
            all.push_back(contest_of<std::string>(t, "url", urls));
        if (t.work == workload::insert || t.work == workload::churn)
            all.push_back(contest_of<std::uint64_t>(t, "sequential", sequential_keys));
        for (const std::size_t length : {std::size_t{12}, std::size_t{40}}) {
            contest c =
                contest_of<std::string>(t, std::to_string(length) + "_characters",
                                        [length](std::size_t n) { return string_keys(n, length); });
            if (length == 40 && t.work == workload::find_mixed) report(c, few);
            all.push_back(std::move(c));
        }
    }
    return all;
}

const ladder_registration entered("hash_table", contests, draw);

} // namespace
} // namespace hpk::bench::hash_table
