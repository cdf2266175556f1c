// SPDX-License-Identifier: MIT
#include <complex>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <hpk/julia.hpp>

#include "bits/numbers.hpp"
#include "bits/sources.hpp"
#include "bits/table.hpp"

namespace hpk::test {
namespace {

/// Julia sets and points in type T, on every variant.
template <class T>
void enter_julia(bits_table& table) {
    using julia::region;
    const std::string type = "/" + type_name<T>();
    const auto enter_counts = [&]<class Count>(const std::string& name, Count count) {
        for_each_source<julia::variants, scalar_and_native, T>([&]<class Variant, class Backend>(
                                                                   const std::string& source) {
            const std::vector<std::int32_t> counts = count.template operator()<Variant, Backend>();
            table.enter<std::int32_t>("julia/" + name + type, source, counts);
        });
    };
    const auto enter_picture = [&](const std::string& name, const julia::plane<T>& p, T re, T im,
                                   int iterations) {
        table.enter<T>("julia/" + name + "/columns" + type, "plane", p.x);
        table.enter<T>("julia/" + name + "/rows" + type, "plane", p.y);
        enter_counts(name, [&]<class Variant, class Backend>() {
            return julia::escape_counts<Variant, Backend>(p, {re, im}, iterations);
        });
    };

    const T re = T(-0.62772), im = T(-0.42193);
    enter_picture("classic", julia::accumulated_plane(region<T>{}, 150), re, im, 300);
    // There is no attracting cycle, and orbits that escape do so late.
    enter_picture("dendrite", julia::uniform_plane(region<T>{}, 97, 61), T(0), T(1), 200);
    enter_picture("negative",
                  julia::uniform_plane(region<T>{T(-1.5), T(-0.5), T(-1), T(-0.25)}, 31, 45),
                  T(-0.8), T(-0.156), 500);
    enter_picture("disc", julia::uniform_plane(region<T>{}, 33, 9), T(0), T(0), 50);

    // Pixels as c: the set, and a part of its boundary from another start.
    const auto whole = julia::uniform_plane(region<T>{T(-2.3), T(0.9), T(-1.1), T(1.2)}, 131, 75);
    enter_counts("mandelbrot", [&]<class Variant, class Backend>() {
        return julia::escape_counts<Variant, Backend>(whole, julia::mandelbrot{}, 400);
    });
    const auto valley =
        julia::uniform_plane(region<T>{T(-0.76), T(-0.73), T(0.09), T(0.11)}, 45, 33);
    enter_counts("mandelbrot_start", [&]<class Variant, class Backend>() {
        return julia::escape_counts<Variant, Backend>(valley, julia::mandelbrot{{0.125, -0.25}},
                                                      1500);
    });

    // Odd sizes, smaller than a vector or a tile or slightly larger.
    enter_counts("sizes", [&]<class Variant, class Backend>() {
        std::vector<std::int32_t> all;
        for (const int columns : {1, 2, 3, 5, 7, 13, 17}) {
            for (const int rows : {1, 3, 8, 11}) {
                const auto counts = julia::escape_counts<Variant, Backend>(
                    julia::uniform_plane(region<T>{}, columns, rows), {re, im}, 77);
                all.insert(all.end(), counts.begin(), counts.end());
            }
        }
        return all;
    });

    // A Mandelbrot set and starts all over the plane.
    numbers n;
    std::vector<std::complex<T>> z(1001), c(z.size());
    for (std::size_t k = 0; k < z.size(); ++k) {
        if (k % 3 == 0) z[k] = {n.of<T>(-3, 3), n.of<T>(-3, 3)};
        c[k] = {n.of<T>(-2, 1), n.of<T>(-1, 1)};
    }
    enter_counts("list", [&]<class Variant, class Backend>() {
        return julia::escape_counts<Variant, Backend>(z, c, 250);
    });
}

const register_bits julia_f32(enter_julia<float>), julia_f64(enter_julia<double>);

} // namespace

} // namespace hpk::test
