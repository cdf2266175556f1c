// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <hpk/hash/hash.hpp>
#include <hpk/hash/seeded_hash.hpp>
#include <hpk/hash/siphash.hpp>
#include <hpk/hash_table/entropy.hpp>

#include "catch.hpp"

namespace hpk::test {
namespace {

struct only_own_hash {
    int n;
};

} // namespace
} // namespace hpk::test

template <>
struct hpk::hash<hpk::test::only_own_hash> {
    std::size_t operator()(const hpk::test::only_own_hash& value) const noexcept {
        return static_cast<std::size_t>(value.n);
    }
};

namespace hpk::test {
namespace {

template <class Hash, class T>
concept hashes = requires(const Hash& hash, const T& value) { hash(value); };

// Keys that collide in a hash without a key would collide under any key.
static_assert(!hashes<seeded_hash<only_own_hash>, only_own_hash>);
static_assert(!hashes<siphash<std::pair<int, only_own_hash>>, std::pair<int, only_own_hash>>);
static_assert(!hashes<seeded_hash<std::bitset<8>>, std::bitset<8>>);

/// The bytes 0, 1, 2, ...
std::string counting_bytes(std::size_t size) {
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i);
    return text;
}

TEST_CASE("siphash/2-4 is that of the paper") {
    // Appendix A of the paper, and the first of the 64 results that the authors published.
    const siphash<std::string, 2, 4> h(0x0706050403020100, 0x0f0e0d0c0b0a0908);
    CHECK(h(counting_bytes(15)) == 0xa129ca6149be45e5);
    CHECK(h(counting_bytes(0)) == 0x726fdb47dd0e0e31);
    CHECK(h(counting_bytes(1)) == 0x74f839c593dc67fd);
    CHECK(h(counting_bytes(7)) == 0xab0200f58b01d137);
    CHECK(h(counting_bytes(8)) == 0x93f5f5799a932462);
}

TEST_CASE("siphash/1-3 is that of CPython") {
    // PYTHONHASHSEED=0 python3.11 -c 'print(hex(hash(b"a") & (2**64 - 1)))'
    const siphash<std::string> h(0, 0);
    CHECK(h("a") == 0x407448d2b89b1813);
    CHECK(h("hello world") == 0xb1b1f2e707e4ac8a);
    CHECK(h("0123456789abcdef") == 0x1d42b30f7e060c24);
    CHECK(h(counting_bytes(63)) == 0x385d3e39e5f37359);
}

TEST_CASE("siphash/words hash as their bytes do") {
    const siphash<std::uint64_t> of_word(1, 2);
    const siphash<std::pair<std::uint64_t, std::uint64_t>> of_pair(1, 2);
    const siphash<std::string> of_string(1, 2);
    CHECK(of_word(0x6f77206f6c6c6568) == of_string("hello wo"));
    CHECK(of_pair({0x3736353433323130, 0x6665646362613938}) == of_string("0123456789abcdef"));
}

template <template <class> class Hash>
void check_keys() {
    using value = std::tuple<int, std::string, std::optional<double>>;
    const value v{1, "two", 3.0};
    const Hash<value> a, b, seeded(1), seeded_alike(1), seeded_otherwise(2);
    const Hash<value> copy = a; // NOLINT(performance-unnecessary-copy-initialization)

    CHECK_FALSE(a == b);
    CHECK(a(v) != b(v));
    CHECK(a == copy);
    CHECK(a(v) == copy(v));
    CHECK(seeded == seeded_alike);
    CHECK(seeded(v) == seeded_alike(v));
    CHECK_FALSE(seeded == seeded_otherwise);
    CHECK(seeded(v) != seeded_otherwise(v));

    const Hash<std::string> of_string(1);
    CHECK(of_string("text") == of_string(std::string_view("text")));
    CHECK(of_string("text") == of_string(std::string("text")));
    CHECK(of_string("text") != hash<std::string>{}("text"));
    CHECK(Hash<double>(1)(0.0) == Hash<double>(1)(-0.0));
    static_assert(is_avalanching_v<Hash<int>>);
}

template <class T>
using siphash_1_3 = siphash<T>;

TEST_CASE("seeded_hash/keys") {
    check_keys<seeded_hash>();
}
TEST_CASE("siphash/keys") {
    check_keys<siphash_1_3>();
}

/// Strings that collide under hpk::hash: the first two of the three chains compute the same
/// product, so that their xor is 0 for all words.
std::vector<std::string> colliding_strings() {
    constexpr detail::secret open;
    std::vector<std::string> strings;
    for (std::uint64_t word = 0; word < 1000; ++word) {
        const std::uint64_t lanes[] = {word, 7 * word, word ^ open.key(3) ^ open.key(4),
                                       7 * word ^ open.key(0) ^ open.key(1)};
        std::string text(80, 'x');
        for (std::size_t i = 0; i < 4; ++i)
            for (std::size_t byte = 0; byte < 8; ++byte)
                text[8 * i + byte] = static_cast<char>(lanes[i] >> 8 * byte);
        strings.push_back(text);
    }
    return strings;
}

TEST_CASE("seeded_hash/strings that somebody made collide do not") {
    const auto strings = colliding_strings();
    CHECK(hash_table::entropy(strings, hash<std::string>{}) == 0);
    const double most = std::log2(1000.0);
    CHECK(hash_table::entropy(strings, seeded_hash<std::string>{}) > most - 1e-9);
    CHECK(hash_table::entropy(strings, seeded_hash<std::string>{1}) > most - 1e-9);
    CHECK(hash_table::entropy(strings, siphash<std::string>{}) > most - 1e-9);
}

/// The bucket among 2^16 and the tag.
template <class Hash>
auto place_by(Hash h) {
    return [h](std::uint64_t key) { return (h(key) >> 16 & 0xffff) | h(key) >> 57 << 16; };
}

TEST_CASE("seeded_hash/integers that somebody made collide do not") {
    const auto open_place = place_by(hash<std::uint64_t>{});
    std::vector<std::uint64_t> keys;
    for (std::uint64_t key = 0; keys.size() < 200; ++key)
        if ((open_place(key) & 0xffff) == 0x1234) keys.push_back(key);
    CHECK(hash_table::entropy(keys, open_place) < 7);
    const double most = std::log2(200.0);
    CHECK(hash_table::entropy(keys, place_by(seeded_hash<std::uint64_t>{})) > most - 0.1);
    CHECK(hash_table::entropy(keys, place_by(seeded_hash<std::uint64_t>{1})) > most - 0.1);
    CHECK(hash_table::entropy(keys, place_by(siphash<std::uint64_t>{})) > most - 0.1);
}

TEST_CASE("seeded_hash/a seed means the same everywhere") {
    CHECK(seeded_hash<int>{1}(1) == 0x56abeab1d4f4e9b9);
    CHECK(seeded_hash<std::string>{1}("text") == 0xa32f3b28e9ffdc34);
    CHECK(siphash<int>{1}(1) == 0x330e8fc17ecf1104);
}

} // namespace
} // namespace hpk::test
