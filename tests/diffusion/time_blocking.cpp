// SPDX-License-Identifier: MIT
//
// The way time_blocked splits its steps does not affect results: it has the same bits as the oracle
// of the C kernel, with which fused is compared on the same grids. Every pair of extents from 1 x 1
// to 70 x 70, 0 to 40 steps, all edges, both types; long, large and deep grids.

#include <cstdlib>
#include <string>

#include "diffusion/rung.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

/// With HPK_TEST_EXHAUSTIVE=1 in the environment each pair of extents is tried with each number of
/// steps, which takes minutes; otherwise the numbers alternate.
bool exhaustive() {
    const char* const value = std::getenv("HPK_TEST_EXHAUSTIVE");
    return value != nullptr && std::string(value) == "1";
}

/// The cases in which a variant in the order of the C kernel is compared with the oracle, on grids
/// of one shape: steps and threads.
struct run {
    std::int64_t steps;
    int threads;
};

template <class T>
void check_runs(const rung<T>& tested, const std::vector<std::size_t>& extents,
                oracle::surroundings<T> outside, const std::vector<run>& runs) {
    const auto p = crooked_parameters<T>();
    const auto start = noise<T>(extents, extents.front() + 100 * extents.back());
    oracle::diffusion<T> expected(oracle::program::c, start, outside, p.dt, p.D);
    std::int64_t done = 0;
    // The other variants start threads for each step, which is slow on few cores.
    const bool forks_often = tested.variant != "time_blocked";
    for (const auto [steps, wanted] : runs) {
        const bool with_threads = tested.offers(extents.size(), outside.edge, wanted);
        const int threads = with_threads && !(forks_often && steps > 8) ? wanted : run_sequentially;
        for (; done < steps; ++done) expected.step();
        require_same(tested.evolved(start, p, steps, outside, threads), expected.values(),
                     [&, steps = steps] {
                         return shape_of(extents) + ", " + shown(outside) + ", " +
                                std::to_string(steps) + " steps, threads " +
                                std::to_string(threads);
                     });
    }
    CHECK(!runs.empty()); // an assertion for Catch to count
}

struct c_kernel {
    template <class T>
    static bool concerns(const rung<T>& r) {
        return r.order == oracle::program::c && r.extent != extent_of_tests::reference;
    }
};

struct pairs_of_extents : c_kernel {
    static constexpr const char* name = "pairs_of_extents";

    template <class T>
    static void check(const rung<T>& tested) {
        // A vector of one is tried on every eleventh pair.
        const std::size_t one_in = !optimised ? 41 : tested.lanes == 1 ? 11 : 1;
        if (!optimised) WARN("one pair in 41: all of them would take many minutes");
        std::size_t turn = 0;
        std::array<int, most_steps + 1> tried{};
        for (std::size_t rows = 1; rows <= 70; ++rows) {
            for (std::size_t columns = 1; columns <= 70; ++columns) {
                ++turn;
                if (turn % one_in != 0 && !exhaustive()) continue;
                for (const auto& outside : all_surroundings<T>()) {
                    const auto runs = runs_of(turn + 10 * static_cast<std::size_t>(outside.edge));
                    for (const run& r : runs) ++tried[static_cast<std::size_t>(r.steps)];
                    check_runs(tested, {rows, columns}, outside, runs);
                }
            }
        }
        for (const int n : tried) CHECK(n >= 400 / static_cast<int>(one_in));
    }

private:
    static constexpr std::size_t most_steps = 40;

    /// Two numbers of steps, one below 20 and one above, in rising order; sometimes with threads.
    static std::vector<run> runs_of(std::size_t turn) {
        std::vector<run> runs;
        for (std::size_t steps = 0; steps <= most_steps; ++steps) {
            const bool its_turn = steps < 20 ? turn % 20 == steps : turn % 21 == steps - 20;
            if (!its_turn && !exhaustive()) continue;
            const bool with_threads = (turn + steps) % 32 == 0;
            runs.push_back({static_cast<std::int64_t>(steps),
                            with_threads ? 2 + static_cast<int>(turn % 3) : run_sequentially});
        }
        return runs;
    }
};

