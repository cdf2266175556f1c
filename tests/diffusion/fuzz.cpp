// SPDX-License-Identifier: MIT
//
// Replays the inputs that libFuzzer has found, each with every rung in float and double.

#include "diffusion/fuzz.hpp"

#include "rung_problems.hpp"

namespace hpk::test {
namespace {

const check_every_rung<corpus_replay<diffusion_problem>> register_corpus;

} // namespace
} // namespace hpk::test
