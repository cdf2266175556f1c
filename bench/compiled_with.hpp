// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace hpk::bench {

inline std::string compiler() {
#if defined(__clang__)
    return "clang " __clang_version__;
#else
    return "gcc " __VERSION__;
#endif
}

/// The -march= that our programs were built with.
inline std::string march() {
#if defined(HPK_BENCH_ARCH)
    return HPK_BENCH_ARCH;
#else
    return "the compiler's default";
#endif
}

} // namespace hpk::bench
