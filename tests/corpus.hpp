// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Inputs that libFuzzer has found, for ordinary tests to replay.

#include <cstdint>
#include <string>
#include <vector>

namespace hpk::test {

using byte_stream = std::vector<std::uint8_t>;

/// The files of tests/`family`/corpus, in the order of their names. Throws std::runtime_error if
/// there are too few.
std::vector<byte_stream> corpus_of(const std::string& family);

} // namespace hpk::test
