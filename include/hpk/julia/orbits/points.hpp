// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Sources of points for the kernels; they also store the counts. A kernel works on a group of V
/// vectors; a source returns the v-th vector of the group at position k.

#include <algorithm>
#include <array>
#include <bit>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/double_double.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/vectors/interleave.hpp"
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

/// A stretch of a list, which is read where it lies: vector v follows vector v-1.
template <class T>
class list_points {
public:
    static constexpr std::size_t capacity = 256;

    /// Takes up to `capacity` points from the list and returns how many. A start that is not finite
    /// is replaced by one that has escaped, and a c that is not finite by one with which every
    /// orbit escapes in its first step. The counts are those that arithmetic with NaN and infinity
    /// would give, but -ffast-math cannot break them.
    std::size_t take(point_list<T> list, std::size_t first, std::int32_t* to) noexcept {
        const std::size_t n = (std::min)(capacity, list.z.size() - first);
        z_ = list.z.data() + first;
        c_ = list.c.data() + first;
        counts_ = to + first;
        if (!are_finite(z_, n) || !are_finite(c_, n)) [[unlikely]]
            replace(n);
        return n;
    }

    static classic_rule<T> rule() noexcept { return {}; }
    template <class L>
    complex_lanes<L> start(std::size_t v, std::size_t k) const noexcept {
        return numbers<L>(z_ + k + v * L::size);
    }
    template <class L, std::size_t V>
    std::array<complex_lanes<L>, V> parameters(std::size_t k) const noexcept {
        std::array<complex_lanes<L>, V> result;
        for (std::size_t v = 0; v < V; ++v) result[v] = numbers<L>(c_ + k + v * L::size);
        return result;
    }
    template <class I>
    void store(I n, std::size_t v, std::size_t k) const noexcept {
        store_counts(n, counts_ + k + v * I::size);
    }

private:
    static constexpr std::size_t stretch = capacity * sizeof(std::complex<T>);

    /// Loads a vector, and prefetches what lies there in the next stretch, if there is one.
    template <class L>
    static complex_lanes<L> numbers(const std::complex<T>* from) noexcept {
        const T* const parts = reinterpret_cast<const T*>(from);
        for (std::size_t k = 0; k < 2 * L::size; k += per_cache_line<T>)
            __builtin_prefetch(reinterpret_cast<const char*>(from) + stretch + k * sizeof(T));
        const auto [re, im] = separated(L::load(parts), L::load(parts + L::size));
        return {re, im};
    }

    /// True if all parts are finite: one that is not has an exponent of ones only, to which 1 is
    /// added here, so that it becomes the sign.
    static bool are_finite(const std::complex<T>* numbers, std::size_t n) noexcept {
        using bits = bits_type<T>;
        constexpr bits unit = bits{1} << (std::numeric_limits<T>::digits - 1);
        const T* const parts = reinterpret_cast<const T*>(numbers);
        bits all = 0;
        for (std::size_t k = 0; k < 2 * n; ++k) {
            const bits exponent = std::bit_cast<bits>(parts[k]) & infinity_bits<T>;
            all |= exponent + unit;
        }
        return all >> (8 * sizeof(T) - 1) == 0;
    }
    /// Goes on with copies of the points, in which numbers that are not finite are replaced.
    [[gnu::noinline, gnu::cold]] void replace(std::size_t n) noexcept {
        for (std::size_t k = 0; k < n; ++k) {
            const bool z_ok = is_finite(z_[k].real()) && is_finite(z_[k].imag());
            starts_[k] = z_ok ? z_[k] : std::complex<T>(4);
            own_parameters_[k] = finite_parameter(c_[k]);
        }
        z_ = starts_.data();
        c_ = own_parameters_.data();
    }

    const std::complex<T>* z_ = nullptr;
    const std::complex<T>* c_ = nullptr;
    std::int32_t* counts_ = nullptr;
    std::array<std::complex<T>, capacity> starts_, own_parameters_; ///< the copies
};

} // namespace HPK_ISA
} // namespace hpk::julia
