// SPDX-License-Identifier: MIT
//
// The differential fuzzer over sets of objects that are counted and detect misuse, with a hash that
// the table has to mix, and over a map of strings.

#include "hash_table/fuzz_policies.hpp"

namespace hpk::test {
namespace {

struct fuzz_objects {
    static constexpr const char* name = "fuzz/objects";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    template <class Policy>
    static void check() {
        fuzz_table<hash_table::set<Policy, tracked, unmixed_hash>>(fresh_operations());
    }
};

const check_policies<fuzz_objects> register_fuzz_objects;

TEST_CASE("hash_table/tagged/fuzz/strings to objects") {
    fuzz_table<hash_map<std::string, tracked>>(fresh_operations());
}

TEST_CASE("hash_table/key_window/fuzz/integers to objects") {
    fuzz_table<hash_table::map<hash_table::key_window, std::uint32_t, tracked, trusted_hash>>(
        fresh_operations());
}

} // namespace
} // namespace hpk::test
