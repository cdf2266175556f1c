// SPDX-License-Identifier: MIT
//
// DataSketches' sketches. reference/datasketches.csv has what hll_sketch (datasketches-cpp at
// c2288858) with HLL_8 serialises in the compact form after keys that are made as here: lists and
// sets of coupons whole, of registers the checksum.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <hpk/distinct.hpp>

#include "common.hpp"
#include "crc32.hpp"
#include "distinct/problem.hpp"

namespace hpk::test {
namespace {

using distinct::datasketches_hyperloglog;
using distinct::from_datasketches;
using distinct::to_datasketches;

template <class Key>
std::vector<Key> keys_of(std::size_t n) {
    std::vector<Key> keys;
    for (std::uint64_t k = 0; k < n; ++k) {
        if constexpr (std::is_integral_v<Key>)
            keys.push_back(static_cast<Key>(k * 2654435761U - 7));
        else
            keys.push_back("key:" + std::to_string(k));
    }
    return keys;
}

template <class Key>
void check_row(const std::vector<std::string>& f) {
    const int p = std::stoi(f[1]);
    datasketches_hyperloglog<Key> sketch(p, {p});
    sketch.add_many(keys_of<Key>(std::stoull(f[2])));
    CHECK(from_datasketches<Key>(to_datasketches(sketch)) == sketch);
    if (f[3] != "-")
        CHECK(crc32(std::as_bytes(sketch.registers())) == std::stoul(f[3], nullptr, 16));
    if (f[4] != "-") CHECK(from_datasketches<Key>(from_hex(f[4])) == sketch);
}

TEST_CASE("the registers and coupons are those of DataSketches") {
    const reference_table table =
        read_reference("datasketches.csv", "keys,p,number,registers_crc32,coupons");
    for (const auto& f : table.fields) {
        INFO(f[2] << " keys of " << f[0] << ", p = " << f[1]);
        if (f[0] == "u64") check_row<std::uint64_t>(f);
        if (f[0] == "i32") check_row<std::int32_t>(f);
        if (f[0] == "string") check_row<std::string>(f);
    }
    CHECK(table.rows.size() == 45);
    // Unsigned integers are hashed as signed ones of their width.
    const distinct::datasketches_hash<std::uint32_t> hash{12};
    CHECK(hash(0xffffffff) == distinct::datasketches_hash<std::int64_t>{12}(-1));
    // Without a precision it has the bits of the other word alone.
    const distinct::datasketches_hash<std::uint32_t> unarranged;
    CHECK(unarranged(5) >> 12 == (hash(5) & ~std::uint64_t{0} >> 12));
}

TEST_CASE("a string for DataSketches has its sums and the number of empty registers") {
    const auto read = [](const std::string& bytes, std::size_t at) {
        std::uint64_t word = 0;
        for (std::size_t k = 8; k-- > 0;)
            word = word << 8 | static_cast<unsigned char>(bytes[at + k]);
        return word;
    };
    std::vector<std::uint8_t> registers(16);
    registers[3] = 1;
    registers[4] = 31;
    registers[5] = 32;
    registers[6] = 61;
    const std::string bytes = to_datasketches(datasketches_hyperloglog<int>(registers, {4}));
    CHECK(bytes.size() == 56);
    CHECK(bytes.substr(0, 8) == std::string("\x0a\1\7\4\0\x18\0\x0a", 8));
    CHECK(std::bit_cast<double>(read(bytes, 16)) == 12 + 0.5 + 0x1p-31);
    CHECK(std::bit_cast<double>(read(bytes, 24)) == 0x1p-32 + 0x1p-61);
    CHECK(read(bytes, 32) == 12);
    CHECK(bytes[40 + 6] == 61);
}

TEST_CASE("a DataSketches sketch has the size of its hash") {
    using sketch = datasketches_hyperloglog<int>;
    CHECK(refusal([] { sketch(12, {10}); }) ==
          "p is 12 but must be 10, the precision of the hash function");
    CHECK(refusal([] { sketch(12, {12}).merge(sketch(10, {10})); }) ==
          "the sketches have different hash functions or seeds, so that they cannot be combined");
}

TEST_CASE("bytes that are no DataSketches sketch are refused in a sentence") {
    const auto refused = [](std::string bytes, std::size_t at = 0, int value = -1) {
        if (value >= 0) bytes[at] = static_cast<char>(value);
        return refusal([&] { static_cast<void>(from_datasketches<std::string>(bytes)); });
    };
    datasketches_hyperloglog<std::string> some(4, {4});
    some.add("one");
    const std::string registers = to_datasketches(some);
    const std::string list("\2\1\7\4\3\x08\1\0\x4c\x17\2\x0c", 12);
    const std::string set("\3\1\7\4\5\x08\0\1\1\0\0\0\x4c\x17\2\x0c", 16);
    CHECK(refused(registers).empty());
    CHECK(refused(list).empty());
    CHECK(refused(set).empty());
    const std::string the = "the DataSketches sketch ", of_the = " of the DataSketches sketch is ";
    CHECK(refused(list.substr(0, 7)) == the + "has 7 bytes but its preamble alone has 8");
    CHECK(refused(list, 1, 2) == "the version" + of_the + "2 but must be 1");
    CHECK(refused(list, 2, 8) == "the family" + of_the + "8 but must be 7");
    CHECK(refused(list, 3, 3) == "the lg K" + of_the + "3 but must be from 4 to 18");
    CHECK(refused(list, 3, 21) == "the lg K" + of_the + "21 but must be from 4 to 18");
    CHECK(refused(list, 5, 0) == the + "is not in the compact form");
    CHECK(refused(list, 5, 4).empty()); // an empty sketch, whatever follows
    CHECK(refused(list, 7, 3) == "the mode" + of_the + "3 but must be 0, 1 or 2");
    CHECK(refused(list, 0, 3) == "the preamble's length" + of_the + "3 but must be 2");
    CHECK(refused(list, 6, 2) == the + "has 12 bytes but must have 16");
    CHECK(refused(list + "x") == the + "has 13 bytes but must have 12");
    CHECK(refused(list, 11, 0) == "a coupon" + of_the.substr(0, 27) + " has the value 0");
    CHECK(refused(list, 11, 0xfc) == "a register is 63 but can be at most 61");
    CHECK(refused(set.substr(0, 11)) == the + "has 11 bytes but its preamble alone has 12");
    CHECK(refused(set, 11, 0x80) == the + "has 16 bytes but must have 8589934608");
    CHECK(refused(set, 0, 10) == "the preamble's length" + of_the + "10 but must be 3");
    CHECK(refused(registers, 0, 3) == "the preamble's length" + of_the + "3 but must be 10");
    CHECK(refused(registers, 7, 2) ==
          "the registers of the DataSketches sketch are not those of HLL_8");
    CHECK(refused(registers + "x") == the + "has 57 bytes but must have 56");
    CHECK(refused(registers, 55, 62) == "a register is 62 but can be at most 61");
}

} // namespace
} // namespace hpk::test
