// SPDX-License-Identifier: MIT

#include "random/shapes.hpp"

namespace hpk::test {
namespace {

const check_engines<random_shapes> register_shapes;

} // namespace
} // namespace hpk::test