/// More rows than fit the cache, and few columns: the wavefront is tried at every width around the
/// number of lanes.
struct tall_sheets : c_kernel {
    static constexpr const char* name = "tall_sheets";
    template <class T>
    static void check(const rung<T>& tested) {
        const std::size_t widths[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,
                                      15, 16, 17, 31, 32, 33, 63, 64, 65};
        std::int64_t turn = 0;
        for (const std::size_t rows : {511u, 512u, 530u, 769u})
            for (const std::size_t columns : widths)
                for (const auto& outside : all_surroundings<T>()) {
                    ++turn;
                    if (!optimised && turn % 27 != 0) continue;
                    check_runs(tested, {rows, columns}, outside,
                               {{1 + turn % 14, turn % 3 == 0 ? 3 : run_sequentially},
                                {15 + turn % 49, turn % 5 == 0 ? 2 : run_sequentially}});
                }
    }
};

/// Several tiles side by side, more than a cache holds.
struct large_sheets : c_kernel {
    static constexpr const char* name = "large_sheets";
    template <class T>
    static void check(const rung<T>& tested) {
        if (!optimised) {
            WARN("left to optimised builds, where it takes seconds and not minutes");
            return;
        }
        if (tested.extent != extent_of_tests::everything) {
            for (const auto& outside : all_surroundings<T>())
                check_runs(tested, {130, 1300}, outside, {{19, run_sequentially}});
            return;
        }
        for (const auto& outside : all_surroundings<T>()) {
            check_runs(tested, {1023, 1025}, outside, {{1, 2}, {17, run_sequentially}, {33, 2}});
            check_runs(tested, {4099, 513}, outside, {{8, run_sequentially}, {21, 3}});
            check_runs(tested, {7, 5003}, outside, {{40, run_sequentially}, {41, 4}});
            check_runs(tested, {5003, 7}, outside, {{40, run_sequentially}, {41, 4}});
            check_runs(tested, {5, 34567}, outside, {{30, run_sequentially}, {31, 4}});
            check_runs(tested, {300, 1290}, outside, {{13, 2}, {14, run_sequentially}, {40, 3}});
        }
    }
};

/// Grids too large for any cache are written with non-temporal stores if rows are aligned.
struct streams : c_kernel {
    static constexpr const char* name = "streams";
    template <class T>
    static bool concerns(const rung<T>& r) {
        return c_kernel::concerns(r) && r.extent == extent_of_tests::everything;
    }
    template <class T>
    static void check(const rung<T>& tested) {
        if (!optimised) {
            WARN("left to optimised builds, where it takes seconds and not minutes");
            return;
        }
        const std::size_t more = 8 / sizeof(T);
        for (const auto& outside : all_surroundings<T>()) {
            const std::vector<run> runs = {{1, run_sequentially}, {3, 2}};
            check_runs(tested, {1601 * more, 1024}, outside, runs);
            check_runs(tested, {1600 * more, 1021}, outside, runs);
            check_runs(tested, {1'700'003 * more}, outside, runs);
            check_runs(tested, {41 * more, 201, 208}, outside, runs);
        }
    }
};

/// One axis: every length to 200 and some beyond a tile, many steps.
struct long_lines : c_kernel {
    static constexpr const char* name = "long_lines";
    template <class T>
    static void check(const rung<T>& tested) {
        for (std::size_t n = 1; n <= 200; n += optimised ? 1 : 5)
            for (const auto& outside : all_surroundings<T>()) {
                const auto steps = static_cast<std::int64_t>((7 * n) % 150);
                check_runs(tested, {n}, outside,
                           {{steps % 20, run_sequentially},
                            {steps + 20, n % 16 == 0 ? 3 : run_sequentially}});
            }
        for (const std::size_t n : {1000u, 2047u, 2048u, 2049u, 4097u, 5000u, 16411u, 100003u}) {
            if (!optimised && n > 5000) continue;
            for (const auto& outside : all_surroundings<T>())
                check_runs(tested, {n}, outside,
                           {{1, 2}, {63, run_sequentially}, {64, 2}, {65, 4}, {129, 3}});
        }
    }
};

