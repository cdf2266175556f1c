// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <utility>

#include <xtensor/xadapt.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xview.hpp>

#include "compiled_with.hpp"
#include "diffusion/peers/halo.hpp"

namespace hpk::bench::peers::with_xtensor {

template <class T>
void padded_loop(padded_pair<T>& u, T scale, std::int64_t steps) {
    const std::size_t rows = u.extents[1], columns = u.extents[2];
    const std::array<std::size_t, 2> shape{rows + 2, columns + 2};
    for (std::int64_t s = 0; s < steps; ++s) {
        fill_halo(u);
        const auto now = xt::adapt(u.now, u.size(), xt::no_ownership(), shape);
        auto next = xt::adapt(u.next, u.size(), xt::no_ownership(), shape);
        const auto from = [&](std::size_t row, std::size_t column) {
            return xt::view(now, row, xt::range(column, column + columns));
        };
        // One expression per row: one for the whole grid takes ten times as long.
        for (std::size_t r = 1; r <= rows; ++r) {
            auto cells = xt::view(next, r, xt::range(1, columns + 1));
            xt::noalias(cells) = from(r, 1) + scale * (from(r + 1, 1) + from(r - 1, 1) +
                                                       from(r, 2) + from(r, 0) - T(4) * from(r, 1));
        }
        std::swap(u.now, u.next);
    }
}

template void padded_loop(padded_pair<float>&, float, std::int64_t);
template void padded_loop(padded_pair<double>&, double, std::int64_t);

const char* name() {
    return HPK_BENCH_XTENSOR;
}
const char* made_with() {
    return bench::made_with;
}

} // namespace hpk::bench::peers::with_xtensor
