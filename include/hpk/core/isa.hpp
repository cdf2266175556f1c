// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The name of the inline namespace that holds all code whose machine instructions depend on
/// compiler flags.
///
/// Two translation units with different -m flags may be linked into one program. A linker keeps one
/// copy of each inline function, so a function compiled with AVX2 could replace the same function
/// in code that was compiled for an older machine. Functions in `inline namespace HPK_ISA` have a
/// different symbol for each instruction set, so the linker never confuses the copies. Vocabulary
/// types (hpk::grid, hpk::julia::plane, hpk::parallel …) stay outside, so that all translation
/// units can exchange them.

// This header includes nothing else, and each header at the top of hpk includes it first, so these
// errors are the first that a user sees.
#if __cplusplus < 202002L
#error "hpk needs C++20: compile with -std=c++20 or later."
#endif

// Hashes and the order of tables depend on all 64 bits.
#if !defined(__SIZEOF_SIZE_T__) || __SIZEOF_SIZE_T__ != 8
#error "hpk needs a 64-bit std::size_t: it is for x86-64 and AArch64, not for 32-bit machines."
#endif

#if defined(__x86_64__)
#if defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512CD__)
#define HPK_ISA_SIMD avx512
#elif defined(__AVX512F__)
#define HPK_ISA_SIMD avx512f
#elif defined(__AVX2__)
#define HPK_ISA_SIMD avx2
#elif defined(__AVX__)
#define HPK_ISA_SIMD avx
#elif defined(__SSE4_2__)
#define HPK_ISA_SIMD sse4_2
#elif defined(__SSE4_1__)
#define HPK_ISA_SIMD sse4_1
#elif defined(__SSSE3__)
#define HPK_ISA_SIMD ssse3
#elif defined(__SSE3__)
#define HPK_ISA_SIMD sse3
#else
#define HPK_ISA_SIMD sse2
#endif
#elif defined(__aarch64__)
#define HPK_ISA_SIMD neon64
#else
#define HPK_ISA_SIMD generic
#endif

#if defined(__FMA__)
#define HPK_ISA_FMA _fma
#else
#define HPK_ISA_FMA
#endif

#if defined(_OPENMP)
#define HPK_ISA_THREADS _openmp
#else
#define HPK_ISA_THREADS
#endif

// Debug checks change the layout of objects, so debug and release code are kept apart, too.
#if defined(NDEBUG)
#define HPK_ISA_CHECKS
#else
#define HPK_ISA_CHECKS _debug
#endif

#define HPK_ISA_JOIN_EXPANDED(simd, fma, threads, checks) isa_##simd##fma##threads##checks
#define HPK_ISA_JOIN(simd, fma, threads, checks) HPK_ISA_JOIN_EXPANDED(simd, fma, threads, checks)
#define HPK_ISA HPK_ISA_JOIN(HPK_ISA_SIMD, HPK_ISA_FMA, HPK_ISA_THREADS, HPK_ISA_CHECKS)
