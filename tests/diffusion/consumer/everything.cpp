// SPDX-License-Identifier: MIT
//
// Compiles a good part of the diffusion family, as a consumer does whose warnings are errors:
// templates warn only where they are instantiated. Never run.

#include <array>
#include <cstdint>
#include <sstream>
#include <type_traits>
#include <vector>

#include <hpk/core/mdspan.hpp>
#include <hpk/diffusion.hpp>

void use_diffusion();

namespace {

template <class T>
void diffuse() {
    using namespace hpk::diffusion;
    auto u = dye_block<T>(16, 16);
    auto v = u;
    variants::for_each(
        [&]<class Variant>(std::type_identity<Variant>) { evolve<Variant>(u, {}, 3); });
    evolve<fastest, hpk::scalar>(u, {.dt = T(0.05)}, 3, fixed<T>{T(0.25)}, hpk::parallel{});
    evolve<fused>(u, {.dt = T(0.05)}, 3, reflecting{}, hpk::parallel{2});
    evolve<time_blocked>(u, {}, 3, frozen{});
    hpk::grid<T, 1> line(40);
    evolve(line, {}, 5);
    hpk::grid<T, 3> box(4, 5, 6);
    workspace memory;
    evolve(box, {}, 5, periodic{}, hpk::sequential{}, memory);
    evolve_and_observe(u, {}, 10, 5, [](const auto& cells, std::int64_t steps) {
        return !cells.empty() && steps < 10;
    });
    laplacian(u, v);
    convolve(u, std::array{T(1), T(-2), T(1)}, v, reflecting{});
    std::vector<T> cells(12);
    evolve(hpk::grid_view<T, 2>(cells.data(), {3, 4}), {}, 1);
    std::ostringstream text;
    text << u << (u == v) << stability_limit<3>(T(1));
}

} // namespace

void use_diffusion() {
    diffuse<float>();
    diffuse<double>();
}
