// SPDX-License-Identifier: MIT
// A user-defined rung on the diffusion ladder: the Laplacian of nine cells, whose error is the same
// in all directions. A drop stays rounder than with the five cells of the other rungs.
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <numeric>
#include <string_view>

#include <hpk/diffusion.hpp>

namespace {

using namespace hpk::diffusion;
struct nine_cells {
    static constexpr std::string_view name = "nine_cells";
    static constexpr std::string_view summary = "neighbours at the corners count, too";
    static constexpr bool vectorised = false; // so that L is a single number, rounded as written

    template <class L, class Request>
    static std::size_t scratch(const Request& r) noexcept {
        return r.u.size();
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        static_assert(Request::rank == 2, "nine_cells is for grids of two axes");
        using T = typename L::value_type;
        const L rate = L::broadcast(r.p.dt) * L::broadcast(r.p.D) * L::broadcast(T(1) / T(6));
        step_between_two_grids(r, [&](auto from, auto to) {
            for_each_stretch(from.extents(), r.outside, r.how, [&](stretch s) {
                for (std::size_t j = s.first; j < s.last; ++j) {
                    const auto at = [&](std::ptrdiff_t di, std::ptrdiff_t dj) {
                        return cell<L>(from, std::ptrdiff_t(s.row) + di, std::ptrdiff_t(j) + dj,
                                       r.outside);
                    };
                    const L sides = (at(-1, 0) + at(1, 0)) + (at(0, -1) + at(0, 1));
                    const L corners = (at(-1, -1) + at(1, 1)) + (at(-1, 1) + at(1, -1));
                    const L laplacian =
                        (L::broadcast(4) * sides + corners) - L::broadcast(20) * at(0, 0);
                    (at(0, 0) + rate * laplacian).store(&to(s.row, j));
                }
            });
        });
    }

private:
    template <class L, class Cells, boundary B>
    static L cell(Cells u, std::ptrdiff_t i, std::ptrdiff_t j, [[maybe_unused]] B outside) {
        i = resolve<B>(i, std::ptrdiff_t(u.extent(0)));
        j = resolve<B>(j, std::ptrdiff_t(u.extent(1)));
        if constexpr (is_fixed<B>)
            if (i < 0 || j < 0) return L::broadcast(outside.value);
        return L::load(&u(i, j));
    }
};

/// The difference between two cells at distance 5 from the drop.
template <class Variant>
double error() {
    hpk::grid<double> u(41, 41);
    u(20, 20) = 1;
    evolve<Variant>(u, {.dt = 0.125}, 60, reflecting{});
    const double sum = std::accumulate(u.begin(), u.end(), 0.0);
    std::printf("%.3f %% between (5, 0) and (3, 4), the drop is %.12f: %s, %s\n",
                100 * std::abs(u(25, 20) / u(23, 24) - 1), sum, Variant::name.data(),
                Variant::summary.data());
    return std::abs(sum - 1) < 1e-12 ? std::abs(u(25, 20) / u(23, 24) - 1) : 1;
}

} // namespace

int main() {
    return error<nine_cells>() < error<fused>() / 4 ? 0 : 1;
}
