// SPDX-License-Identifier: MIT

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <hpk/hash/sketch_hash.hpp>
#include <hpk/hash_table.hpp>

#include "bits/numbers.hpp"
#include "bits/table.hpp"

namespace hpk::test {
namespace {

enum class colour : std::int8_t { red = -1, green, blue };

/// The hashes of keys that `make(numbers&)` makes.
template <class Key, class Make>
void enter_hashes_of(bits_table& table, const std::string& kind, Make make) {
    const auto enter = [&](const std::string& hash_name, const auto& hash) {
        numbers n;
        std::vector<std::uint64_t> hashes(500);
        for (std::uint64_t& h : hashes) h = hash(Key(make(n)));
        table.enter<std::uint64_t>("hash_table/" + hash_name + "/" + kind, hash_name, hashes);
    };
    enter("hash", hpk::hash<Key>{});
    enter("seeded_hash", hpk::seeded_hash<Key>{42});
    enter("siphash", hpk::siphash<Key>{42});
    enter("sketch_hash", hpk::sketch_hash<Key>{42});
}

template <class Char>
std::basic_string<Char> text(numbers& n) {
    std::basic_string<Char> result(n.next() % 150, Char());
    for (Char& c : result) c = static_cast<Char>(n.next() % 256);
    return result;
}

void enter_hashes(bits_table& table) {
    const auto word = [](numbers& n) { return n.next(); };
    enter_hashes_of<std::uint64_t>(table, "u64", word);
    enter_hashes_of<std::int64_t>(table, "i64",
                                  [](numbers& n) { return static_cast<std::int64_t>(n.next()); });
    enter_hashes_of<std::int32_t>(table, "i32",
                                  [](numbers& n) { return static_cast<std::int32_t>(n.next()); });
    enter_hashes_of<std::uint16_t>(table, "u16",
                                   [](numbers& n) { return static_cast<std::uint16_t>(n.next()); });
    enter_hashes_of<char>(table, "char", [](numbers& n) { return static_cast<char>(n.next()); });
    enter_hashes_of<bool>(table, "bool", [](numbers& n) { return n.next() % 2 == 0; });
    enter_hashes_of<colour>(table, "enum", [](numbers& n) {
        return static_cast<colour>(static_cast<int>(n.next() % 3) - 1);
    });
    enter_hashes_of<float>(table, "f32", [](numbers& n) { return n.of<float>(-4, 4); });
    enter_hashes_of<double>(table, "f64", [](numbers& n) { return n.of<double>(-400, 400); });
    enter_hashes_of<std::string>(table, "string", text<char>);
    enter_hashes_of<std::u16string>(table, "u16string", text<char16_t>);
    enter_hashes_of<std::u32string>(table, "u32string", text<char32_t>);
    enter_hashes_of<std::pair<std::uint32_t, double>>(table, "pair", [](numbers& n) {
        const auto first = static_cast<std::uint32_t>(n.next());
        return std::pair(first, n.of<double>(-1, 1));
    });
    enter_hashes_of<std::tuple<std::int8_t, std::string, bool>>(table, "tuple", [](numbers& n) {
        const auto number = static_cast<std::int8_t>(n.next());
        return std::tuple(number, text<char>(n), number > 0);
    });
    enter_hashes_of<std::array<std::uint64_t, 3>>(table, "array", [](numbers& n) {
        std::array<std::uint64_t, 3> result{};
        for (std::uint64_t& part : result) part = n.next();
        return result;
    });
    enter_hashes_of<std::optional<std::uint64_t>>(table, "optional", [](numbers& n) {
        const std::uint64_t number = n.next();
        return number % 3 == 0 ? std::nullopt : std::optional(number);
    });
    enter_hashes_of<std::variant<std::uint64_t, std::string>>(table, "variant", [](numbers& n) {
        using either = std::variant<std::uint64_t, std::string>;
        const std::uint64_t number = n.next();
        return number % 2 == 0 ? either(number) : either(text<char>(n));
    });
}

const register_bits hashes(enter_hashes);

} // namespace
} // namespace hpk::test
