// SPDX-License-Identifier: MIT

#include "distinct/shapes.hpp"

#include <cstdint>
#include <type_traits>
#include <vector>

namespace hpk::test {
namespace {

const check_sketches<distinct_shapes> register_shapes;

/// Its hashes are the keys.
struct no_hash {
    std::uint64_t operator()(std::uint64_t key) const noexcept { return key; }
};

struct all_ranks {
    static constexpr const char* name = "ranks";

    /// Hashes of every rank for every register, the extreme ones too, in an order in which the
    /// floor of `sieved` rises to the last.
    template <class V, class B, class T>
    static void check() {
        if constexpr (std::is_same_v<T, std::uint64_t>)
            for (const int p : {4, 7, 10}) {
                INFO("p = " << p);
                distinct::hyperloglog<std::uint64_t, no_hash> sketch(p);
                std::vector<std::uint64_t> hashes;
                for (int zeros = 0; zeros <= 64 - p; ++zeros) {
                    // 8 for each register, so that the floor is looked up again.
                    std::vector<std::uint64_t> more;
                    const std::uint64_t one =
                        zeros == 64 - p ? 0 : std::uint64_t{1} << (63 - p - zeros);
                    for (std::uint64_t k = 0; k < std::uint64_t{8} << p; ++k)
                        more.push_back(k << (64 - p) | one |
                                       (detail::splitmix(k) & (one - (one != 0))));
                    sketch.add_many<V, B>(more);
                    hashes.insert(hashes.end(), more.begin(), more.end());
                    REQUIRE(registers_of(sketch) == counted_registers(hashes, p));
                }
                for (const std::uint8_t r : sketch.registers()) REQUIRE(r == 65 - p);
            }
    }
};

const check_sketches<all_ranks> register_all_ranks;

} // namespace
} // namespace hpk::test
