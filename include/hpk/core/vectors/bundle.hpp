// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// N vectors that take each operation together: first all of them are added, then all of them are
/// multiplied. A formula for one vector is a chain of dependent operations; for a bundle it becomes
/// N independent chains, interleaved so that a processor finds independent instructions without
/// looking far ahead.
template <class L, std::size_t N>
struct bundle {
    using value_type = typename L::value_type;

    std::array<L, N> vector;

    L& operator[](std::size_t i) noexcept { return vector[i]; }
    const L& operator[](std::size_t i) const noexcept { return vector[i]; }

    [[gnu::always_inline]] friend inline bundle operator+(const bundle& a,
                                                          const bundle& b) noexcept {
        return each([&](auto i) __attribute__((always_inline)) { return a[i] + b[i]; });
    }
    [[gnu::always_inline]] friend inline bundle operator-(const bundle& a,
                                                          const bundle& b) noexcept {
        return each([&](auto i) __attribute__((always_inline)) { return a[i] - b[i]; });
    }
    [[gnu::always_inline]] friend inline bundle operator*(L a, const bundle& b) noexcept {
        return each([&](auto i) __attribute__((always_inline)) { return a * b[i]; });
    }
    [[gnu::always_inline]] friend inline bundle subtract_exact_product(const bundle& sum, L a,
                                                                       const bundle& b) noexcept {
        return each([&](auto i) __attribute__((always_inline)) {
            return subtract_exact_product(sum[i], a, b[i]);
        });
    }

private:
    template <class F>
    [[gnu::always_inline]] static bundle each(F f) noexcept {
        bundle result;
        unroll<N>([&](auto i) __attribute__((always_inline)) { result.vector[i] = f(i); });
        return result;
    }
};

} // namespace HPK_ISA
} // namespace hpk
