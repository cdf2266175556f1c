// SPDX-License-Identifier: MIT

#include <cstdint>
#include <vector>

#include "distinct/problem.hpp"

namespace hpk::test {
namespace {

using sketch = distinct::hyperloglog<std::uint64_t>;

sketch sketch_of(int p, std::uint64_t first, std::size_t count) {
    sketch result(p);
    result.add_many(numbered_keys<std::uint64_t>(first, count));
    return result;
}

TEST_CASE("merging is idempotent, commutative and associative, and adds the keys") {
    for (const int p : {4, 5, 8, 12, 14})
        for (const std::size_t n : {0U, 1U, 100U, 3000U, 50'000U}) {
            INFO("p = " << p << ", " << n << " keys");
            const sketch a = sketch_of(p, 0, n), b = sketch_of(p, n / 2, n),
                         c = sketch_of(p, 7 * n, n / 3);
            REQUIRE(union_of(a, a) == a);
            REQUIRE(union_of(a, b) == union_of(b, a));
            REQUIRE(union_of(union_of(a, b), c) == union_of(a, union_of(b, c)));
            REQUIRE(union_of(a, b) == sketch_of(p, 0, n + n / 2));
            REQUIRE(union_of(a, sketch(p)) == a);
            auto itself = a;
            itself.merge(itself);
            REQUIRE(itself == a);
        }
}

TEST_CASE("reducing is adding to a smaller sketch, and sketches of any size can be merged") {
    for (int p = 4; p <= 18; ++p)
        for (const std::size_t n : {0U, 1U, 50U, 3000U, 100'000U}) {
            if (n > 3000 && p % 4 != 2) continue;
            const sketch a = sketch_of(p, 0, n);
            for (int less = 4; less <= p; less += p - less > 3 ? 3 : 1) {
                INFO("p = " << p << ", reduced to " << less << ", " << n << " keys");
                const sketch small = sketch_of(less, 0, n), other = sketch_of(less, n / 2, n);
                REQUIRE(a.reduced(less) == small);
                REQUIRE(union_of(a, other) == sketch_of(less, 0, n + n / 2));
                REQUIRE(union_of(other, a) == union_of(a, other));
            }
        }
}

TEST_CASE("reducing keeps every rank") {
    for (int p = 5; p <= 12; ++p)
        for (int rank = 0; rank <= 65 - p; ++rank)
            for (std::size_t place = 0; place < 40; ++place) {
                std::vector<std::uint8_t> registers(std::size_t{1} << p);
                const std::size_t at = place * 13 % registers.size();
                registers[at] = static_cast<std::uint8_t>(rank);
                const sketch one{std::span<const std::uint8_t>(registers)};
                // A hash with that register and rank.
                std::vector<std::uint64_t> hashes;
                if (rank > 0) {
                    const int zeros = rank - 1;
                    const std::uint64_t bit =
                        p + zeros < 64 ? std::uint64_t{1} << (63 - p - zeros) : 0;
                    hashes.push_back(std::uint64_t{at} << (64 - p) | bit);
                }
                for (int less = 4; less < p; ++less)
                    REQUIRE(registers_of(one.reduced(less)) == counted_registers(hashes, less));
            }
}

} // namespace
} // namespace hpk::test
