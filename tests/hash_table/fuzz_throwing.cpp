// SPDX-License-Identifier: MIT
//
// The differential fuzzer over tables whose hashes, comparisons, constructors and allocators throw
// at random places, after which copies, merges and erasures go on.

#include "hash_table/allocators.hpp"
#include "hash_table/fuzz_policies.hpp"

namespace hpk::test {
namespace {

struct fuzz_throwing {
    static constexpr const char* name = "fuzz/throwing";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        fuzz_table<hash_table::map<Policy, std::uint32_t, tracked, throwing_hash, std::equal_to<>,
                                   counting_allocator<std::pair<const std::uint32_t, tracked>>>>(
            few_operations());
        fuzz_table<hash_table::map<Policy, std::uint32_t, std::uint32_t, throwing_hash>>(
            few_operations());
        if constexpr (takes_any_key<Policy>)
            fuzz_table<hash_table::set<Policy, tracked, throwing_hash, throwing_equal,
                                       counting_allocator<tracked>>>(few_operations());
        CHECK(all_bytes_are_back());
    }
};

const check_policies<fuzz_throwing> register_fuzz_throwing;

} // namespace
} // namespace hpk::test
