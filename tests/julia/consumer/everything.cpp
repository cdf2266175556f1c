// SPDX-License-Identifier: MIT
//
// Compiles a good part of the Julia family, as a consumer does whose warnings are errors: templates
// warn only where they are instantiated. Never run.

#include <complex>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <hpk/julia.hpp>

void use_julia();

namespace {

// Each variant and each type, and each backend and execution at least once.
template <class T>
void count_escapes() {
    using namespace hpk::julia;
    const auto classic = accumulated_plane(region<T>{}, 10);
    const auto pixels = uniform_plane(region<T>{}, 7, 5);
    const std::complex<T> c{T(-0.62772), T(-0.42193)};
    const std::vector<std::complex<T>> z(20), cs(20, c);
    std::vector<std::int32_t> counts(20);
    variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        static_cast<void>(escape_counts<Variant>(classic, c, 10));
        static_cast<void>(escape_counts<Variant>(classic, mandelbrot{}, 10));
        static_cast<void>(escape_counts<Variant>(classic, julia_set{{0.1, 0.2}, power<3>{}}, 10));
        escape_counts<Variant>(z, cs, 10, counts, hpk::parallel{2});
    });
    static_cast<void>(escape_counts<fastest, hpk::scalar>(pixels, c, 10, hpk::parallel{}));
    static_cast<void>(escape_counts(plane_view<T>(pixels), c, 10));
    static_cast<void>(escape_counts(plane_view<T>(pixels), mandelbrot{{0.1, 0.2}}, 10));
    static_cast<void>(escape_counts(plane_view<T>(pixels), mandelbrot_set{tricorn{}, 3}, 10));
    static_cast<void>(escape_counts(z, cs, 10));
}

} // namespace

void use_julia() {
    count_escapes<float>();
    count_escapes<double>();
}
