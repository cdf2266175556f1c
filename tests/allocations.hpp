// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace hpk::test {

/// The allocations of operator new, in all its forms, since the program began.
struct allocations {
    std::size_t count = 0;
    std::size_t bytes = 0;

    static allocations so_far();
};

/// The allocations of a call.
template <class Call>
allocations allocations_of(Call call) {
    const allocations before = allocations::so_far();
    call();
    const allocations after = allocations::so_far();
    return {after.count - before.count, after.bytes - before.bytes};
}

} // namespace hpk::test
