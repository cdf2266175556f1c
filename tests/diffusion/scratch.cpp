// SPDX-License-Identifier: MIT
//
// Scratch memory stays within the documented limit, for grids of every shape and any number of
// steps and threads.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include <hpk/core/execution.hpp>
#include <hpk/core/grid_view.hpp>
#include <hpk/core/lanes.hpp>
#include <hpk/diffusion/request.hpp>
#include <hpk/diffusion/sweeps/stretches.hpp>
#include <hpk/diffusion/variants.hpp>

#include "catch.hpp"
#include "common.hpp"

namespace hpk::test {
namespace {

/// The limit that docs/diffusion.md and hpk/diffusion.hpp state: three grids and 4 MiB.
template <class T, std::size_t Rank>
std::size_t promised(const std::array<std::size_t, Rank>& extents) {
    return 3 * diffusion::number_of_cells(extents) + (std::size_t{4} << 20) / sizeof(T);
}

/// A request with any number of threads, whether or not this machine has them, and no cells in
/// memory.
template <class T, std::size_t Rank>
struct sized_request : diffusion::request<T, Rank, diffusion::periodic, parallel> {
    [[nodiscard]] int threads() const noexcept { return this->how.threads; }
};

template <class Variant, class L, std::size_t Rank>
std::size_t scratch_of(const std::array<std::size_t, Rank>& extents, std::int64_t steps,
                       int threads) {
    using T = typename L::value_type;
    const grid_view<T, Rank> u(nullptr, extents);
    return Variant::template scratch<L>(sized_request<T, Rank>{{u, {}, steps, {}, {threads}, {}}});
}

template <class Variant, class L, std::size_t Rank>
void check_scratch(const std::array<std::size_t, Rank>& extents) {
    const std::size_t most = promised<typename L::value_type>(extents);
    for (const std::int64_t steps : {1, 4, 13, 14, 30, 100, 100'000})
        for (const int threads : {1, 2, 7, 64, 1000}) {
            const std::size_t scratch = scratch_of<Variant, L>(extents, steps, threads);
            if (scratch <= most) continue;
            std::string shape;
            for (const std::size_t n : extents) shape += std::to_string(n) + " ";
            FAIL(Variant::name << ": " << shape << "cells, " << steps << " steps, threads "
                               << threads << ": " << scratch << " elements, not " << most);
        }
}

template <class T, class Backend>
void check_shapes() {
    using L = lanes<T, Backend>;
    const auto check = [](const auto& extents) {
        diffusion::variants::for_each(
            [&]<class V>(std::type_identity<V>) { check_scratch<V, L>(extents); });
        check_scratch<diffusion::fastest, L>(extents);
    };
    const std::size_t long_axes[] = {1,   2,    3,      10,      100,       509,       510,
                                     511, 1000, 20'000, 400'000, 3'000'000, 40'000'000};
    for (std::size_t n = 1; n <= 70; ++n) {
        check(std::array{n});
        for (const std::size_t m : long_axes) {
            check(std::array{m, n});
            check(std::array{n, m});
            check(std::array{m, std::size_t{1}, n});
            check(std::array{std::size_t{1}, m, n});
            check(std::array{n, std::size_t{2}, m});
            if (m < 100'000) {
                check(std::array{m, m / 3 + 1, n});
                check(std::array{m, n, n});
                check(std::array{n, m, n});
                check(std::array{n, n, m});
            }
        }
    }
    for (const std::size_t n : {3000u, 5000u, 100'000u, 10'000'000u}) check(std::array{n});
    for (const std::size_t n : {300u, 600u, 2000u, 5000u}) check(std::array{n, n});
    for (const std::size_t n : {90u, 128u, 300u}) check(std::array{n, n, n});
}

TEST_CASE("scratch/no more than is documented, whatever the shape") {
    check_shapes<double, native>();
    check_shapes<float, native>();
    check_shapes<double, scalar>();
    SUCCEED();
}

TEST_CASE("scratch/usually about two grids, in one dimension a sixteenth") {
    using diffusion::time_blocked;
    using L = lanes<double, native>;
    for (const std::size_t n : {1000u, 2048u, 5000u}) {
        const std::size_t scratch =
            scratch_of<time_blocked, L>(std::array<std::size_t, 2>{n, n}, 1000, 1);
        CHECK(scratch <= n * n * 5 / 2);
    }
    CHECK(scratch_of<time_blocked, L>(std::array{std::size_t{10'000'000}}, 1000, 1) <=
          10'000'000 / 15);
}

} // namespace
} // namespace hpk::test
