// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <limits>

#include "hpk/core/exact.hpp"
#include "hpk/core/functions/log.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/orbits/groupwise.hpp"
#include "hpk/julia/orbits/orbit.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// A kernel that follows orbits with their derivative by the pixel, dz, and stores the distance
/// estimates |z| log |z|² / |dz| of those that escape. It stores no counts.
///
/// dz becomes f'(z)·dz, plus 1 where the pixel is c; it starts at 0 there, and at 1 where the pixel
/// is the start.
struct distances : groupwise<distances, 2> {
    static constexpr bool vectorised = true;

    template <class L, std::size_t V, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        constexpr bool are_parameters = decltype(points.pixels)::are_parameters;
        const auto& rule = points.rule();
        const L limit = L::broadcast(rule.limit);
        const L zero = L::broadcast(0);
        const L one = L::broadcast(1);
        const auto c = points.template parameters<L, V>(k);
        std::array<complex_lanes<L>, V> z, dz, last_dz;
        std::array<L, V> last_norm; // |z|² where active, and where it first was not
        std::array<typename L::mask_type, V> active;
        unroll<V>([&](auto v) {
            z[v] = points.template start<L>(v, k);
            dz[v] = {are_parameters ? zero : one, zero};
            last_dz[v] = dz[v];
            last_norm[v] = limit;
            active[v] = zero < limit;
        });
        for (int iteration = 0; iteration < max_iterations; ++iteration) {
            unroll<V>([&](auto v) {
                last_dz[v].re = select(active[v], dz[v].re, last_dz[v].re);
                last_dz[v].im = select(active[v], dz[v].im, last_dz[v].im);
                dz[v] = product(rule.formula.derivative(z[v]), dz[v]);
                if constexpr (are_parameters) dz[v].re = dz[v].re + one;
                const L norm = rule.formula.advance(z[v], c[v]);
                last_norm[v] = select(active[v], norm, last_norm[v]);
                active[v] = active[v] & (norm < limit);
            });
            auto any = active[0];
            unroll<V>([&](auto v) { any = any | active[v]; });
            if (!any_of(any)) break;
        }
        unroll<V>([&](auto v) {
            const L estimate = distance(last_norm[v], last_dz[v]);
            select(active[v], zero, estimate).store(rule.distances + points.place(v, k));
        });
    }

private:
    /// The estimate for |z|² >= 4.
    template <class L>
    static L distance(L norm, const complex_lanes<L>& dz) noexcept {
        using T = typename L::value_type;
        const L largest = L::broadcast((std::numeric_limits<T>::max)());
        norm = smaller(norm, largest);
        alignas(L::alignment) T z[L::size], re[L::size], im[L::size];
        norm.store(z);
        dz.re.store(re);
        dz.im.store(im);
        for (std::size_t l = 0; l < L::size; ++l)
            z[l] = is_finite(re[l]) && is_finite(im[l])
                       ? quotient(square_root(z[l]), modulus(re[l], im[l]))
                       : T(0);
        return smaller(L::load(z) * log(norm), largest);
    }

    /// The modulus of x + yi, which does not overflow where a square would.
    template <class T>
    static T modulus(T x, T y) noexcept {
        const T size_x = x < 0 ? -x : x;
        const T size_y = y < 0 ? -y : y;
        const T most = size_x < size_y ? size_y : size_x;
        if (most == 0) return 0;
        const T least = size_x < size_y ? size_x : size_y;
        const T ratio = quotient(least, most);
        return pinned(most * square_root(pinned(1 + pinned(ratio * ratio))));
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
