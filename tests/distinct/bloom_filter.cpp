// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/distinct.hpp>

#include "common.hpp"
#include "distinct/problem.hpp"

namespace hpk::test {
namespace {

using distinct::bloom_filter;
using distinct::classic;
using distinct::split_block;

template <class Key, class Hash = sketch_hash<Key>>
using classic_filter = bloom_filter<Key, Hash, classic>;

using words = std::vector<std::uint32_t>;

template <class Filter>
words words_of(const Filter& filter) {
    return {filter.words().begin(), filter.words().end()};
}

/// The bits as Parquet's specification has them, by multiplication and division.
words expected_words(split_block shape, const std::vector<std::uint64_t>& hashes) {
    constexpr std::array<std::uint64_t, 8> salts{1203114875, 1150766481, 2284105051, 2729912477,
                                                 1884591559, 770785867,  2667333959, 1550580529};
    constexpr std::uint64_t two_32 = 4294967296;
    words all(8 * shape.blocks);
    for (const std::uint64_t h : hashes)
        for (std::size_t k = 0; k < 8; ++k)
            all[8 * (h / two_32 * shape.blocks / two_32) + k] |=
                std::uint32_t{1} << h % two_32 * salts[k] % two_32 / 134217728;
    return all;
}

/// The bits of the classic filter.
words expected_words(classic shape, const std::vector<std::uint64_t>& hashes) {
    words all((shape.bits + 31) / 32);
    for (const std::uint64_t h : hashes) {
        std::uint64_t place = h;
        for (int k = 0; k < shape.hashes; ++k) {
            // place * bits / 2^64, in halves: bits < 2^32
            const std::uint64_t low = place % 4294967296 * shape.bits / 4294967296;
            const std::uint64_t bit = (place / 4294967296 * shape.bits + low) / 4294967296;
            all[bit / 32] |= std::uint32_t{1} << bit % 32;
            place += finalised(h) / 2 * 2 + 1;
        }
    }
    return all;
}

template <class Key>
std::vector<std::uint64_t> hashes_of(const std::vector<Key>& keys) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(keys.size());
    for (const Key& key : keys) hashes.push_back(sketch_hash<Key>{}(key));
    return hashes;
}

template <class Layout, class Key>
void check_bits(Layout shape, std::size_t count) {
    INFO(count << " keys of " << key_type_name<Key>());
    const std::vector<Key> keys = numbered_keys<Key>(5, count);
    const words expected = expected_words(shape, hashes_of(keys));
    using filter = bloom_filter<Key, sketch_hash<Key>, Layout>;
    filter one_by_one(shape), many(shape), by_scalars(shape);
    for (const Key& key : keys) one_by_one.add(key);
    many.add_many(keys);
    by_scalars.template add_many<scalar>(keys);
    CHECK(words_of(one_by_one) == expected);
    CHECK(words_of(many) == expected);
    CHECK(words_of(by_scalars) == expected);
    CHECK(filter(shape, expected) == many);
    for (const int threads : {0, 1, 2, 3, 7}) {
        filter by_threads(shape);
        by_threads.add_many(keys, parallel{threads});
        CHECK(by_threads == many);
    }

    std::vector<Key> asked = numbered_keys<Key>(5 + count / 2, count); // half of them were added
    std::vector<char> answers(count, 2), by_threads(count, 2);
    const std::size_t found = many.contains_many(asked, answers);
    CHECK(many.contains_many(asked, by_threads, parallel{3}) == found);
    CHECK(by_threads == answers);
    CHECK(found == static_cast<std::size_t>(std::count(answers.begin(), answers.end(), 1)));
    bool right = true;
    for (std::size_t k = 0; k < count; ++k)
        right = right && (answers[k] == 1) == many.contains(asked[k]) &&
                (k >= count - count / 2 || answers[k] == 1);
    CHECK(right);
}

TEST_CASE("a Bloom filter has the bits that its definition says") {
    for (const std::size_t count : {0U, 1U, 31U, 32U, 33U, 100U}) {
        for (const std::size_t blocks : {1U, 2U, 3U, 7U}) {
            check_bits<split_block, std::uint64_t>({blocks}, count);
            check_bits<split_block, std::string>({blocks}, count);
        }
        check_bits<split_block, std::int32_t>({5}, count);
        for (const std::size_t bits : {1U, 31U, 32U, 33U, 1000U})
            check_bits<classic, std::uint64_t>({bits, 5}, count);
        check_bits<classic, std::string>({1001, 64}, count);
    }
    check_bits<split_block, std::uint64_t>({1234}, 20'000);
    check_bits<classic, std::uint64_t>({200'000, 7}, 20'000);
}

/// Wrong answers for keys that were not added, beside what the bits and the theory say.
template <class Layout>
void check_rate(std::size_t keys, double rate) {
    INFO(keys << " keys, rate " << rate);
    using filter = bloom_filter<std::uint64_t, sketch_hash<std::uint64_t>, Layout>;
    filter f(keys, rate);
    f.add_many(numbered_keys<std::uint64_t>(0, keys));
    constexpr std::size_t others = 400'000;
    std::vector<unsigned char> found(others);
    const auto wrong =
        static_cast<double>(f.contains_many(numbered_keys<std::uint64_t>(keys, others), found));
    const double now = f.false_positive_rate(), expected = f.shape().false_positive_rate(keys);
    CHECK(std::abs(wrong - now * others) < 5 * std::sqrt(now * others) + 1);
    CHECK(std::abs(now / expected - 1) < 20 / std::sqrt(static_cast<double>(keys)));
    CHECK(expected <= rate * 1.001);
    CHECK(expected > rate * (keys < 100 ? 0.2 : 0.8));
    CHECK(std::abs(f.estimate() / static_cast<double>(keys) - 1) <
          5 / std::sqrt(static_cast<double>(keys)));
}

TEST_CASE("false positives are as rare as the theory says") {
    for (const double rate : {0.5, 0.1, 0.01, 0.001}) {
        check_rate<split_block>(20'000, rate);
        check_rate<classic>(20'000, rate);
    }
    check_rate<split_block>(500, 0.01);
}

TEST_CASE("the size of a Bloom filter follows from its keys and its rate") {
    // The fewest blocks: with one less the rate is larger.
    for (const double rate : {0.3, 0.01, 1e-5}) {
        const auto shape = split_block::for_keys(100'000, rate);
        CHECK(shape.false_positive_rate(100'000) <= rate);
        CHECK(split_block{shape.blocks - 1}.false_positive_rate(100'000) > rate);
    }
    CHECK(split_block::for_keys(0, 0.01).blocks == 1);
    // Python's sum with math.exp and math.factorial.
    CHECK(std::abs(split_block{1000}.false_positive_rate(20'000) / 0.003973775163305879 - 1) <
          1e-12);
    CHECK(split_block{1}.false_positive_rate(0) == 0);
    CHECK(split_block{1}.false_positive_rate(513) == 1);
    CHECK(split_block{1}.false_positive_rate(512) > 0.999999);
    // Gorelick and Ozsvald's program has 791,015, whose rate is a little above 0.0005.
    CHECK(classic::for_keys(50'000, 0.0005) == classic{791'017, 11});
    CHECK(classic::for_keys(0, 0.01).bits > 0);
    CHECK(classic{1000, 3}.false_positive_rate(0) == 0);
}

TEST_CASE("Bloom filters are merged") {
    const auto few = numbered_keys<std::uint64_t>(0, 3000);
    const auto others = numbered_keys<std::uint64_t>(2000, 3000);
    bloom_filter<std::uint64_t> a(5000, 0.01), b(5000, 0.01), both(5000, 0.01);
    a.add_many(few);
    b.add_many(others);
    both.add_many(few);
    both.add_many(others);
    a.merge(b);
    CHECK(a == both);
    a.merge(a);
    CHECK(a == both);
    a.clear();
    CHECK(a == bloom_filter<std::uint64_t>(5000, 0.01));
    CHECK(a.estimate() == 0);
    CHECK(a.false_positive_rate() == 0);
    const bloom_filter<std::uint64_t> larger(6000, 0.01);
    CHECK(refusal([&] { a.merge(larger); }) ==
          "the filters have different shapes, so that they cannot be combined");
    const bloom_filter<std::uint64_t> seeded(5000, 0.01, sketch_hash<std::uint64_t>(1));
    CHECK(refusal([&] { a.merge(seeded); }).ends_with("cannot be combined"));
}

TEST_CASE("a full Bloom filter contains everything") {
    const words ones(16, ~std::uint32_t{0});
    const bloom_filter<std::uint64_t> full(split_block{2}, ones);
    CHECK(full.contains(17));
    CHECK(full.false_positive_rate() == 1);
    CHECK(std::abs(full.estimate() / (64 * std::log(512.0)) - 1) < 1e-9);
    const classic_filter<std::uint64_t> also(classic{33, 2}, words{~std::uint32_t{0}, 1});
    CHECK(also.contains(17));
    CHECK(also.false_positive_rate() == 1);
}

TEST_CASE("a Bloom filter takes strings in any form") {
    bloom_filter<std::string> filter(100, 0.001);
    filter.add("one");
    filter.add(std::string_view("two"));
    filter.add_many(std::vector<std::string_view>{"three", "one"}, parallel{2});
    CHECK(filter.contains("one"));
    CHECK(filter.contains(std::string("two")));
    CHECK(filter.contains(std::string_view("three")));
    CHECK(!filter.contains("four"));
    std::array<bool, 3> found{};
    CHECK(filter.contains_many(std::array<const char*, 3>{"one", "four", "three"}, found) == 2);
    CHECK(found == std::array{true, false, true});
}

TEST_CASE("a Bloom filter refuses what it cannot be") {
    using filter = bloom_filter<std::uint64_t>;
    CHECK(refusal([] { filter(100, 0.0); }) == "rate is 0 but must be between 0 and 1");
    CHECK(refusal([] { filter(100, 1.0); }) == "rate is 1 but must be between 0 and 1");
    CHECK(refusal([] { filter(100, std::nan("")); }).starts_with("rate is"));
    CHECK(refusal([] { filter(~std::size_t{0}, 0.01); }).ends_with("need more than 2^31 blocks"));
    CHECK(refusal([] { filter(split_block{0}); }) == "blocks is 0 but must be from 1 to 2^31");
    CHECK(refusal([] { filter(split_block{2}, words(15)); }) ==
          "there are 15 words but the shape has 16");
    using other = classic_filter<std::uint64_t>;
    CHECK(refusal([] { other(100, -1.0); }) == "rate is -1 but must be between 0 and 1");
    CHECK(refusal([] { other(~std::size_t{0}, 0.01); }).ends_with("need more than 2^48 bits"));
    CHECK(refusal([] { other(classic{0, 1}); }) == "bits is 0 but must be at least 1");
    CHECK(refusal([] { other(classic{1, 65}); }) == "hashes is 65 but must be from 1 to 64");
    CHECK(refusal([] { other(classic{33, 1}, words{0, 2}); }) ==
          "the last word has bits that the shape has not");

    filter f(100, 0.01);
    const std::vector<std::uint64_t> keys{1, 2};
    std::array<bool, 3> found{};
    CHECK(refusal([&] { f.contains_many(keys, found); }) ==
          "found has 3 places but there are 2 keys");
    std::array<bool, 2> right{};
    CHECK(refusal([&] { f.contains_many(keys, right, parallel{-1}); }).starts_with("parallel"));
    CHECK(refusal([&] { f.add_many(keys, parallel{-2}); }).starts_with("parallel"));
    CHECK(f == filter(100, 0.01));
}

} // namespace
} // namespace hpk::test
