// SPDX-License-Identifier: MIT
//
// Redis's strings. reference/redis.csv has those of redis-server 7.0.15 after PFADD of "key:0",
// "key:1" …: the checksum of the dense one (of Python, with equal registers) and the sparse one.

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <hpk/distinct.hpp>

#include "common.hpp"
#include "crc32.hpp"
#include "distinct/problem.hpp"

namespace hpk::test {
namespace {

using distinct::from_redis;
using distinct::redis_hyperloglog;
using distinct::to_redis;

std::uint32_t crc_of(const std::string& bytes) {
    return crc32(std::as_bytes(std::span(bytes)));
}

TEST_CASE("the registers, strings and counts are those of redis-server") {
    const reference_table table = read_reference("redis.csv", "keys,dense_crc32,pfcount,sparse");
    redis_hyperloglog sketch(14);
    std::size_t added = 0;
    int sparse_ones = 0;
    for (const auto& f : table.fields) {
        INFO(f[0] << " keys");
        std::vector<std::string> keys;
        for (; added < std::stoull(f[0]); ++added) keys.push_back("key:" + std::to_string(added));
        sketch.add_many(keys, parallel{2});
        const std::string bytes = to_redis(sketch);
        CHECK(bytes.size() == 12304);
        CHECK(crc_of(bytes) == std::stoul(f[1], nullptr, 16));
        CHECK(std::llround(sketch.estimate()) == std::stoll(f[2]));
        CHECK(from_redis(bytes) == sketch);
        if (f[3] == "-") continue;
        ++sparse_ones;
        CHECK(from_redis(from_hex(f[3])) == sketch);
    }
    CHECK(sparse_ones == 7);
}

TEST_CASE("the hash of Redis is MurmurHash64A, with the bits in other places") {
    // By Python: the lowest 14 bits first, then the others from the lowest on.
    const auto arranged = [](std::uint64_t h) {
        std::uint64_t result = h % 16384;
        for (int bit = 14; bit < 64; ++bit) result = result << 1 | (h >> bit & 1);
        return result;
    };
    const distinct::redis_hash hash;
    CHECK(hash("") == arranged(0xd8dfea6585bc9732));
    CHECK(hash("a") == arranged(0x53d2470a9b43b1a7));
    CHECK(hash("1234567") == arranged(0x85563db163632857));
    CHECK(hash("12345678") == arranged(0x95ebb86389132953));
    CHECK(hash("123456789") == arranged(0x217532cb09f2a44d));
    CHECK(hash(std::string("hello, world! abc")) == arranged(0x5ef3b7cffb5d4de9));
}

TEST_CASE("a Redis sketch has one size") {
    const std::string sentence = " but must be 14, the precision of the hash function";
    CHECK(refusal([] { redis_hyperloglog(12); }) == "p is 12" + sentence);
    CHECK(refusal([] { static_cast<void>(redis_hyperloglog(14).reduced(10)); }) ==
          "p is 10" + sentence);
    CHECK(refusal([] { redis_hyperloglog{std::vector<std::uint8_t>(1024)}; }) ==
          "p is 10" + sentence);
}

TEST_CASE("every register is kept") {
    std::vector<std::uint8_t> registers(16384);
    for (std::size_t k = 0; k < registers.size(); ++k)
        registers[k] = static_cast<std::uint8_t>(detail::splitmix(k) % 52);
    const redis_hyperloglog sketch{registers};
    CHECK(registers_of(from_redis(to_redis(sketch))) == registers);
}

TEST_CASE("bytes that are no Redis sketch are refused in a sentence") {
    const auto refused = [](const std::string& bytes) {
        return refusal([&] { static_cast<void>(from_redis(bytes)); });
    };
    const std::string dense = to_redis(redis_hyperloglog(14));
    CHECK(refused("") == "the Redis string has 0 bytes but its header alone has 16");
    CHECK(refused(dense.substr(0, 15)) ==
          "the Redis string has 15 bytes but its header alone has 16");
    CHECK(refused("hyll" + dense.substr(4)) == "the Redis string does not begin with HYLL");
    CHECK(refused("HYLL\2" + dense.substr(5)) ==
          "the encoding of the Redis string is 2 but must be 0 (dense) or 1 (sparse)");
    CHECK(refused(dense.substr(1).insert(0, "H") + "x").find("dense Redis string") == 4);
    CHECK(refused(dense + "x") == "the dense Redis string has 12305 bytes but must have 12304");
    CHECK(refused(dense.substr(0, 16)) ==
          "the dense Redis string has 16 bytes but must have 12304");
    auto high = dense;
    high[16] = 52;
    CHECK(refused(high) == "a register is 52 but can be at most 51");

    const std::string header("HYLL\1\0\0\0\0\0\0\0\0\0\0\x80", 16);
    const auto sparse = [&](const std::string& runs) { return refused(header + runs); };
    CHECK(sparse("\x7f\xff").empty());
    CHECK(sparse("") == "the sparse Redis string has 0 registers but must have 16384");
    CHECK(sparse("\x7f\xfe") == "the sparse Redis string has 16383 registers but must have 16384");
    CHECK(sparse("\x7f\xfe\x80").empty());
    const std::string longer =
        "the runs of the sparse Redis string are longer than 16384 registers";
    CHECK(sparse("\x7f\xfe\x81") == longer);
    CHECK(sparse("\x7f\xff\x80") == longer);
    CHECK(sparse(std::string("\x7f\xff\0", 3)) == longer);
    CHECK(sparse("\x7f\xff\x7f\xff") == longer);
    CHECK(sparse("\x3f\x7f") == "the sparse Redis string ends in the middle of a run");
}

} // namespace
} // namespace hpk::test
