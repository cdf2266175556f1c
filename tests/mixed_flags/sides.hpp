// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

/// What one object of the program finds.
struct answers {
    std::string native;
    std::int64_t fastest, scalar, sse2;
};

answers ask_baseline();
answers ask_haswell();
