// SPDX-License-Identifier: MIT
//
// Every row of reference/distinct.csv: registers and the bits of estimates, for keys that are made
// as the script that made the rows makes them.

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "crc32.hpp"
#include "distinct/problem.hpp"

namespace hpk::test {
namespace {

struct row {
    std::string pattern;
    std::size_t n;
    std::uint64_t seed;
    int p;
    std::uint32_t registers;
    std::uint64_t estimate;
    std::size_t k, hashes;
    std::uint32_t hashes_crc;
    std::string text;
};

const std::vector<row>& rows() {
    static const std::vector<row> all = [] {
        const reference_table table = read_reference(
            "distinct.csv",
            "pattern,n,seed,p,registers_crc32,estimate,estimate_bits,k,kmv_count,kmv_crc32");
        std::vector<row> result;
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            const auto& f = table.fields[r];
            const auto hex = [&](std::size_t i) { return std::stoull(f[i], nullptr, 16); };
            result.push_back({f[0], std::stoull(f[1]), std::stoull(f[2]), std::stoi(f[3]),
                              static_cast<std::uint32_t>(hex(4)), hex(6), std::stoull(f[7]),
                              std::stoull(f[8]), static_cast<std::uint32_t>(hex(9)),
                              table.rows[r]});
        }
        return result;
    }();
    return all;
}

std::vector<std::uint64_t> keys_of(const row& r) {
    std::vector<std::uint64_t> keys(r.n);
    for (std::uint64_t k = 0; k < r.n; ++k) {
        if (r.pattern == "random")
            keys[k] = detail::splitmix(r.seed + (k + 1) * 0x9E3779B97F4A7C15);
        if (r.pattern == "consecutive") keys[k] = k + r.seed;
        if (r.pattern == "eights") keys[k] = (k + r.seed) * 8;
        if (r.pattern == "high") keys[k] = k << 32;
    }
    return keys;
}

struct reference_rows {
    static constexpr const char* name = "reference";

    template <class V, class B, class T>
    static void check() {
        if constexpr (std::is_same_v<T, std::uint64_t>) {
            int checked = 0;
            for (const row& r : rows()) {
                INFO(r.text);
                ++checked;
                const auto keys = keys_of(r);
                distinct::hyperloglog<std::uint64_t> sketch(r.p), shared(r.p);
                sketch.add_many<V, B>(keys);
                REQUIRE(crc32(std::as_bytes(sketch.registers())) == r.registers);
                REQUIRE(std::bit_cast<std::uint64_t>(sketch.estimate()) == r.estimate);
                shared.add_many<V, B>(keys, parallel{3});
                REQUIRE(shared == sketch);
            }
            CHECK(checked == 160);
        }
    }
};

const check_sketches<reference_rows> register_reference_rows;

TEST_CASE("the k smallest hashes are those of the reference") {
    const auto crc = [](const distinct::k_minimum_values<std::uint64_t>& sketch) {
        return crc32(std::as_bytes(sketch.hashes()));
    };
    for (const row& r : rows()) {
        INFO(r.text);
        const auto keys = keys_of(r);
        HPK_TRIED_BACKENDS::for_each([&]<class B>(std::type_identity<B>) {
            distinct::k_minimum_values<std::uint64_t> sketch(r.k), shared(r.k);
            sketch.add_many<B>(keys);
            REQUIRE(sketch.hashes().size() == r.hashes);
            REQUIRE(crc(sketch) == r.hashes_crc);
            shared.add_many<B>(keys, parallel{2});
            REQUIRE(shared == sketch);
        });
    }
}

TEST_CASE("sketches that keys are added to one by one are those of the reference") {
    for (const row& r : rows()) {
        if (r.n > 10'000) continue;
        INFO(r.text);
        distinct::hyperloglog<std::uint64_t> sketch(r.p), by_hashes(r.p);
        for (const std::uint64_t key : keys_of(r)) {
            sketch.add(key);
            by_hashes.add_hash(finalised(key));
        }
        REQUIRE(crc32(std::as_bytes(sketch.registers())) == r.registers);
        REQUIRE(sketch == by_hashes);
    }
}

} // namespace
} // namespace hpk::test
