// SPDX-License-Identifier: MIT
//
// Tables that are saved and loaded; bytes that are not those of a table are refused.

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/saved.hpp>

#include "common.hpp"
#include "corpus.hpp"
#include "hash_table/hostile.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

template <class Table>
std::string saved(const Table& table) {
    std::ostringstream stream;
    hash_table::save(table, stream);
    return stream.str();
}

/// The sentence with which bytes are refused; empty if they are not.
template <class Table>
std::string refused(const std::string& bytes, Table& table) {
    return refusal<std::runtime_error>(
        [&] { hash_table::load(std::as_bytes(std::span(bytes)), table); });
}

struct round_trip {
    static constexpr const char* name = "saved_and_loaded";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        for (const std::size_t size : {0U, 1U, 5000U}) {
            hash_table::map<Policy, std::int64_t, double> map;
            hash_table::set<Policy, std::uint16_t> set;
            std::mt19937_64 random(size);
            while (map.size() < size) {
                map.emplace(static_cast<std::int64_t>(random()), static_cast<double>(map.size()));
                set.insert(static_cast<std::uint16_t>(map.size()));
            }
            std::stringstream stream;
            hash_table::save(map, stream);
            hash_table::save(set, stream);
            stream << "more";
            hash_table::map<Policy, std::int64_t, double, seeded_hash<std::int64_t>> other{{1, 1}};
            hash_table::set<hash_table::tagged, std::uint16_t> numbers;
            hash_table::load(stream, other);
            hash_table::load(stream, numbers);
            REQUIRE(stream.get() == 'm'); // nothing behind the tables has been read
            REQUIRE(other.size() == size);
            for (const auto& [key, value] : map) REQUIRE(other.at(key) == value);
            REQUIRE(numbers.size() == set.size());
            for (const std::uint16_t key : set) REQUIRE(numbers.contains(key));

            decltype(map) same{{3, 3}};
            REQUIRE(refused(saved(map), same).empty());
            REQUIRE(same == map);
        }
    }
};
const check_policies<round_trip> register_round_trip;

TEST_CASE("hash_table/saved/strings_by_functions") {
    const auto write = [](std::string& to, const auto& e) { to += e.first + '=' + e.second; };
    const auto read = [](std::string_view from) {
        const auto at = from.find('=');
        if (at == from.npos) throw std::invalid_argument("no =");
        return std::pair(std::string(from.substr(0, at)), std::string(from.substr(at + 1)));
    };
    const hash_map<std::string, std::string> map{
        {"whale", ""}, {"", "sea"}, {std::string(200'000, 'x'), "long"}};
    std::stringstream stream;
    save(map, stream, write);
    hash_map<std::string, std::string> loaded{{"old", "old"}};
    load(stream, loaded, read);
    REQUIRE((loaded == map));

    const std::string bytes = stream.str();
    const auto load_from = [&](const std::string& from) {
        std::istringstream in(from);
        load(in, loaded, read);
    };
    for (const std::size_t size : {std::size_t{0}, std::size_t{40}, bytes.size() - 1})
        REQUIRE(refusal<std::runtime_error>([&] { load_from(bytes.substr(0, size)); }) ==
                "the saved table ends too early");
    std::string lie = bytes;
    lie[39] = '\x7f'; // the first length becomes 2^62 and more
    REQUIRE(refusal<std::runtime_error>([&] { load_from(lie); }) ==
            "the saved table ends too early");
    save(map, stream, [](std::string& to, const auto&) { to += 'x'; });
    REQUIRE(refusal([&] { load(stream, loaded, read); }) == "no =");
    REQUIRE((loaded == map));
}

TEST_CASE("hash_table/saved/the_order_of_ordered") {
    hash_table::map<hash_table::ordered, int, int> map, loaded;
    for (int k = 0; k < 100; ++k) map.emplace(k * 7919 % 100, k);
    map.erase(0);
    REQUIRE(refused(saved(map), loaded).empty());
    REQUIRE(std::vector<std::pair<int, int>>(map.begin(), map.end()) ==
            std::vector<std::pair<int, int>>(loaded.begin(), loaded.end()));
}

TEST_CASE("hash_table/saved/the_bytes_of_version_1") {
    const hash_map<std::uint16_t, std::int8_t> map{{0x201, 3}};
    const std::string bytes = saved(map);
    using namespace std::string_view_literals;
    REQUIRE(bytes.substr(0, 35) ==
            "hpktable\1\0\0\0\2\0\0\0\1\0\0\0ui\0\0\1\0\0\0\0\0\0\0\1\2\3"sv);
    REQUIRE(bytes.size() == 43);
}

TEST_CASE("hash_table/saved/damage_is_refused") {
    const hash_map<std::uint32_t, std::uint32_t> map{{1, 2}, {3, 4}};
    hash_map<std::uint32_t, std::uint32_t> table{{5, 6}};
    const auto before = table;
    const std::string right = saved(map);
    for (std::size_t size = 0; size < right.size(); ++size)
        REQUIRE(refused(right.substr(0, size), table) == "the saved table ends too early");
    REQUIRE(refused(right + 'x', table) == "there are bytes behind the saved table");
    for (std::size_t k = 0; k < right.size(); ++k)
        for (int bit = 0; bit < 8; ++bit) {
            std::string wrong = right;
            wrong[k] = static_cast<char>(wrong[k] ^ 1 << bit);
            REQUIRE(!refused(wrong, table).empty());
        }
    REQUIRE(table == before);

    const auto with = [&](std::size_t at, char byte) {
        std::string wrong = right;
        wrong[at] = byte;
        return refused(wrong, table);
    };
    REQUIRE(with(0, 'H') == "these bytes do not begin as a saved hash table does");
    REQUIRE(with(8, 2) == "the saved table has the version 2 but must have 1");
    REQUIRE(with(12, 8) == "the saved table has keys of 8 bytes and values of 4 but the table to "
                           "load has keys of 4 bytes and values of 4");
    REQUIRE(with(20, 'f') == "the saved table has keys or values of another kind (signed, "
                             "unsigned, floating-point or other) than the table to load");
    REQUIRE(with(31, '\x7f') == "the saved table ends too early");
    REQUIRE(with(40, 9) == "the saved table is damaged: its checksum is wrong");
    REQUIRE(with(32, right[40]) ==
            (right[32] == right[40] ? "" : "the saved table has two elements with the same key"));
    REQUIRE(table == before);

    std::ostringstream full;
    full.setstate(std::ios::badbit);
    REQUIRE(refusal<std::runtime_error>([&] { hash_table::save(map, full); }) ==
            "the table cannot be saved: the stream takes no more bytes");
}

TEST_CASE("hash_table/saved/hostile_bytes") {
    for (const byte_stream& stream : corpus_of("hash_table"))
        load_as_tables(stream.data(), stream.size());
    std::mt19937_64 random(1);
    for (int n = 0; n < 300; ++n) {
        std::vector<std::uint8_t> bytes(random() % 100);
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() % 4);
        load_as_tables(bytes.data(), bytes.size());
    }
}

} // namespace
} // namespace hpk::test
