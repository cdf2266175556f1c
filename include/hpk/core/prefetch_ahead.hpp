// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/vectors/unroll.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Prefetches as many cache lines as `Count` elements take, a page of 4 KiB behind `from`; they
/// need not exist. Processors prefetch by themselves what is read in order, but only within a page,
/// and too little in a loop of many instructions per cache line.
template <std::size_t Count, class T>
[[gnu::always_inline]] inline void prefetch_ahead(const T* from) noexcept {
    const char* const there = reinterpret_cast<const char*>(from) + 4096;
    constexpr std::size_t lines = (Count * sizeof(T) + cache_line - 1) / cache_line;
    unroll<lines>([there](auto line) __attribute__((always_inline)) {
        __builtin_prefetch(there + line * cache_line);
    });
}

} // namespace HPK_ISA
} // namespace hpk::detail
