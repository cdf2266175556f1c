// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Answers that are known beforehand, which a family's part of a consumer's program must give under
/// any flags: tests/FAMILY/consumer/answers.cpp. It knows nothing of the tests' own library, which
/// such flags would change, too.

#include <cstdint>
#include <span>

#include "crc32.hpp"

namespace hpk::test {

/// Counts and prints an answer that is not the expected one.
void expect(std::uint64_t expected, std::uint64_t actual, const char* what);

/// Has main() call `check`. A source that is compiled twice for one program, for different
/// machines, says for which: HPK_TEST_SIDE.
void add_answers(void (*check)(), const char* side);

#ifndef HPK_TEST_SIDE
#define HPK_TEST_SIDE "this machine"
#endif

namespace {

/// As a global variable: a family's answers.
struct register_answers {
    explicit register_answers(void (*check)()) { add_answers(check, HPK_TEST_SIDE); }
};

/// The checksum of a vector's or a grid's values.
template <class Range>
std::uint32_t crc_of(const Range& values) {
    return crc32(std::as_bytes(std::span(values.data(), values.size())));
}

} // namespace
} // namespace hpk::test
