// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The fuzzer as an ordinary test: it replays the corpus that libFuzzer has found, and then drives
/// each table with fresh streams.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>

#include "common.hpp"
#include "corpus.hpp"
#include "hash_table/fuzz.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {

/// Runs the corpus, and fresh streams until the number of operations is reached.
template <class Table>
void fuzz_table(long fresh_operations) {
    for (const byte_stream& stream : corpus_of("hash_table"))
        fuzz<Table>(stream.data(), stream.size());

    std::mt19937_64 bits(20251018);
    byte_stream stream;
    for (long done = 0, streams = 0; done < fresh_operations; ++streams) {
        INFO("fresh stream " << streams);
        stream.resize(std::size_t{64} << bits() % 9);
        for (std::uint8_t& byte : stream) byte = static_cast<std::uint8_t>(bits());
        done += fuzz<Table>(stream.data(), stream.size());
    }
}

/// 10^7 in a full build, otherwise 10^5, or the value of HPK_FUZZ_OPERATIONS in the environment.
inline long fresh_operations() {
    if (const char* const wanted = std::getenv("HPK_FUZZ_OPERATIONS")) return std::atol(wanted);
    if (optimised && HPK_FULL_TESTS) return 10'000'000;
    WARN("100,000 fresh operations; full, optimised builds do 10 million");
    return 100'000;
}
/// Fewer, for tables that are slower or more numerous.
inline long few_operations() {
    return std::max(1000L, fresh_operations() / 10);
}

} // namespace hpk::test
