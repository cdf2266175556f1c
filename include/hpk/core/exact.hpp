// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Reproducible arithmetic: stops the compiler from contracting, reassociating or simplifying
/// floating-point operations, whatever flags the user chose.
///
/// IEEE 754 fixes the result of each single +, -, *, / and square root. What varies between
/// compilers and flags is which operations are carried out: a*b + c becomes one fused operation
/// with one rounding (g++ does so by default on machines with FMA, through intrinsics too), and
/// -ffast-math regroups sums. Pragmas and attributes do not stop all of it on all compilers. An
/// empty asm statement that claims to modify the register that holds a result does: to the
/// optimiser the value behind it is unknown, so nothing can be merged across it. It is not
/// volatile, hence it may be moved, scheduled and deleted like any other operation, and it emits no
/// instruction.

#if !defined(__GNUC__)
#error "hpk needs GCC or Clang: it keeps floating-point results exact with their extended asm."
#endif

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include "hpk/core/isa.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// Hides the value of a floating-point or vector register from the optimiser.
template <class Register>
[[gnu::always_inline]] inline void pin(Register& value) noexcept {
#if defined(__x86_64__)
    asm("" : "+v"(value)); // any SSE, AVX or AVX-512 register
#elif defined(__aarch64__)
    asm("" : "+w"(value)); // any floating-point or SIMD register
#else
    asm("" : "+m"(value)); // through memory: right everywhere, fast nowhere
#endif
}

/// The unsigned integer that is as wide as T, for its bits.
template <std::floating_point T>
using bits_type = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// The bits of infinity, those of the exponent, and of the NaN that invalid operations return.
/// Constants of T would be undefined under -ffast-math.
/// \{
template <std::floating_point T>
inline constexpr bits_type<T> infinity_bits =
    (~bits_type<T>{0} >> std::numeric_limits<T>::digits) << (std::numeric_limits<T>::digits - 1);
template <std::floating_point T>
inline constexpr bits_type<T> nan_bits =
    infinity_bits<T> | bits_type<T>{1} << (std::numeric_limits<T>::digits - 2);
/// \}

/// True unless x is infinite or NaN. It tests the bits, because -ffast-math lets compilers assume
/// that neither exists.
template <std::floating_point T>
[[nodiscard]] constexpr bool is_finite(T x) noexcept {
    static_assert(sizeof(T) == sizeof(bits_type<T>) && std::numeric_limits<T>::is_iec559);
    return (std::bit_cast<bits_type<T>>(x) & infinity_bits<T>) != infinity_bits<T>;
}

/// True for NaN, by its bits, too.
template <std::floating_point T>
[[nodiscard]] constexpr bool is_nan(T x) noexcept {
    constexpr auto all_but_sign = static_cast<bits_type<T>>(~bits_type<T>{0} >> 1);
    return (std::bit_cast<bits_type<T>>(x) & all_but_sign) > infinity_bits<T>;
}

/// True if the compiler assumes that all numbers are finite, as -ffast-math tells it.
inline constexpr bool assumes_finite_numbers = __FINITE_MATH_ONLY__ != 0;

/// The value itself, behind a pin.
template <class Register>
    requires(!std::integral<Register>)
[[gnu::always_inline, nodiscard]] inline Register pinned(Register value) noexcept {
    pin(value);
    return value;
}
/// The same for an integer or a truth value: the compiler can then only calculate with it, and not
/// replace the calculation by a branch.
[[gnu::always_inline, nodiscard]] inline std::uint64_t pinned(std::uint64_t value) noexcept {
    asm("" : "+r"(value));
    return value;
}

/// a / b, rounded once. -ffast-math replaces divisions by reciprocals and estimates, which no pin
/// can prevent, so the instruction is written in assembly, of AT&T's syntax and Intel's
/// (-masm=intel).
template <std::floating_point T>
[[gnu::always_inline, nodiscard]] inline T quotient(T a, T b) noexcept {
    static_assert(std::same_as<T, float> || std::same_as<T, double>);
#if defined(__x86_64__)
    if constexpr (sizeof(T) == 4)
        asm("divss {%1, %0|%0, %1}" : "+x"(a) : "x"(b));
    else
        asm("divsd {%1, %0|%0, %1}" : "+x"(a) : "x"(b));
    return a;
#elif defined(__aarch64__)
    if constexpr (sizeof(T) == 4)
        asm("fdiv %s0, %s0, %s1" : "+w"(a) : "w"(b));
    else
        asm("fdiv %d0, %d0, %d1" : "+w"(a) : "w"(b));
    return a;
#else
    return pinned(a / b);
#endif
}

