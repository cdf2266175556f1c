// SPDX-License-Identifier: MIT
#pragma once

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace hpk::test {

/// During its lifetime the calling thread flushes subnormal results to zero and reads subnormal
/// operands as zero, like a program that was linked with -ffast-math; or it does neither.
class flushing {
public:
    explicit flushing(bool on) : before_(read()) { write(on ? before_ | flush : before_ & ~flush); }
    flushing(const flushing&) = delete;
    flushing& operator=(const flushing&) = delete;
    ~flushing() { write(before_); }

private:
#if defined(__x86_64__)
    using control = unsigned;
    static constexpr control flush = 0x8040;
    static control read() { return _mm_getcsr(); }
    static void write(control value) { _mm_setcsr(value); }
#elif defined(__aarch64__)
    using control = unsigned long;
    static constexpr control flush = control{1} << 24;
    static control read() {
        control value;
        asm volatile("mrs %0, fpcr" : "=r"(value));
        return value;
    }
    static void write(control value) { asm volatile("msr fpcr, %0" : : "r"(value) : "memory"); }
#else
#error "how this machine is told to flush is not known: leave these tests out"
#endif
    control before_;
};

} // namespace hpk::test
