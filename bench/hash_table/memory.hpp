// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace hpk::bench::hash_table {

/// The memory that the program has allocated by malloc, in bytes; 0 if malloc does not report it.
inline std::size_t allocated_bytes() {
#if defined(__GLIBC__)
    const struct mallinfo2 all = mallinfo2();
    return all.uordblks + all.hblkhd;
#else
    return 0;
#endif
}

/// Returns freed memory to the system.
inline void return_freed_memory() {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

} // namespace hpk::bench::hash_table
