// SPDX-License-Identifier: MIT
//
// Parquet's Bloom filters. The reference is data/bloom_filter.xxhash.bin of apache/parquet-testing,
// a filter of four words in 1024 bytes: its checksum, and hashes by a Python program.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/distinct.hpp>

#include "common.hpp"
#include "crc32.hpp"
#include "distinct/problem.hpp"

namespace hpk::test {
namespace {

using distinct::from_parquet;
using distinct::parquet_bloom_filter;
using distinct::parquet_hash;
using distinct::split_block;
using distinct::to_parquet;

std::uint32_t crc_of(std::string_view bytes) {
    return crc32(std::as_bytes(std::span(bytes)));
}

TEST_CASE("the hash of Parquet is XXH64") {
    const parquet_hash<std::string> hash;
    CHECK(hash("") == 0xef46db3751d8e999);
    CHECK(hash("abc") == 0x44bc2cf5ad770999);
    std::string text, hashes;
    for (unsigned k = 0; k < 200; ++k) {
        const std::uint64_t h = hash(text);
        for (int b = 0; b < 64; b += 8) hashes += static_cast<char>(h >> b);
        text += static_cast<char>(k * 7 + 3);
    }
    CHECK(crc_of(hashes) == 0xa3afa51a);
    // Numbers are hashed as their bytes in the plain encoding.
    const std::string one{"\1\0\0\0\0\0\0\0", 8};
    CHECK(parquet_hash<std::int64_t>{}(1) == hash(one));
    CHECK(parquet_hash<std::int32_t>{}(1) == hash(one.substr(0, 4)));
    CHECK(parquet_hash<std::int8_t>{}(1) == hash(one.substr(0, 4)));
    CHECK(parquet_hash<std::int16_t>{}(-1) == hash("\xff\xff\xff\xff"));
    CHECK(parquet_hash<std::uint16_t>{}(0xffff) == hash(std::string_view("\xff\xff\0\0", 4)));
    CHECK(parquet_hash<double>{}(0.5) == hash(std::string_view("\0\0\0\0\0\0\xe0\x3f", 8)));
    CHECK(parquet_hash<float>{}(0.5F) == hash(std::string_view("\0\0\0\x3f", 4)));
}

TEST_CASE("a filter for Parquet is the file of apache/parquet-testing") {
    parquet_bloom_filter<std::string> filter(split_block{32});
    for (const char* word : {"hello", "parquet", "bloom", "filter"}) filter.add(word);
    const std::string bytes = to_parquet(filter);
    CHECK(bytes.size() == 1040);
    CHECK(crc_of(bytes) == 0x6ae21ed2);
    const auto read = from_parquet<std::string>(bytes);
    CHECK(read == filter);
    CHECK(read.contains("parquet"));
    CHECK(!read.contains("absent"));
}

TEST_CASE("a filter for Parquet is that which was written") {
    for (const std::size_t blocks : {1U, 2U, 3U, 255U, 256U, 70'000U}) {
        parquet_bloom_filter<std::int64_t> filter(split_block{blocks});
        filter.add_many(numbered_keys<std::int64_t>(0, 10 * blocks));
        CHECK(from_parquet<std::int64_t>(to_parquet(filter)) == filter);
    }
}

TEST_CASE("bytes that are no filter of Parquet's are refused") {
    const auto refused = [](std::string_view bytes) {
        return refusal([&] { static_cast<void>(from_parquet<std::string>(bytes)); });
    };
    const std::string bytes = to_parquet(parquet_bloom_filter<std::string>(split_block{1}));
    CHECK(bytes.size() == 15 + 32);
    CHECK(refused(bytes).empty());
    const std::string no_header = "these bytes do not begin with the header of a Parquet Bloom "
                                  "filter (split blocks, XXH64, uncompressed)";
    for (std::size_t n = 0; n < 15; ++n) CHECK(refused(bytes.substr(0, n)) == no_header);
    for (std::size_t n = 15; n < bytes.size(); ++n)
        CHECK(refused(bytes.substr(0, n)) == "the Parquet Bloom filter has " +
                                                 std::to_string(n - 15) +
                                                 " bytes of bits but its header says otherwise");
    CHECK(refused(bytes + '\0').ends_with("33 bytes of bits but its header says otherwise"));
    for (std::size_t k = 0; k < 15; ++k) {
        std::string changed = bytes;
        changed[k] = static_cast<char>(changed[k] ^ 4);
        CHECK(!refused(changed).empty());
    }
    const auto with_size = [&](std::string_view size, std::size_t length) {
        std::string result(1, bytes[0]);
        return result.append(size).append(bytes, 2, 13).append(length, '\0');
    };
    CHECK(refused(with_size(std::string_view("\0", 1), 0)) ==
          "the Parquet Bloom filter has 0 bytes of bits but must have a multiple of 32");
    CHECK(refused(with_size("\x3e", 31)) ==
          "the Parquet Bloom filter has 31 bytes of bits but must have a multiple of 32");
    CHECK(refused(with_size("\x41", 32)).ends_with("otherwise")); // -33
    CHECK(refused(with_size("\xff\xff\xff\xff\x7f", 32)).ends_with("otherwise"));
    CHECK(refused(with_size("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 32)) == no_header);
    CHECK(refused(with_size("\xc0\x80\x80\x80", 32)) == no_header);
}

} // namespace
} // namespace hpk::test
