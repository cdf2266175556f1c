// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

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
    using value_type = T;                  ///< float or double
    using backend = cuda::thread;          ///< the backend of the value
    using mask_type = mask<T, scalar>;     ///< the result of a comparison
    static constexpr std::size_t size = 1; ///< the number of values

    T value; ///< the value itself

    /// The value x.
    static constexpr lanes broadcast(T x) noexcept { return {x}; }

    /// Arithmetic; each operation is rounded once.
    /// \{
    friend constexpr lanes operator+(lanes a, lanes b) noexcept {
        if (std::is_constant_evaluated()) return {a.value + b.value};
#if defined(__CUDA_ARCH__)
        if constexpr (sizeof(T) == 4)
            asm("add.rn.f32 %0, %0, %1;" : "+f"(a.value) : "f"(b.value));
        else
            asm("add.rn.f64 %0, %0, %1;" : "+d"(a.value) : "d"(b.value));
        return a;
#else
        return {(on_cpu{a.value} + on_cpu{b.value}).value};
#endif
    }
    friend constexpr lanes operator-(lanes a, lanes b) noexcept {
        if (std::is_constant_evaluated()) return {a.value - b.value};
#if defined(__CUDA_ARCH__)
        if constexpr (sizeof(T) == 4)
            asm("sub.rn.f32 %0, %0, %1;" : "+f"(a.value) : "f"(b.value));
        else
            asm("sub.rn.f64 %0, %0, %1;" : "+d"(a.value) : "d"(b.value));
        return a;
#else
        return {(on_cpu{a.value} - on_cpu{b.value}).value};
#endif
    }
    friend constexpr lanes operator*(lanes a, lanes b) noexcept {
        if (std::is_constant_evaluated()) return {a.value * b.value};
#if defined(__CUDA_ARCH__)
        if constexpr (sizeof(T) == 4)
            asm("mul.rn.f32 %0, %0, %1;" : "+f"(a.value) : "f"(b.value));
        else
            asm("mul.rn.f64 %0, %0, %1;" : "+d"(a.value) : "d"(b.value));
        return a;
#else
        return {(on_cpu{a.value} * on_cpu{b.value}).value};
#endif
    }
    /// \}

    /// True if a is less than b; subnormal numbers count, as they do in arithmetic.
    friend constexpr mask_type operator<(lanes a, lanes b) noexcept {
#if defined(__CUDA_ARCH__)
        if constexpr (sizeof(T) == 4) {
            if (std::is_constant_evaluated()) return {a.value < b.value};
            unsigned less = 0;
            asm("set.lt.u32.f32 %0, %1, %2;" : "=r"(less) : "f"(a.value), "f"(b.value));
            return {less != 0};
        }
#endif
        return {a.value < b.value};
    }

    /// a if `where` holds, else b.
    friend constexpr lanes select(mask_type where, lanes a, lanes b) noexcept {
        return {where.value ? a.value : b.value};
    }

    /// The square root, to within two units in the last place; where the last place of a is
    /// subnormal, to within the root of the smallest normal number. It may enter bounds, never
    /// results. Nvcc's own square roots have fused instructions, and other bits under
    /// -use_fast_math.
    ///
    /// The first approximation of 1 / sqrt(a) halves the exponent in the bits of a (its constant is
    /// Lomont's), and is off by at most 3.5 %. Each of Newton's steps squares the relative error,
    /// and multiplies it by 1.5.
    friend constexpr lanes approximate_sqrt(lanes a) noexcept {
        using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        constexpr auto first = static_cast<bits>(sizeof(T) == 4 ? 0x5f375a86 : 0x5fe6eb50c7b537a9);
        constexpr int steps = sizeof(T) == 4 ? 3 : 4;
        const lanes half = broadcast(T(0.5));
        lanes reciprocal{std::bit_cast<T>(first - (std::bit_cast<bits>(a.value) >> 1))};
        for (int k = 0; k < steps; ++k)
            reciprocal = (half * reciprocal) * (broadcast(3) - (a * reciprocal) * reciprocal);
        const lanes root = a * reciprocal;
        return root + (a - root * root) * (half * reciprocal);
    }

private:
    using on_cpu = lanes<T, scalar>;
};

} // namespace HPK_ISA
} // namespace hpk
