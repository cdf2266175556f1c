// SPDX-License-Identifier: MIT

#include "distinct/fuzz.hpp"

#include <random>

#include "catch.hpp"
#include "corpus.hpp"

namespace hpk::test {
namespace {

TEST_CASE("the inputs that libFuzzer has found are read or refused") {
    int read = 0;
    for (const byte_stream& input : corpus_of("distinct"))
        read += read_as_a_sketch(as_text(input.data(), input.size())) ? 1 : 0;
    CHECK(read > 0);
}

TEST_CASE("changed and broken off sketches are read or refused") {
    std::mt19937 bits(9);
    const std::string dense = distinct::to_redis(distinct::redis_hyperloglog(14));
    for (const byte_stream& input : corpus_of("distinct")) {
        const std::string original(as_text(input.data(), input.size()));
        if (original.size() < 5) continue;
        for (std::size_t size = 0; size < std::min<std::size_t>(original.size(), 100); ++size)
            read_as_a_sketch(original.substr(0, size));
        for (int round = 0; round < 50; ++round) {
            std::string changed = original;
            for (int k = 0; k < 3; ++k)
                changed[bits() % changed.size()] = static_cast<char>(bits());
            read_as_a_sketch(changed);
            read_as_a_sketch(changed + original.substr(4));
        }
    }
    for (int round = 0; round < 200; ++round) {
        std::string changed = dense;
        changed[16 + bits() % (changed.size() - 16)] = static_cast<char>(bits());
        read_as_a_sketch(changed);
    }
    SUCCEED();
}

} // namespace
} // namespace hpk::test
