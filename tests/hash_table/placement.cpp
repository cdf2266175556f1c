// SPDX-License-Identifier: MIT

#include "hash_table/placement.hpp"

namespace hpk::test {
namespace {

const check_policies<patterns> register_patterns;
const check_policies<runs> register_runs;
const check_policies<tags> register_tags;

} // namespace
} // namespace hpk::test
