// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The compiler and flags (HPK_BENCH_FLAGS) of the including object. Constants, not inline
/// variables, because objects differ.

namespace hpk::bench {

#define HPK_BENCH_TEXT_EXPANDED(x) #x
#define HPK_BENCH_TEXT(x) HPK_BENCH_TEXT_EXPANDED(x)

#if defined(__clang__)
constexpr char compiler_name[] = "clang_" HPK_BENCH_TEXT(__clang_major__);
constexpr char made_with[] = "clang " HPK_BENCH_TEXT(__clang_major__) "." HPK_BENCH_TEXT(
    __clang_minor__) "." HPK_BENCH_TEXT(__clang_patchlevel__) " " HPK_BENCH_FLAGS;
#else
constexpr char compiler_name[] = "gcc_" HPK_BENCH_TEXT(__GNUC__);
constexpr char made_with[] = "gcc " __VERSION__ " " HPK_BENCH_FLAGS;
#endif

} // namespace hpk::bench
