// SPDX-License-Identifier: MIT
//
// The differential fuzzer under libFuzzer: every input is run on tables of every policy, and loaded
// as saved tables. Add new inputs to ../corpus, which the ordinary tests replay.

#include "hash_table/fuzz.hpp"
#include "hash_table/hostile.hpp"

using namespace hpk;
using namespace hpk::test;

namespace {

template <class Policy>
using integers = hash_table::map<Policy, std::uint32_t, std::uint32_t, trusted_hash>;

template <class Policy>
using objects = hash_table::set<Policy, tracked, unmixed_hash>;

template <class Policy>
using throwing = hash_table::map<Policy, std::uint32_t, tracked, throwing_hash>;

template <class Key, std::size_t Rest>
using windows =
    hash_table::map<hash_table::key_window, Key, std::array<std::uint8_t, Rest>, trusted_hash>;

template <class... Tables>
void fuzz_all(const std::uint8_t* data, std::size_t size) {
    (fuzz<Tables>(data, size), ...);
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz_all<integers<hash_table::linear>, integers<hash_table::key_window>,
             integers<hash_table::tagged>, integers<hash_table::compact>,
             integers<hash_table::ordered>, objects<hash_table::linear>,
             objects<hash_table::tagged>, objects<hash_table::ordered>,
             throwing<hash_table::linear>, throwing<hash_table::key_window>,
             throwing<hash_table::tagged>, throwing<hash_table::ordered>, windows<std::uint8_t, 5>,
             windows<std::uint8_t, 31>, windows<std::uint16_t, 4>>(data, size);
    load_as_tables(data, size);
    return 0;
}
