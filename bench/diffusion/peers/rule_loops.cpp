// SPDX-License-Identifier: MIT
#include "diffusion/peers/rule_loops.hpp"

#include <cstddef>
#include <utility>

#include "compiled_with.hpp"
#include "diffusion/peers/halo.hpp"

namespace hpk::bench::peers::rule_loops {
namespace {

/// Takes steps by `update(at)`, which updates the row of cells that begins at an index.
template <class Update>
void take_steps(padded_pair<double>& u, std::int64_t steps, Update update) {
    for (std::int64_t s = 0; s < steps; ++s) {
        HPK_PEER::fill_halo(u);
        for (std::size_t r = 0; r < u.extents[1]; ++r) update(u.first() + r * u.row_stride());
        std::swap(u.now, u.next);
    }
}

void spacing_row(const double* __restrict c, double* __restrict out, std::size_t n, std::size_t row,
                 double r0, double r1) {
    const double* __restrict above = c - row;
    const double* __restrict below = c + row;
    for (std::size_t j = 0; j < n; ++j)
        out[j] =
            c[j] + (r0 * (below[j] + above[j] - 2 * c[j]) + r1 * (c[j + 1] + c[j - 1] - 2 * c[j]));
}

void cells_row(const double* __restrict c, const double* __restrict k0, const double* __restrict k1,
               double* __restrict out, std::size_t n, std::size_t row, double dt) {
    const double* __restrict above = c - row;
    const double* __restrict below = c + row;
    const double* __restrict k0_above = k0 - row;
    for (std::size_t j = 0; j < n; ++j)
        out[j] = c[j] + dt * (k0[j] * (below[j] - c[j]) - k0_above[j] * (c[j] - above[j]) +
                              k1[j] * (c[j + 1] - c[j]) - k1[j - 1] * (c[j] - c[j - 1]));
}

void sources_row(const double* __restrict c, const double* __restrict s, double* __restrict out,
                 std::size_t n, std::size_t row, double scale, double dt) {
    const double* __restrict above = c - row;
    const double* __restrict below = c + row;
    for (std::size_t j = 0; j < n; ++j)
        out[j] = c[j] + scale * (below[j] + above[j] + c[j + 1] + c[j - 1] - 4 * c[j]) + dt * s[j];
}

void reaction_row(const double* __restrict c, double* __restrict out, std::size_t n,
                  std::size_t row, double scale, double dt) {
    const double* __restrict above = c - row;
    const double* __restrict below = c + row;
    for (std::size_t j = 0; j < n; ++j)
        out[j] = c[j] + scale * (below[j] + above[j] + c[j + 1] + c[j - 1] - 4 * c[j]) +
                 dt * (c[j] * (1 - c[j]));
}

void gray_scott_row(const double* __restrict u, const double* __restrict v,
                    double* __restrict next_u, double* __restrict next_v, std::size_t n,
                    std::size_t row, double D_u, double D_v, double F, double k, double dt) {
    const double* __restrict u_above = u - row;
    const double* __restrict u_below = u + row;
    const double* __restrict v_above = v - row;
    const double* __restrict v_below = v + row;
    for (std::size_t j = 0; j < n; ++j) {
        const double lu = u_below[j] + u_above[j] + u[j + 1] + u[j - 1] - 4 * u[j];
        const double lv = v_below[j] + v_above[j] + v[j + 1] + v[j - 1] - 4 * v[j];
        const double uvv = u[j] * v[j] * v[j];
        next_u[j] = u[j] + dt * (D_u * lu - uvv + F * (1 - u[j]));
        next_v[j] = v[j] + dt * (D_v * lv + uvv - (F + k) * v[j]);
    }
}

} // namespace

void spacing(padded_pair<double>& u, double rate0, double rate1, std::int64_t steps) {
    take_steps(u, steps, [&](std::size_t at) {
        spacing_row(u.now + at, u.next + at, u.extents[2], u.row_stride(), rate0, rate1);
    });
}

void cells(padded_pair<double>& u, const double* below, const double* right, double dt,
           std::int64_t steps) {
    take_steps(u, steps, [&](std::size_t at) {
        cells_row(u.now + at, below + at, right + at, u.next + at, u.extents[2], u.row_stride(),
                  dt);
    });
}

void sources(padded_pair<double>& u, const double* s, double scale, double dt, std::int64_t steps) {
    take_steps(u, steps, [&](std::size_t at) {
        sources_row(u.now + at, s + at, u.next + at, u.extents[2], u.row_stride(), scale, dt);
    });
}

void reaction(padded_pair<double>& u, double scale, double dt, std::int64_t steps) {
    take_steps(u, steps, [&](std::size_t at) {
        reaction_row(u.now + at, u.next + at, u.extents[2], u.row_stride(), scale, dt);
    });
}

void gray_scott(padded_pair<double>& u, padded_pair<double>& v, double D_u, double D_v, double feed,
                double kill, double dt, std::int64_t steps) {
    for (std::int64_t s = 0; s < steps; ++s) {
        HPK_PEER::fill_halo(u);
        HPK_PEER::fill_halo(v);
        for (std::size_t r = 0; r < u.extents[1]; ++r) {
            const std::size_t at = u.first() + r * u.row_stride();
            gray_scott_row(u.now + at, v.now + at, u.next + at, v.next + at, u.extents[2],
                           u.row_stride(), D_u, D_v, feed, kill, dt);
        }
        std::swap(u.now, u.next);
        std::swap(v.now, v.next);
    }
}

const char* name() {
    return compiler_name;
}
const char* made_with() {
    return bench::made_with;
}

} // namespace hpk::bench::peers::rule_loops
