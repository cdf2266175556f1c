// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <hpk/hash/hash.hpp>

#include "catch.hpp"
#include "fenced.hpp"

namespace hpk::test {
namespace {

/// Has only a std::hash, which does not mix.
struct only_std {
    int n;
};
/// Has its own hash.
struct own_hash {
    std::size_t n;
};
struct no_hash {};

enum class colour : unsigned char { red, green };

} // namespace
} // namespace hpk::test

template <>
struct std::hash<hpk::test::only_std> {
    std::size_t operator()(const hpk::test::only_std& value) const noexcept {
        return static_cast<std::size_t>(value.n);
    }
};
template <>
struct hpk::hash<hpk::test::own_hash> {
    std::size_t operator()(const hpk::test::own_hash& value) const noexcept {
        return 1000 + value.n;
    }
};

namespace hpk::test {
namespace {

template <class T>
std::size_t hash_of(const T& value) {
    return hash<T>{}(value);
}

template <class T>
concept has_hash = requires(const T& value) { hash<T>{}(value); };

static_assert(has_hash<std::tuple<>> && has_hash<std::array<int, 0>> && has_hash<long double>);
static_assert(has_hash<std::variant<std::monostate, std::pair<int, std::optional<std::string>>>>);
static_assert(has_hash<std::vector<std::string>>);
static_assert(has_hash<std::bitset<8>>); // std's
static_assert(!has_hash<no_hash> && !has_hash<std::pair<int, no_hash>> &&
              !has_hash<std::tuple<no_hash>> && !has_hash<std::optional<no_hash>> &&
              !has_hash<std::array<no_hash, 2>> && !has_hash<std::variant<no_hash>>);

struct says_yes {
    using is_avalanching = std::true_type;
};
struct says_no {
    using is_avalanching = std::false_type;
};
static_assert(is_avalanching_v<hash<int>> && is_avalanching_v<says_yes>);
static_assert(!is_avalanching_v<says_no> && !is_avalanching_v<std::hash<int>>);

std::string text_of(std::size_t size) {
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(31 * i + size);
    return text;
}

TEST_CASE("hash/the same with every compiler, flag and platform") {
    CHECK(hash_of(0) == 0);
    CHECK(hash_of(1) == 0xb32597729806e09d);
    CHECK(hash_of(-1) == 0xffffffffffffffff);
    CHECK(hash_of(1.0) == 0x1a8e33832ed837b9);
    CHECK(hash_of('\xff') == hash_of(0xff)); // whether or not char is signed
    CHECK(hash_of(std::pair(1, 2)) == 0xe8aa8bd7504a2046);
    CHECK(hash_of(std::tuple(1, std::string("two"), 3.0f)) == 0x9b444213772efb64);
    std::uint64_t all_lengths = 0;
    for (std::size_t size = 0; size <= 300; ++size)
        all_lengths = 31 * all_lengths + hash_of(text_of(size));
    CHECK(all_lengths == 0xea9e009e55dcf697);
}

TEST_CASE("hash/what is equal hashes alike") {
    CHECK(hash_of(0.0) == hash_of(-0.0));
    CHECK(hash_of(0.0f) == hash_of(-0.0f));
    CHECK(hash_of(std::pair(0.0, 1)) == hash_of(std::pair(-0.0, 1)));
    CHECK(hash_of(1.0) != hash_of(-1.0));

    const hash<std::string> of_string;
    for (const char* text : {"", "a", "a string that is longer than any buffer within a string"}) {
        CHECK(of_string(text) == of_string(std::string(text)));
        CHECK(of_string(text) == of_string(std::string_view(text)));
        CHECK(of_string(text) == hash<std::string_view>{}(text));
    }
    CHECK(hash<std::u16string>{}(u"abc") == hash<std::u16string_view>{}(u"abc"));

    int object = 0;
    const auto no_deleter = [](int*) {};
    const std::unique_ptr<int, decltype(no_deleter)> unique(&object, no_deleter);
    const std::shared_ptr<int> shared(&object, no_deleter);
    CHECK(hash_of(unique) == hash_of(&object));
    CHECK(hash_of(shared) == hash_of(&object));
    CHECK(hash_of(std::optional<int>(3)) == hash_of(3));
    CHECK(hash_of(colour::green) == hash_of(1));
}

TEST_CASE("hash/what differs hashes differently") {
    CHECK(hash_of(std::pair(1, 2)) != hash_of(std::pair(2, 1)));
    CHECK(hash_of(std::array{1, 2, 3}) != hash_of(std::array{1, 3, 2}));
    CHECK(hash_of(std::optional<int>()) != hash_of(std::optional<int>(0)));
    CHECK(hash_of(std::variant<int, unsigned>(1)) != hash_of(std::variant<int, unsigned>(1U)));
    CHECK(hash_of(std::pair(std::string("ab"), std::string("c"))) !=
          hash_of(std::pair(std::string("a"), std::string("bc"))));
}

TEST_CASE("hash/128 bits count") {
    using detail::uint128;
    const hash<uint128> of;
    CHECK(of(1) != of(uint128{1} << 64));
    CHECK(of(uint128{1} << 64) != of(uint128{1} << 127));
    CHECK(hash<detail::int128>{}(-1) == of(~uint128{0}));
}

TEST_CASE("hash/other types go through std::hash and a mix, or give their own") {
    CHECK(hash_of(only_std{5}) == detail::mix(5));
    CHECK(hash_of(own_hash{5}) == 1005);
    // It is also used inside other values.
    const std::size_t in_pair = hash_of(std::pair(own_hash{5}, 7));
    CHECK(in_pair == hash_of(std::pair(std::size_t{1005}, 7)));
    CHECK(hash_of(std::optional(own_hash{5})) == 1005);
}

TEST_CASE("hash/every byte of a string counts, and none beyond it is read") {
    for (std::size_t size = 0; size <= 200; ++size) {
        const std::string text = text_of(size);
        const fenced<char> behind_fence(text, fence::before), memory(text, fence::behind);
        const std::span<char> bytes = memory.elements();
        const auto now = [&] { return hash_of(std::string_view(bytes.data(), size)); };
        CHECK(hash_of(std::string_view(behind_fence.elements().data(), size)) == now());
        const std::size_t before = now();
        REQUIRE(before == hash_of(text));
        for (std::size_t i = 0; i < size; ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                bytes[i] = static_cast<char>(text[i] ^ 1 << bit);
                CHECK(now() != before);
            }
            bytes[i] = text[i];
        }
    }
}

TEST_CASE("hash/the length counts") {
    std::vector<std::size_t> hashes;
    for (const char fill : {'\0', 'a', '\xff'})
        for (std::size_t size = 1; size <= 300; ++size)
            hashes.push_back(hash_of(std::string(size, fill)));
    hashes.push_back(hash_of(std::string()));
    std::ranges::sort(hashes);
    CHECK(std::ranges::adjacent_find(hashes) == hashes.end());
    // They would be equal if the length were merely xored in.
    CHECK(hash_of(std::string("aaaaaaaa")) != hash_of(std::string("`aaaaaaaa")));
}

} // namespace
} // namespace hpk::test
