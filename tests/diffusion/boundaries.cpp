// SPDX-License-Identifier: MIT
//
// User-defined boundaries: every variant that supports them gives the right results, and the
// default supports them.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/diffusion.hpp>

#include "catch.hpp"
#include "common.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

/// Mirrored about the centres of the edge cells: … 2 1 | 0 1 2 | 1 0 …
struct mirroring {
    static constexpr std::ptrdiff_t resolve(std::ptrdiff_t i, std::ptrdiff_t n) noexcept {
        if (n == 1) return 0;
        const std::ptrdiff_t period = 2 * n - 2;
        const std::ptrdiff_t k = (i % period + period) % period;
        return k < n ? k : period - k;
    }
};

/// The same as hpk's reflecting, under another name.
struct echoing {
    static constexpr std::ptrdiff_t resolve(std::ptrdiff_t i, std::ptrdiff_t n) noexcept {
        const std::ptrdiff_t k = (i % (2 * n) + 2 * n) % (2 * n);
        return k < n ? k : 2 * n - 1 - k;
    }
};

static_assert(diffusion::boundary<mirroring> && diffusion::resolving_boundary<echoing>);
static_assert(diffusion::boundary<diffusion::frozen> &&
              diffusion::boundary<diffusion::fixed<float>>);
static_assert(!diffusion::resolving_boundary<diffusion::periodic>);
static_assert(!diffusion::boundary<int> && !diffusion::boundary<sequential>);

template <class T, std::size_t Rank>
grid<T, Rank> noisy_grid(const std::array<std::size_t, Rank>& extents) {
    grid<T, Rank> u(extents);
    const auto start = noise<T>({extents.begin(), extents.end()});
    std::copy(start.values.begin(), start.values.end(), u.begin());
    return u;
}

/// The same steps, one at a time, on a grid with one more cell on each side, which gets the outside
/// values before each step; the edges are frozen.
template <class Variant, class Boundary, class T, std::size_t Rank>
grid<T, Rank> evolved_in_padding(const grid<T, Rank>& start, const diffusion::parameters<T>& p,
                                 std::int64_t steps) {
    auto extents = start.extents();
    for (auto& n : extents) n += 2;
    grid<T, Rank> padded(extents);
    grid<T, Rank> u = start;
    diffusion::workspace memory;
    for (std::int64_t step = 0; step <= steps; ++step) {
        if (step != 0)
            diffusion::evolve<Variant>(padded, p, 1, diffusion::frozen{}, sequential{}, memory);
        for (const bool fetch : {true, false}) { // the cells, then all that is around them
            for (std::size_t k = 0; k < padded.size(); ++k) {
                std::size_t rest = k, place = 0, stride = 1;
                bool inside = true;
                for (std::size_t axis = Rank; axis-- > 0; rest /= extents[axis]) {
                    auto i = static_cast<std::ptrdiff_t>(rest % extents[axis]) - 1;
                    const auto n = static_cast<std::ptrdiff_t>(u.extent(axis));
                    if (i < 0 || i >= n) {
                        inside = false;
                        i = Boundary::resolve(i, n);
                    }
                    place += static_cast<std::size_t>(i) * stride;
                    stride *= u.extent(axis);
                }
                if (!fetch || step == 0)
                    padded.data()[k] = u.data()[place];
                else if (inside)
                    u.data()[place] = padded.data()[k];
            }
        }
    }
    return u;
}

template <class Variant, class T, std::size_t Rank, class Execution>
void check_steps(const std::array<std::size_t, Rank>& extents, std::int64_t steps, Execution how) {
    INFO(Variant::name << ", " << shape_of({extents.begin(), extents.end()}) << ", " << steps
                       << " steps");
    const diffusion::parameters<T> p{T(0.12), T(0.9)};
    const auto start = noisy_grid<T>(extents);

    auto u = start, expected = start;
    diffusion::evolve<Variant>(u, p, steps, echoing{}, how);
    diffusion::evolve<Variant>(expected, p, steps, diffusion::reflecting{}, how);
    CHECK((u == expected)); // not printed
    u = start;
    diffusion::evolve<Variant>(u, p, steps, mirroring{}, how);
    CHECK((u == evolved_in_padding<Variant, mirroring>(start, p, steps)));

    auto observed = start;
    std::int64_t seen = 0;
    diffusion::evolve_and_observe<Variant>(
        observed, p, steps, 3, [&](auto, std::int64_t done) { seen = done; }, mirroring{}, how);
    CHECK((observed == u));
    CHECK(seen == steps);
}

template <class Variant>
void check_variant() {
    for (const std::int64_t steps : {1, 5, 30}) {
        for (const std::size_t n : {1u, 2u, 5u, 33u, 301u})
            check_steps<Variant, double, 1>({n}, steps, sequential{});
        for (const std::size_t n : {1u, 2u, 9u, 40u})
            check_steps<Variant, double, 2>({n, 43 - n}, steps, sequential{});
        check_steps<Variant, float, 2>({19, 37}, steps, parallel{2});
        check_steps<Variant, double, 2>({700, 5}, steps, parallel{3});
        check_steps<Variant, double, 3>({5, 6, 19}, steps, sequential{});
        check_steps<Variant, double, 3>({3, 1, 2}, steps, sequential{});
    }
}

TEST_CASE("boundaries/one's own are right in every variant that takes them, and in the default") {
    diffusion::variants::for_each([]<class Variant>(std::type_identity<Variant>) {
        if constexpr (!std::is_same_v<Variant, diffusion::time_blocked>) check_variant<Variant>();
    });
    check_variant<diffusion::fastest>();
}

TEST_CASE("boundaries/one's own in applications of the stencil") {
    grid<double> u(13, 6);
    for (std::size_t k = 0; k < u.size(); ++k) u.data()[k] = static_cast<double>(k * k % 29);
    auto out = u, by_name = u;
    diffusion::laplacian(u, out, mirroring{});
    CHECK(out(0, 0) == 2 * u(1, 0) + 2 * u(0, 1) - 4 * u(0, 0));
    CHECK(out(12, 5) == 2 * u(11, 5) + 2 * u(12, 4) - 4 * u(12, 5));
    diffusion::laplacian(u, out, echoing{}, parallel{2});
    diffusion::laplacian(u, by_name, diffusion::reflecting{});
    CHECK(out == by_name);
    // Taps that are longer than the grid, and not symmetric.
    std::vector<double> taps(31);
    for (std::size_t k = 0; k < taps.size(); ++k) taps[k] = 0.01 * static_cast<double>(k * k % 17);
    diffusion::convolve(u, taps, out, echoing{});
    diffusion::convolve(u, taps, by_name, diffusion::reflecting{});
    CHECK(out == by_name);
}

} // namespace
} // namespace hpk::test
