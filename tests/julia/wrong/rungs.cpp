// SPDX-License-Identifier: MIT
//
// A variant that is wrong at one point of a Julia set, and whose proof for Mandelbrot sets is none,
// as the only rung: the tests must detect both.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "julia/rungs.hpp"

namespace hpk::test {
namespace {

/// Takes an orbit that comes close to a point where it has been for one that never escapes.
struct near_return : julia::groupwise<near_return, 1> {
    template <class L, std::size_t, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        auto z = points.template start<L>(0, k);
        const auto c = points.template parameters<L, 1>(k)[0];
        auto met = z;
        int n = 0;
        while (n < max_iterations && advance(z, c).value < 4) {
            ++n;
            if (norm(z - met).value < 1e-10) n = max_iterations;
            if ((n & (n - 1)) == 0) met = z;
        }
        points.store(lanes<std::int32_t, scalar>{n}, 0, k);
    }
};

/// Counts one too many in a corner of the largest plane that is tried, 67 x 67.
struct off_by_one : julia::groupwise<off_by_one, 1> {
    static constexpr std::string_view name = "off_by_one";
    static constexpr bool vectorised = false;

    using groupwise::count_plane;
    template <class Backend, class T, class Execution>
    static void count_plane(const julia::mandelbrot_pixels<T>& pixels, int max_iterations,
                            std::int32_t* counts, Execution how) noexcept {
        near_return::count_plane<Backend>(pixels, max_iterations, counts, how);
    }

    template <class L, std::size_t V, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        julia::expanded::count<L, V>(points, k, max_iterations);
        const auto z = points.template start<L>(0, k);
        if (k == 66 && z.im.value > 1.77 && z.im.value < 1.78)
            points.store(lanes<std::int32_t, scalar>{1}, 0, k);
    }
};

} // namespace

template <>
const std::vector<rung<float>>& julia_family::rungs<float>() {
    static const std::vector<rung<float>> none;
    return none;
}
template <>
const std::vector<rung<double>>& julia_family::rungs<double>() {
    static const auto all = rungs_of<type_list<off_by_one>, double>();
    return all;
}

} // namespace hpk::test
