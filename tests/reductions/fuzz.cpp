// SPDX-License-Identifier: MIT
//
// Replays the inputs that libFuzzer has found, each with every variant in float and double.

#include "reductions/fuzz.hpp"

#include "rung_problems.hpp"

namespace hpk::test {
namespace {

const check_reductions<variant_corpus_replay<reduction_problem>> register_corpus;

} // namespace
} // namespace hpk::test
