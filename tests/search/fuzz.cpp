// SPDX-License-Identifier: MIT
//
// Replays the inputs that libFuzzer has found, each with every rung in every type.

#include "search/fuzz.hpp"

#include "rung_problems.hpp"

namespace hpk::test {
namespace {

const check_searches<variant_corpus_replay<search_problem>> register_corpus;

} // namespace
} // namespace hpk::test