/// a / b per element of vectors of T, each rounded once; see quotient.
template <std::floating_point T, class Register>
[[gnu::always_inline, nodiscard]] inline Register quotients(Register a, Register b) noexcept {
    static_assert(std::same_as<T, float> || std::same_as<T, double>);
#if defined(__AVX__)
    if constexpr (sizeof(T) == 4)
        asm("vdivps {%1, %0, %0|%0, %0, %1}" : "+v"(a) : "v"(b));
    else
        asm("vdivpd {%1, %0, %0|%0, %0, %1}" : "+v"(a) : "v"(b));
    return a;
#elif defined(__x86_64__)
    if constexpr (sizeof(T) == 4)
        asm("divps {%1, %0|%0, %1}" : "+x"(a) : "x"(b));
    else
        asm("divpd {%1, %0|%0, %1}" : "+x"(a) : "x"(b));
    return a;
#elif defined(__aarch64__)
    if constexpr (sizeof(T) == 4)
        asm("fdiv %0.4s, %0.4s, %1.4s" : "+w"(a) : "w"(b));
    else
        asm("fdiv %0.2d, %0.2d, %1.2d" : "+w"(a) : "w"(b));
    return a;
#else
    constexpr std::size_t size = sizeof(Register) / sizeof(T);
    T x[size], y[size];
    std::memcpy(x, &a, sizeof a);
    std::memcpy(y, &b, sizeof b);
    for (std::size_t k = 0; k < size; ++k) x[k] = quotient(x[k], y[k]);
    std::memcpy(&a, x, sizeof a);
    return a;
#endif
}

/// The square root, rounded once. -ffast-math lets compilers approximate it or rewrite it, so the
/// instruction is written in assembly.
template <std::floating_point T>
[[gnu::always_inline, nodiscard]] inline T square_root(T a) noexcept {
    static_assert(std::same_as<T, float> || std::same_as<T, double>);
#if defined(__x86_64__)
    if constexpr (sizeof(T) == 4)
        asm("sqrtss %0, %0" : "+x"(a));
    else
        asm("sqrtsd %0, %0" : "+x"(a));
    return a;
#elif defined(__aarch64__)
    if constexpr (sizeof(T) == 4)
        asm("fsqrt %s0, %s0" : "+w"(a));
    else
        asm("fsqrt %d0, %d0" : "+w"(a));
    return a;
#else
    return pinned(std::sqrt(a));
#endif
}

/// The square roots of the elements of a vector of T, each rounded once; see square_root.
template <std::floating_point T, class Register>
[[gnu::always_inline, nodiscard]] inline Register square_roots(Register a) noexcept {
    static_assert(std::same_as<T, float> || std::same_as<T, double>);
#if defined(__AVX__)
    if constexpr (sizeof(T) == 4)
        asm("vsqrtps %0, %0" : "+v"(a));
    else
        asm("vsqrtpd %0, %0" : "+v"(a));
    return a;
#elif defined(__x86_64__)
    if constexpr (sizeof(T) == 4)
        asm("sqrtps %0, %0" : "+x"(a));
    else
        asm("sqrtpd %0, %0" : "+x"(a));
    return a;
#elif defined(__aarch64__)
    if constexpr (sizeof(T) == 4)
        asm("fsqrt %0.4s, %0.4s" : "+w"(a));
    else
        asm("fsqrt %0.2d, %0.2d" : "+w"(a));
    return a;
#else
    constexpr std::size_t size = sizeof(Register) / sizeof(T);
    T x[size];
    std::memcpy(x, &a, sizeof a);
    for (T& value : x) value = square_root(value);
    std::memcpy(&a, x, sizeof a);
    return a;
#endif
}

} // namespace HPK_ISA
} // namespace hpk
