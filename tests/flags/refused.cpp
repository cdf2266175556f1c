// SPDX-License-Identifier: MIT
//
// Code that must not compile, with an explanation: one mistake per macro. Without any of the macros
// it compiles.

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include <hpk/diffusion.hpp>
#include <hpk/hash_table/map.hpp>
#include <hpk/julia.hpp>
#include <hpk/search.hpp>

using namespace hpk::diffusion;

/// A user-defined boundary.
struct mirroring {
    static constexpr std::ptrdiff_t resolve(std::ptrdiff_t i, std::ptrdiff_t n) noexcept {
        return n == 1 ? 0 : i < 0 ? 1 : n - 2;
    }
};

/// A key without a hash.
struct place {
    int row, column;
    bool operator==(const place&) const = default;
};

/// A user-defined Julia variant of z² + c.
struct own_counts : hpk::julia::groupwise<own_counts, 1> {
    static constexpr bool vectorised = false;
    template <class L, std::size_t V, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        hpk::julia::count_group<L, V>(points, k, max_iterations);
    }
};

void use(hpk::grid<double>& u) {
    const hpk::julia::plane<double> pixels;
    (void)hpk::julia::escape_counts<own_counts>(pixels, hpk::julia::mandelbrot{}, 9);
    evolve(u, {}, 10, mirroring{});
    evolve_and_observe(u, {}, 10, 5, [](const auto&, std::int64_t) { return false; });
    evolve(u, {}, 10, fixed{400});
#if defined(HPK_REFUSED_BOUNDARY_OF_TIME_BLOCKED)
    evolve<time_blocked>(u, {}, 10, mirroring{});
#elif defined(HPK_REFUSED_BOUNDARY_OF_TILES)
    static_assert(wraps(mirroring{}, 0));
#elif defined(HPK_REFUSED_BOUNDARY_OF_ROW_EDGES)
    row_edges<hpk::lanes<double, hpk::scalar>, mirroring>* edges = nullptr;
    delete edges;
#elif defined(HPK_REFUSED_BOUNDARY_OF_SLAB_RING)
    slab_ring<hpk::lanes<double, hpk::scalar>, 2, mirroring, 1>* ring = nullptr;
    delete ring;
#elif defined(HPK_REFUSED_BOUNDARY_OF_STAYS_BOUNDED)
    const request r{u.view(), parameters<double>{}, 10, mirroring{}, hpk::sequential{}, {}};
    (void)stays_bounded<hpk::lanes<double, hpk::scalar>>(r);
#elif defined(HPK_REFUSED_OBSERVER)
    evolve_and_observe(u, {}, 10, 5, [](const auto&, std::int64_t) { return 0; });
#elif defined(HPK_REFUSED_NO_BOUNDARY)
    evolve(u, {}, 10, hpk::parallel{});
#elif defined(HPK_REFUSED_NO_BOUNDARY_OF_STEP)
    step(u, u, {}, hpk::parallel{});
#elif defined(HPK_REFUSED_NUMBER_AS_BOUNDARY)
    evolve_and_observe(u, {}, 10, 5, [](const auto&, std::int64_t) {}, 400.0);
#elif defined(HPK_REFUSED_LONG_DOUBLE)
    hpk::grid<long double> longer(8, 8);
    evolve(longer, {}, 10);
#elif defined(HPK_REFUSED_CONST_GRID)
    const hpk::grid<double> cells(8, 8);
    step(u, cells, {});
#elif defined(HPK_REFUSED_VECTOR_AS_GRID)
    std::vector<double> cells(64);
    evolve_and_observe(cells, {}, 10, 5, [](const auto&, std::int64_t) {});
#elif defined(HPK_REFUSED_FROZEN_CONVOLUTION)
    convolve(u, std::array{1.0, -2.0, 1.0}, u, frozen{});
#elif defined(HPK_REFUSED_SIDES_OF_VARIANT)
    evolve<roll>(u, {}, 10, sides{});
#elif defined(HPK_REFUSED_SIDES_OF_CONVOLUTION)
    convolve(u, std::array{1.0, -2.0, 1.0}, u, sides{});
#elif defined(HPK_REFUSED_SET_OF_OWN_COUNTS)
    (void)hpk::julia::escape_counts<own_counts>(pixels, hpk::julia::mandelbrot_set{}, 9);
#elif defined(HPK_REFUSED_VARIANT_OF_DEEP_PLANE)
    (void)hpk::julia::escape_counts<hpk::julia::trapped>(hpk::julia::deep_plane{},
                                                         hpk::julia::mandelbrot{}, 9);
#elif defined(HPK_REFUSED_NUMBER_OF_THREADS)
    hpk::julia::escape_counts(pixels, hpk::julia::mandelbrot{}, 100, 2);
#elif defined(HPK_REFUSED_NUMBER_OF_THREADS_BEHIND_COUNTS)
    std::vector<std::int32_t> counts;
    hpk::julia::escape_counts(pixels, {-0.6, 0.4}, 100, counts, 2);
#elif defined(HPK_REFUSED_OBSERVER_OF_ROWS)
    std::vector<std::int32_t> counts;
    hpk::julia::escape_counts_and_observe(pixels, hpk::julia::mandelbrot{}, 9, counts,
                                          [](const char*) { return true; });
#elif defined(HPK_REFUSED_KEY_IN_FRACTIONS)
    (void)hpk::search::lower_bound(std::vector<int>{1}, 2.5);
#elif defined(HPK_REFUSED_KEY_TOO_PRECISE)
    (void)hpk::search::contains(std::vector<float>{1}, 0.1);
#elif defined(HPK_REFUSED_KEYS_IN_FRACTIONS)
    (void)hpk::search::lower_bound(std::vector<int>{1}, std::vector<double>{1});
#elif defined(HPK_REFUSED_SHORT_ELEMENTS)
    (void)hpk::search::lower_bound(std::vector<short>{1}, 1);
#elif defined(HPK_REFUSED_INTEGRAL_UNIFORMS)
    (void)hpk::search::draw(std::vector<double>{1}, std::vector<int>{0});
#elif defined(HPK_REFUSED_KEY_WITHOUT_HASH)
    hpk::hash_map<place, int> heights;
    heights[{3, 4}] = 5;
#elif defined(HPK_REFUSED_ELEMENTS_THAT_CANNOT_MOVE)
    hpk::hash_map<int, std::mutex> locks;
    locks[3].lock();
#endif
}
