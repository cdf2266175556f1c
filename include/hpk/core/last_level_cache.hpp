// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace hpk {

/// The size in bytes of the last-level cache that the operating system tells; 0 if it does not.
/// Other cores, and on rented machines other customers, may use the same cache. To be used where it
/// changes speed only, never a result.
[[nodiscard]] inline std::size_t last_level_cache() noexcept {
#ifdef _SC_LEVEL3_CACHE_SIZE
    static const auto size =
        static_cast<std::size_t>(std::max<long>(0, sysconf(_SC_LEVEL3_CACHE_SIZE)));
    return size;
#else
    return 0;
#endif
}

} // namespace hpk
