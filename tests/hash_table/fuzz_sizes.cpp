// SPDX-License-Identifier: MIT
//
// The differential fuzzer over elements of odd sizes, above all for windows of keys.

#include <array>

#include "hash_table/fuzz_policies.hpp"

namespace hpk::test {
namespace {

/// A map from Key to a value of Rest bytes.
template <class Policy, class Key, std::size_t Rest>
void fuzz_size() {
    INFO("keys of " << sizeof(Key) << " bytes, values of " << Rest);
    fuzz_table<hash_table::map<Policy, Key, std::array<std::uint8_t, Rest>, trusted_hash>>(
        few_operations());
}

TEST_CASE("hash_table/key_window/fuzz/sizes") {
    fuzz_size<hash_table::key_window, std::uint8_t, 5>();
    fuzz_size<hash_table::key_window, std::uint8_t, 31>();
    fuzz_size<hash_table::key_window, std::uint16_t, 4>();
    fuzz_size<hash_table::key_window, std::uint16_t, 10>();
    fuzz_size<hash_table::key_window, std::uint32_t, 8>();
    fuzz_size<hash_table::key_window, std::uint64_t, 16>();
    fuzz_size<hash_table::key_window, std::uint64_t, 32>();
}

TEST_CASE("hash_table/tagged/fuzz/sizes") {
    fuzz_size<hash_table::tagged, std::uint8_t, 4>();
    fuzz_size<hash_table::tagged, std::uint16_t, 5>();
    fuzz_size<hash_table::compact, std::uint8_t, 32>();
}

TEST_CASE("hash_table/ordered/fuzz/sizes") {
    fuzz_size<hash_table::ordered, std::uint8_t, 6>();
}

} // namespace
} // namespace hpk::test
