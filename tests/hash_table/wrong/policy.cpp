// SPDX-License-Identifier: MIT
//
// A policy whose searches end too soon, under the tests of all policies, which must detect it.

#include <cstddef>

#include "hash_table/fuzz_policies.hpp"
#include "hash_table/placement.hpp"

namespace hpk::test {
namespace {

/// Looks at no more than 16 buckets.
struct short_probing : hash_table::detail::linear_probing {
    template <class Buckets, class K, class Equal>
    static std::size_t find_near(const Buckets& b, const K& key, std::size_t hash,
                                 const Equal& equal, std::size_t& free) {
        const std::size_t k = linear_probing::find_near(b, key, hash, equal, free);
        const std::size_t distance = (k - b.home(hash)) & b.mask();
        return k != hash_table::detail::nowhere && distance < 16 ? k : hash_table::detail::nowhere;
    }
};

struct short_probe {
    template <class Element, class Allocator>
    using storage = hash_table::detail::open_storage<Element, Allocator, short_probing>;
};

TEST_CASE("hash_table/short_probe/runs at every home") {
    runs::check<short_probe>();
}
TEST_CASE("hash_table/short_probe/every tag at every distance") {
    tags::check<short_probe>();
}
TEST_CASE("hash_table/short_probe/fuzz") {
    fuzz_table<hash_table::map<short_probe, std::uint32_t, std::uint32_t, trusted_hash>>(100'000);
}

} // namespace
} // namespace hpk::test
