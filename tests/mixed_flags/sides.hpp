// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What one object of the program finds.
struct answers {
    std::string native;
    std::int64_t fastest, scalar, sse2;    ///< sums of Julia counts
    std::vector<double> diffused, on_sse2; ///< a dye block after 1000 steps
};

answers ask_baseline();
answers ask_haswell();
