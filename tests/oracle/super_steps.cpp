// SPDX-License-Identifier: MIT

#include "oracle/super_steps.hpp"

#include <cstddef>
#include <utility>

#ifdef __FAST_MATH__
#error "The oracle must be compiled without -ffast-math."
#endif

namespace oracle {
namespace {

/// g + (weight * (z - g)) for every cell
template <class T>
std::vector<T> weighed(std::vector<T> z, T weight, const std::vector<T>& g) {
    for (std::size_t k = 0; k < z.size(); ++k) z[k] = g[k] + weight * (z[k] - g[k]);
    return z;
}

} // namespace

template <class T>
std::vector<T> super_steps(const rule<T>& what, cells<T> start, surroundings<T> outside, T dt,
                           int stages, std::int64_t steps) {
    const double s = stages, worth = (s * s + s - 2) / 4;
    const T short_dt = static_cast<T>(static_cast<double>(dt) / worth);
    const T share = static_cast<T>((s * s + s - 2) / 2 / (s * (s + 1)));
    for (std::int64_t n = 0; n < steps; ++n) {
        std::vector<T> before = start.values;
        cells<T> z{start.extents, advanced(what, start, outside, short_dt, 1)};
        for (int j = 2; j <= stages; ++j) {
            std::vector<T> next = advanced(what, z, outside, short_dt, 1);
            next = weighed(std::move(next), static_cast<T>(2 * j - 1) / static_cast<T>(j), before);
            before = std::move(z.values);
            z.values = std::move(next);
        }
        start.values = weighed(std::move(z.values), share, start.values);
    }
    return start.values;
}

template std::vector<float> super_steps(const rule<float>&, cells<float>, surroundings<float>,
                                        float, int, std::int64_t);
template std::vector<double> super_steps(const rule<double>&, cells<double>, surroundings<double>,
                                         double, int, std::int64_t);

} // namespace oracle
