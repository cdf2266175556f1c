// SPDX-License-Identifier: MIT
//
// Compares every variant with its oracle on noise: grids of every small shape, including all that
// are one or two cells thick and those around the numbers of lanes, with every kind of edge.

#include "diffusion/rung.hpp"
#include "diffusion/spaced_grid.hpp"
#include "diffusion/support.hpp"
#include "fenced.hpp"

namespace hpk::test {
namespace {

using extents_list = std::vector<std::vector<std::size_t>>;

/// Lengths around multiples of every number of lanes.
constexpr std::size_t lane_lengths[] = {15, 16, 17, 31, 32, 33, 34, 63, 64, 65};

extents_list lines() {
    extents_list all;
    for (std::size_t n = 1; n <= 70; ++n) all.push_back({n});
    for (const std::size_t n : {127u, 128u, 129u, 1000u}) all.push_back({n});
    return all;
}

extents_list sheets() {
    extents_list all;
    for (std::size_t rows = 1; rows <= 9; ++rows)
        for (std::size_t columns = 1; columns <= 9; ++columns) all.push_back({rows, columns});
    for (const std::size_t n : lane_lengths) {
        for (const std::size_t rows : {1u, 2u, 3u, 5u}) all.push_back({rows, n});
        for (const std::size_t columns : {1u, 2u, 3u}) all.push_back({n, columns});
    }
    return all;
}

extents_list boxes() {
    extents_list all = {{1, 1, 40}, {1, 40, 1}, {40, 1, 1},  {2, 2, 33}, {33, 2, 2},
                        {5, 3, 17}, {3, 5, 64}, {7, 6, 9},   {4, 9, 16}, {2, 17, 5},
                        {3, 1, 31}, {1, 6, 65}, {6, 33, 15}, {17, 4, 8}};
    for (std::size_t planes = 1; planes <= 4; ++planes)
        for (std::size_t rows = 1; rows <= 4; ++rows)
            for (std::size_t columns = 1; columns <= 4; ++columns)
                all.push_back({planes, rows, columns});
    return all;
}

template <class T>
void check_shapes(const rung<T>& tested, const extents_list& all) {
    const auto p = crooked_parameters<T>();
    int runs = 0;
    for (const auto& extents : all) {
        const auto start = noise<T>(extents, extents.back());
        for (const auto& outside : all_surroundings<T>()) {
            oracle::diffusion<T> expected(tested.order, start, outside, p.dt, p.D);
            std::int64_t done = 0;
            for (const std::int64_t steps : {0, 1, 2, 5}) {
                for (; done < steps; ++done) expected.step();
                ++runs;
                // Starting threads takes time.
                int threads = runs % 7 == 0 ? 2 + runs % 3 : run_sequentially;
                if (!tested.offers(extents.size(), outside.edge, threads))
                    threads = run_sequentially;
                const auto n = static_cast<std::size_t>(runs);
                const auto what = [&] {
                    return shape_of(extents) + ", " + shown(outside) + ", " +
                           std::to_string(steps) + " steps, threads " + std::to_string(threads);
                };
                if (runs % 3 == 0) {
                    const fence side = runs % 2 == 0 ? fence::before : fence::behind;
                    const fenced<T> u(start.values, side);
                    tested.evolve({u.elements().data(), extents, extents.back()}, p, steps, outside,
                                  threads);
                    require_same(u.elements(), expected.values(), what);
                } else {
                    spaced_grid<T> u(start, n % 3, runs % 2 == 0 ? 0 : n % 11);
                    tested.evolve(u.view(), p, steps, outside, threads);
                    require_same(u.take_cells(), expected.values(), what);
                }
            }
        }
    }
    CHECK(runs > 1000);
}

struct in_lines {
    static constexpr const char* name = "lines";
    template <class T>
    static bool concerns(const rung<T>& r) {
        return r.extent != extent_of_tests::reference;
    }
    template <class T>
    static void check(const rung<T>& tested) {
        check_shapes(tested, lines());
    }
};

struct in_sheets : in_lines {
    static constexpr const char* name = "sheets";
    template <class T>
    static void check(const rung<T>& tested) {
        check_shapes(tested, sheets());
    }
};

struct in_boxes : in_lines {
    static constexpr const char* name = "boxes";
    template <class T>
    static void check(const rung<T>& tested) {
        check_shapes(tested, boxes());
    }
};

const check_every_rung<in_lines> register_lines;
const check_every_rung<in_sheets> register_sheets;
const check_every_rung<in_boxes> register_boxes;

} // namespace
} // namespace hpk::test
