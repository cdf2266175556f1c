// SPDX-License-Identifier: MIT

#include "search/shapes.hpp"

namespace hpk::test {
namespace {

const check_searches<search_shapes> register_shapes;

} // namespace
} // namespace hpk::test
