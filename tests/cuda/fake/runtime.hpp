// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace hpk::test {

/// The number of allocations that have not been freed.
std::size_t fake_allocations();

} // namespace hpk::test
