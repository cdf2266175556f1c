// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The calling thread's floating-point control word: rounding, subnormal numbers, trapped
/// exceptions. On machines other than x86-64 and AArch64 it is ignored.
#if defined(__x86_64__)

using floating_point_control = std::uint32_t;

inline constexpr std::uint32_t mxcsr_exceptions_met = 0x3f;
inline constexpr std::uint32_t subnormals_are_zero = 0x8040; // flush to zero, denormals are zero

inline std::uint32_t read_mxcsr() noexcept {
    std::uint32_t value;
    asm volatile("stmxcsr %0" : "=m"(value) : : "memory");
    return value;
}
inline floating_point_control read_control() noexcept {
    return read_mxcsr() & ~mxcsr_exceptions_met;
}
inline void write_control(floating_point_control value) noexcept {
    value |= read_mxcsr() & mxcsr_exceptions_met;
    asm volatile("ldmxcsr %0" : : "m"(value) : "memory");
}

#elif defined(__aarch64__)

using floating_point_control = std::uint64_t;

inline constexpr std::uint64_t subnormals_are_zero = 0x1000001; // FPCR.FZ and FIZ

inline floating_point_control read_control() noexcept {
    std::uint64_t value;
    asm volatile("mrs %0, fpcr" : "=r"(value) : : "memory");
    return value;
}
inline void write_control(floating_point_control value) noexcept {
    asm volatile("msr fpcr, %0" : : "r"(value) : "memory");
}

#else

using floating_point_control = unsigned;

inline constexpr unsigned subnormals_are_zero = 0;

inline floating_point_control read_control() noexcept {
    return 0;
}
inline void write_control(floating_point_control) noexcept {}

#endif

/// Sets the thread's floating-point control word for its lifetime, then restores it.
class control_guard {
public:
    explicit control_guard(floating_point_control value) noexcept : before_(read_control()) {
        change(before_, value);
    }
    control_guard(const control_guard&) = delete;
    control_guard& operator=(const control_guard&) = delete;
    ~control_guard() { change(read_control(), before_); }

private:
    /// Reading the control word is cheap; writing it stalls the processor.
    static void change(floating_point_control from, floating_point_control to) noexcept {
        if (from != to) write_control(to);
    }

    floating_point_control before_;
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// During its lifetime the calling thread computes with subnormal numbers as IEEE 754 says. Results
/// are not flushed to zero and operands are not read as zero, even if -ffast-math or anything else
/// told the processor to flush them. The destructor restores the previous mode.
///
///     const hpk::subnormals_kept guard;
///     hpk::diffusion::evolve(u, {}, 1000, {}, hpk::parallel{});
///
/// The threads of hpk::parallel use the caller's mode. Compilers do not know what a guard changes,
/// and may move your own arithmetic out of its scope.
class [[nodiscard]] subnormals_kept {
public:
    subnormals_kept() noexcept : guard_(detail::read_control() & ~detail::subnormals_are_zero) {}

private:
    detail::control_guard guard_;
};

} // namespace HPK_ISA
} // namespace hpk
