// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <cstddef>
#include <limits>
#include <string_view>

#include "hpk/julia/orbits/groupwise.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The lowest rung: complex numbers and their absolute value, the program that a book would print
/// first. One point at a time, on the scalar backend.
///
/// All variants stop at |z|² >= 4 with |z|² rounded as written. std::abs rounds differently from
/// library to library and with different flags, so near 2 the squared norm decides; and z² is
/// multiplied out, because compilers may fuse the products inside std::complex. Source: Gorelick
/// and Ozsvald, High Performance Python, 3rd ed., chapter 2.
struct complex_abs : groupwise<complex_abs, 1> {
    /// The members of every variant: see hpk::julia::variants.
    /// \{
    static constexpr std::string_view name = "complex_abs";
    static constexpr std::string_view summary =
        "std::complex and std::abs, as a book would print it";
    static constexpr bool vectorised = false;

    template <class L, std::size_t, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        auto z = points.template start<L>(0, k);
        const auto c = points.template parameters<L, 1>(k)[0];
        int n = 0;
        while (n < max_iterations && inside(std::complex{z.re.value, z.im.value})) {
            advance(z, c);
            ++n;
        }
        points.store(lanes<std::int32_t, scalar>{n}, 0, k);
    }
    /// \}

private:
    /// True if |z| < 2, with the result of |z|² < 4 in floating-point arithmetic.
    template <class T>
    static bool inside(std::complex<T> z) noexcept {
        constexpr T doubt = 16 * std::numeric_limits<T>::epsilon();
        const T magnitude = std::abs(z);
        if (magnitude < T(2) - doubt) return true;
        if (magnitude > T(2) + doubt) return false;
        const T re_re = pinned(z.real() * z.real());
        const T im_im = pinned(z.imag() * z.imag());
        return pinned(re_re + im_im) < escape_norm<T>;
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
