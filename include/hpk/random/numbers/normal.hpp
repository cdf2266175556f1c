// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/core/backend.hpp"
#include "hpk/core/functions/apply.hpp"
#include "hpk/core/functions/log.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/by_vectors.hpp"
#include "hpk/core/vectors/packing.hpp"
#include "hpk/random/numbers/unit_interval.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

/// The number below which a standard normal deviate is with probability 1/2 + q, |q| < 1/2, by the
/// operations of algorithm AS 241: a rational function of q^2 in the centre, and of
/// sqrt(-log(1/2 - |q|)) in the tails. Source: Wichura, The Percentage Points of the Normal
/// Distribution, 1988.
struct normal_quantile {
    /// The lanes whose q is in a tail; 15 % of all.
    template <class D>
    [[gnu::always_inline]] static auto is_in_tail(D q) noexcept {
        return D::constant(0.425) < hpk::detail::absolute(q);
    }

    /// The quantile, if q is not in a tail.
    template <class D>
    [[gnu::always_inline]] static D in_centre(D q) noexcept {
        static constexpr coefficients above{2.5090809287301226727e+3, 3.3430575583588128105e+4,
                                            6.7265770927008700853e+4, 4.5921953931549871457e+4,
                                            1.3731693765509461125e+4, 1.9715909503065514427e+3,
                                            1.3314166789178437745e+2, 3.3871328727963666080e+0};
        static constexpr coefficients below{5.2264952788528545610e+3, 2.8729085735721942674e+4,
                                            3.9307895800092710610e+4, 2.1213794301586595867e+4,
                                            5.3941960214247511077e+3, 6.8718700749205790830e+2,
                                            4.2313330701600911252e+1, 1.0};
        const D r = D::constant(0.180625) - q * q;
        return polynomial(above, r) * q / polynomial(below, r);
    }

    /// The quantile, if q is in a tail.
    template <class D>
    [[gnu::always_inline]] static D in_tail(D q) noexcept {
        static constexpr coefficients above{7.74545014278341407640e-4, 2.27238449892691845833e-2,
                                            2.41780725177450611770e-1, 1.27045825245236838258e+0,
                                            3.64784832476320460504e+0, 5.76949722146069140550e+0,
                                            4.63033784615654529590e+0, 1.42343711074968357734e+0};
        static constexpr coefficients below{1.05075007164441684324e-9, 5.47593808499534494600e-4,
                                            1.51986665636164571966e-2, 1.48103976427480074590e-1,
                                            6.89767334985100004550e-1, 1.67638483018380384940e+0,
                                            2.05319162663775882187e+0, 1.0};
        static constexpr coefficients far_above{
            2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
            2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
            5.46378491116411436990e+0, 6.65790464350110377720e+0};
        static constexpr coefficients far_below{
            2.04426310338993978564e-15, 1.42151175831644588870e-7,
            1.84631831751005468180e-5,  7.86869131145613259100e-4,
            1.48753612908506148525e-2,  1.36929880922735805310e-1,
            5.99832206555887937690e-1,  1.0};
        const D size = hpk::detail::absolute(q);
        const D r = square_root(-log(D::constant(0.5) - size));
        const D near = r - D::constant(1.6);
        D x = polynomial(above, near) / polynomial(below, near);
        const auto is_far = D::constant(5) < r; // one in 4e10 of uniform numbers
        if (any_of(is_far)) [[unlikely]] {
            const D far = r - D::constant(5);
            x = select(is_far, polynomial(far_above, far) / polynomial(far_below, far), x);
        }
        const auto sign = as_integers(q) ^ as_integers(size);
        return as_floating_point<double>(as_integers(x) ^ sign);
    }

private:
    using coefficients = std::array<double, 8>; // of the highest power first

    template <class D>
    [[gnu::always_inline]] static D polynomial(const coefficients& c, D r) noexcept {
        D sum = D::constant(c[0]);
        for (std::size_t k = 1; k < c.size(); ++k) sum = sum * r + D::constant(c[k]);
        return sum;
    }
};

/// u + 2^-54 - 1/2 for a double u = k * 2^-53 in [0, 1), in the middle between u and the next one.
/// Both operations are exact.
template <class D>
[[gnu::always_inline]] inline D from_middle(D u) noexcept {
    return (u - D::constant(0.5)) + D::constant(0x1p-54);
}

/// Replaces doubles in [0, 1), at most block_size, by normal deviates. Those in the tails are
/// gathered, so that vectors are full of them.
template <class Backend>
void to_normal(double* values, std::size_t count) noexcept {
    using D = lanes<double, Backend>;
    static constexpr std::array<std::int64_t, D::size> steps = [] {
        std::array<std::int64_t, D::size> numbers{};
        for (std::size_t l = 0; l < D::size; ++l) numbers[l] = static_cast<std::int64_t>(l);
        return numbers;
    }();
    std::array<double, block_size + D::size> tail;
    std::array<std::int64_t, block_size + D::size> place;
    std::size_t n = 0;
    by_vectors<D>(count, [&]<class V>(std::size_t k) __attribute__((always_inline)) {
        const V q = from_middle(V::load(values + k));
        normal_quantile::in_centre(q).store(values + k);
        const packing pack(normal_quantile::is_in_tail(q));
        using integers = typename V::integer_lanes;
        const auto first = integers::broadcast(static_cast<std::int64_t>(k));
        pack(q).store(&tail[n]);
        pack(first + integers::load(steps.data())).store(&place[n]);
        n += pack.count();
    });
    // The last vector is filled up by any number in a tail.
    D::broadcast(0.45).store(&tail[n]);
    for (std::size_t k = 0; k < n; k += D::size)
        normal_quantile::in_tail(D::load(&tail[k])).store(&tail[k]);
    for (std::size_t k = 0; k < n; ++k) values[place[k]] = tail[k];
}

} // namespace detail

/// The next normal deviate of an engine, of mean 0 and variance 1: the quantile of u + 2^-54, where
/// u is its next double. Larger deviates are made of larger u; none exceeds 8.3 in absolute value,
/// and none is 0.
///
/// The quantile is computed by Wichura's algorithm AS 241, with a relative error below 1e-15. A
/// float is rounded from it.
template <deviate T = double, engine Engine>
[[nodiscard]] T normal(Engine& engine) {
    using D = lanes<double, scalar>;
    const D q = detail::from_middle(D{uniform(engine)});
    const D x = any_of(detail::normal_quantile::is_in_tail(q))
                    ? detail::normal_quantile::in_tail(q)
                    : detail::normal_quantile::in_centre(q);
    return static_cast<T>(x.value);
}

} // namespace HPK_ISA
} // namespace hpk::random
