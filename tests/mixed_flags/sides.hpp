// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// The results of one object of the program.
struct answers {
    std::string native;
    std::int64_t fastest, scalar, sse2;    ///< sums of Julia counts
    std::vector<double> diffused, on_sse2; ///< a dye block after 1000 steps
    std::vector<std::uint32_t> walk;       ///< the keys of a hash table in iteration order
    std::uint64_t found;                   ///< the sum of the results of many look-ups
};

answers ask_baseline();
answers ask_haswell();
