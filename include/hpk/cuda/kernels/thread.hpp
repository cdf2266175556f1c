// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>

#include "hpk/core/lanes.hpp"

namespace hpk {
namespace cuda {

/// The backend of one thread of a GPU: a single value, in registers of the GPU or, when a kernel
/// runs on the CPU, of the CPU.
struct thread {
    /// The name of the backend.
    static constexpr const char* name() noexcept { return "cuda"; }
};

} // namespace cuda

inline namespace HPK_ISA {

/// One value, with the operations that formulas need. The results are the same bits on both
/// machines and under all flags: in PTX, an operation with `.rn` is rounded once and is never
/// contracted, and one without `.ftz` keeps subnormal numbers, also under nvcc's -use_fast_math,
/// which makes the intrinsic __fadd_rn flush them.
template <std::floating_point T>
struct lanes<T, cuda::thread> {
    static_assert(std::same_as<T, float> || std::same_as<T, double>);
    using value_type = T;         ///< float or double
    using backend = cuda::thread; ///< the backend of the value

    T value; ///< the value itself

    /// The value x.
    static constexpr lanes broadcast(T x) noexcept { return {x}; }

    /// Arithmetic; each operation is rounded once.
    /// \{
#if defined(__CUDA_ARCH__)
    friend constexpr lanes operator+(lanes a, lanes b) noexcept {
        if constexpr (sizeof(T) == 4)
            asm("add.rn.f32 %0, %0, %1;" : "+f"(a.value) : "f"(b.value));
        else
            asm("add.rn.f64 %0, %0, %1;" : "+d"(a.value) : "d"(b.value));
        return a;
    }
    friend constexpr lanes operator-(lanes a, lanes b) noexcept {
        if constexpr (sizeof(T) == 4)
            asm("sub.rn.f32 %0, %0, %1;" : "+f"(a.value) : "f"(b.value));
        else
            asm("sub.rn.f64 %0, %0, %1;" : "+d"(a.value) : "d"(b.value));
        return a;
    }
    friend constexpr lanes operator*(lanes a, lanes b) noexcept {
        if constexpr (sizeof(T) == 4)
            asm("mul.rn.f32 %0, %0, %1;" : "+f"(a.value) : "f"(b.value));
        else
            asm("mul.rn.f64 %0, %0, %1;" : "+d"(a.value) : "d"(b.value));
        return a;
    }
#else
    friend constexpr lanes operator+(lanes a, lanes b) noexcept {
        return {(on_cpu{a.value} + on_cpu{b.value}).value};
    }
    friend constexpr lanes operator-(lanes a, lanes b) noexcept {
        return {(on_cpu{a.value} - on_cpu{b.value}).value};
    }
    friend constexpr lanes operator*(lanes a, lanes b) noexcept {
        return {(on_cpu{a.value} * on_cpu{b.value}).value};
    }
#endif
    /// \}

    /// True if a is less than b; subnormal numbers count, as they do in arithmetic.
    friend constexpr bool operator<(lanes a, lanes b) noexcept {
#if defined(__CUDA_ARCH__)
        if constexpr (sizeof(T) == 4) {
            unsigned less = 0;
            asm("set.lt.u32.f32 %0, %1, %2;" : "=r"(less) : "f"(a.value), "f"(b.value));
            return less != 0;
        }
#endif
        return a.value < b.value;
    }
    /// a if `where` is true, else b.
    friend constexpr lanes select(bool where, lanes a, lanes b) noexcept { return where ? a : b; }

private:
    using on_cpu = lanes<T, scalar>;
};

} // namespace HPK_ISA
} // namespace hpk
