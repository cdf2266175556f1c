// SPDX-License-Identifier: MIT
//
// `node`: the differential fuzzer, and exceptions at every opportunity.

#include <cstdint>
#include <string>

#include "hash_table/allocators.hpp"
#include "hash_table/exceptions.hpp"
#include "hash_table/fuzz_policies.hpp"
#include "hash_table/nodes.hpp"

namespace hpk::test {
namespace {

using hash_table::node;

template <class Key, class T, class Hash>
using fragile_map = hash_table::map<node, Key, T, Hash, throwing_equal,
                                    counting_allocator<std::pair<const Key, T>>>;

TEST_CASE("node/random operations/of more types") {
    check_random_operations<hash_table::map<node, std::uint32_t, std::uint32_t>>(100'000);
    check_random_operations<hash_table::map<node, std::string, tracked>>(50'000);
    check_random_operations<hash_table::map<node, std::uint32_t, std::string, unmixed_hash>>(
        50'000);
    CHECK(tracked::live == 0);
    CHECK(tracked::misuses == 0);
}

TEST_CASE("node/fuzz") {
    fuzz_table<hash_table::map<node, std::uint32_t, tracked, throwing_hash, std::equal_to<>,
                               counting_allocator<std::pair<const std::uint32_t, tracked>>>>(
        few_operations());
    fuzz_table<hash_table::map<node, std::uint32_t, std::uint32_t, trusted_hash>>(few_operations());
    fuzz_table<hash_table::set<node, tracked, unmixed_hash>>(few_operations());
    CHECK(all_bytes_are_back());
}

TEST_CASE("node/exceptions") {
    throwing_operations<fragile_map<tracked, tracked, throwing_hash>>::check_all();
}

TEST_CASE("node/exceptions/in moves") {
    using moved = object<moves::throwing>;
    throwing_operations<fragile_map<moved, moved, trusted_hash>>::check_all();
}

TEST_CASE("node/exceptions/move only") {
    using moved = object<moves::only>;
    throwing_operations<fragile_map<moved, moved, throwing_hash>>::check_all();
}

} // namespace
} // namespace hpk::test
