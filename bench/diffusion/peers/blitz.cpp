// SPDX-License-Identifier: MIT
#include <blitz/array.h>

#include <utility>

#include "compiled_with.hpp"
#include "diffusion/peers/halo.hpp"

namespace hpk::bench::peers::with_blitz {

template <class T>
void padded_loop(padded_pair<T>& u, T scale, std::int64_t steps) {
    const auto rows = static_cast<int>(u.extents[1]), columns = static_cast<int>(u.extents[2]);
    const auto shape = blitz::shape(rows + 2, columns + 2);
    blitz::Array<T, 2> now(u.now, shape, blitz::neverDeleteData);
    blitz::Array<T, 2> next(u.next, shape, blitz::neverDeleteData);
    const blitz::Range i(1, rows), j(1, columns);
    for (std::int64_t s = 0; s < steps; ++s) {
        fill_halo(u);
        next(i, j) = now(i, j) + scale * (now(i + 1, j) + now(i - 1, j) + now(i, j + 1) +
                                          now(i, j - 1) - T(4) * now(i, j));
        blitz::cycleArrays(now, next);
        std::swap(u.now, u.next);
    }
}

template void padded_loop(padded_pair<float>&, float, std::int64_t);
template void padded_loop(padded_pair<double>&, double, std::int64_t);

const char* name() {
    return HPK_BENCH_BLITZ;
}
const char* made_with() {
    return bench::made_with;
}

} // namespace hpk::bench::peers::with_blitz