/// Three axes.
struct deep_boxes : c_kernel {
    static constexpr const char* name = "deep_boxes";
    template <class T>
    static void check(const rung<T>& tested) {
        std::int64_t turn = 0;
        for (const std::size_t planes : {1u, 2u, 3u, 5u, 8u, 17u})
            for (const std::size_t rows : {1u, 2u, 3u, 5u, 8u, 17u})
                for (const std::size_t columns : {1u, 2u, 3u, 5u, 8u, 17u, 33u})
                    for (const auto& outside : all_surroundings<T>()) {
                        ++turn;
                        check_runs(tested, {planes, rows, columns}, outside,
                                   {{turn % 5, run_sequentially},
                                    {5 + turn % 8, turn % 16 == 0 ? 3 : run_sequentially}});
                    }
        if (!optimised) {
            WARN("larger boxes are left to optimised builds");
            return;
        }
        for (const auto& outside : all_surroundings<T>()) {
            check_runs(tested, {40, 41, 42}, outside, {{3, 2}, {9, run_sequentially}, {16, 4}});
            check_runs(tested, {12, 130, 131}, outside, {{6, 2}, {7, run_sequentially}, {13, 3}});
            for (const std::size_t n : {1u, 2u, 3u, 7u, 17u})
                check_runs(tested, {520, n, 18 - n}, outside,
                           {{1, 2}, {static_cast<std::int64_t>(n), 3}, {25, run_sequentially}});
            check_runs(tested, {5, 70, 33}, outside, {{4, run_sequentially}, {13, 3}});
            check_runs(tested, {3, 67, 1301}, outside, {{5, run_sequentially}, {8, 2}});
        }
    }
};

/// Enough steps for many rounds.
struct many_steps : c_kernel {
    static constexpr const char* name = "many_steps";
    template <class T>
    static void check(const rung<T>& tested) {
        for (const auto& outside : all_surroundings<T>()) {
            check_runs(tested, {65, 67}, outside, {{100, run_sequentially}, {333, 2}});
            check_runs(tested, {3, 5}, outside, {{1000, run_sequentially}});
            check_runs(tested, {9, 8, 10}, outside, {{100, run_sequentially}});
        }
    }
};

/// Grids that would take too much scratch memory if they were dealt out, because they are narrow or
/// threads are many: they are not dealt out, or take single sweeps.
struct out_of_proportion : c_kernel {
    static constexpr const char* name = "out_of_proportion";
    template <class T>
    static void check(const rung<T>& tested) {
        if (!optimised) {
            WARN("left to optimised builds, where it takes seconds and not minutes");
            return;
        }
        const std::size_t more = 8 / sizeof(T);
        for (const auto& outside : all_surroundings<T>()) {
            // Two rounds of steps, three and four: the last always ends in the user's grid.
            const std::vector<run> runs{{59, run_sequentially}, {87, 2}, {88, run_sequentially}};
            check_runs(tested, {7001 * more, 1}, outside, runs);
            check_runs(tested, {9001 * more, 5}, outside, runs);
            check_runs(tested, {90 * more, 91, 1}, outside, {{13, 2}, {19, run_sequentially}});
            check_runs(tested, {90 * more, 91, 3}, outside, {{13, run_sequentially}, {24, 2}});
        }
        for (const auto& outside : all_surroundings<T>()) {
            check_runs(tested, {600, 600 * more}, outside, {{31, 64}});
            check_runs(tested, {100, 101, 102}, outside, {{15, 64}});
            check_runs(tested, {3, 40, 3000}, outside, {{15, 64}});
            check_runs(tested, {30'011}, outside, {{100, 64}});
        }
    }
};

const check_every_rung<out_of_proportion> register_out_of_proportion;
const check_every_rung<pairs_of_extents> register_pairs;
const check_every_rung<tall_sheets> register_tall_sheets;
const check_every_rung<large_sheets> register_large_sheets;
const check_every_rung<streams> register_streams;
const check_every_rung<long_lines> register_long_lines;
const check_every_rung<deep_boxes> register_deep_boxes;
const check_every_rung<many_steps> register_many_steps;

} // namespace
} // namespace hpk::test
