// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Sources of points for the kernels; they also store the counts. A kernel works on a group of V
/// vectors; a source returns the v-th vector of the group at position k.

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "hpk/core/double_double.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/orbits/store_counts.hpp"

namespace hpk::julia {

/// A list of starts, each with its own c.
template <std::floating_point T>
struct point_list {
    std::span<const std::complex<T>> z, c;
};

inline namespace HPK_ISA {

/// c, or, if c is not finite, a finite stand-in with which every orbit also escapes in its first
/// step.
template <class T>
[[nodiscard]] std::complex<T> finite_parameter(std::complex<T> c) noexcept {
    if (is_finite(c.real()) && is_finite(c.imag())) return c;
    return {T(1000), T(0)};
}

/// Several neighbouring rows of a plane: vector v is in row v. Pixels above one another escape more
/// nearly together than those of one row, so fewer lanes wait for the last.
template <class Pixels, std::size_t Rows>
struct band_points {
    using T = typename Pixels::value_type;
    Pixels pixels;
    std::size_t top; ///< the first of the rows
    std::int32_t* counts;

    const auto& rule() const noexcept { return pixels.rule; }
    template <class L>
    complex_lanes<L> start(std::size_t v, std::size_t k) const noexcept {
        return pixels.start(pixel<L>(v, k));
    }
    template <class L, std::size_t V>
    auto parameters(std::size_t k) const noexcept {
        return pixels.template parameters<L, V>([&](std::size_t v) { return pixel<L>(v, k); });
    }
    template <class I>
    void store(I n, std::size_t v, std::size_t k) const noexcept {
        store_counts(n, counts + place(v, k));
    }
    /// Where the k-th pixel of row v is in a list of all pixels.
    std::size_t place(std::size_t v, std::size_t k) const noexcept {
        return (top + v) * pixels.plane.columns() + k;
    }
    /// Stores counts and norms, rounded to the parts of T, as the rule keeps them. A norm that
    /// overflowed is taken as the largest number.
    template <class I, class L>
    void store(I n, L norms, std::size_t v, std::size_t k) const noexcept {
        const auto rounded = first_part(norms);
        const auto largest = rounded.broadcast((std::numeric_limits<part_of<T>>::max)());
        rule().store(n, smaller(rounded, largest), counts, place(v, k));
    }

private:
    template <class L>
    complex_lanes<L> pixel(std::size_t v, std::size_t k) const noexcept {
        return {L::load(pixels.plane.x.data() + k), L::broadcast(pixels.plane.y[top + v])};
    }
};

/// A stretch of a list, with real and imaginary parts in separate arrays: vector v follows vector
/// v-1.
template <class T>
struct list_points {
    static constexpr std::size_t capacity = 256;
    alignas(64) T z_re[capacity];
    alignas(64) T z_im[capacity];
    alignas(64) T c_re[capacity];
    alignas(64) T c_im[capacity];
    std::int32_t* counts;

    /// Takes up to `capacity` points from the list and returns how many. A start that is not finite
    /// is replaced by one that has escaped, and a c that is not finite by one with which every
    /// orbit escapes in its first step. The counts are those that arithmetic with NaN and infinity
    /// would give, but -ffast-math cannot break them.
    std::size_t take(point_list<T> list, std::size_t first, std::int32_t* to) noexcept {
        const std::size_t n = (std::min)(capacity, list.z.size() - first);
        for (std::size_t k = 0; k < n; ++k) {
            const std::complex<T> z = list.z[first + k];
            const std::complex<T> c = finite_parameter(list.c[first + k]);
            const bool z_ok = is_finite(z.real()) && is_finite(z.imag());
            z_re[k] = z_ok ? z.real() : T(4);
            z_im[k] = z_ok ? z.imag() : T(0);
            c_re[k] = c.real();
            c_im[k] = c.imag();
        }
        counts = to + first;
        return n;
    }

    static classic_rule<T> rule() noexcept { return {}; }
    template <class L>
    complex_lanes<L> start(std::size_t v, std::size_t k) const noexcept {
        return {L::load(z_re + k + v * L::size), L::load(z_im + k + v * L::size)};
    }
    template <class L, std::size_t V>
    std::array<complex_lanes<L>, V> parameters(std::size_t k) const noexcept {
        std::array<complex_lanes<L>, V> result;
        for (std::size_t v = 0; v < V; ++v)
            result[v] = {L::load(c_re + k + v * L::size), L::load(c_im + k + v * L::size)};
        return result;
    }
    template <class I>
    void store(I n, std::size_t v, std::size_t k) const noexcept {
        store_counts(n, counts + k + v * I::size);
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
