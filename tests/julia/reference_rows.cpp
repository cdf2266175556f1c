// SPDX-License-Identifier: MIT
//
// Tries every row of reference/julia.csv, sequentially and with 1 to 4 threads, against sums and
// checksums computed outside the project, and against the oracle element by element.

#include <map>
#include <numeric>

#include "crc32.hpp"
#include "julia/reference.hpp"
#include "julia/rung.hpp"
#include "julia/support.hpp"

namespace hpk::test {
namespace {

/// A row whose plain loop takes a thousand million steps has its own test case.
bool is_long(const julia_reference& r) {
    return r.sum > 100'000'000;
}

/// Without optimisation the kernels are some fifty times slower; rows that would take minutes are
/// skipped with a message.
bool is_left_to_optimised_builds(const julia_reference& r) {
    if (optimised || r.sum <= 5'000'000) return false;
    WARN("left to optimised builds, where it takes seconds and not minutes: " << r.text);
    return true;
}

template <class T>
julia::plane<T> plane_of(const julia_reference& r) {
    return julia::accumulated_plane(
        julia::region<T>{static_cast<T>(r.left), static_cast<T>(r.right), static_cast<T>(r.bottom),
                         static_cast<T>(r.top)},
        r.width);
}

template <class T>
const std::vector<std::int32_t>& expected_counts(const julia_reference& r) {
    static std::map<std::string, std::vector<std::int32_t>> known;
    auto& counts = known[r.text];
    if (counts.empty())
        counts = oracle_counts<T>(plane_of<T>(r), {static_cast<T>(r.c_re), static_cast<T>(r.c_im)},
                                  r.max_iterations);
    return counts;
}

template <class T>
void check_row(const rung<T>& tested, const julia_reference& r, int threads) {
    INFO(r.text << " with threads " << threads);
    const julia::plane<T> p = plane_of<T>(r);
    REQUIRE(p.x.size() == r.columns);
    REQUIRE(p.y.size() == r.rows);
    std::vector<std::int32_t> counts(p.x.size() * p.y.size(), -1);
    tested.plane(p, {static_cast<T>(r.c_re), static_cast<T>(r.c_im)}, r.max_iterations, counts,
                 threads);
    require_equal_counts(counts, expected_counts<T>(r), r.text);
    CHECK(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}) == r.sum);
    CHECK(crc32(std::as_bytes(std::span(counts))) == r.crc);
}

struct reference_rows {
    static constexpr const char* name = "reference";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        int rows = 0;
        for (const julia_reference& r : read_julia_references()) {
            if (r.is_f32 != std::is_same_v<T, float> || is_long(r)) continue;
            if (is_left_to_optimised_builds(r)) continue;
            ++rows;
            for (const int threads : {run_sequentially, 1, 2, 3, 4})
                if (HPK_FULL_TESTS || threads == run_sequentially || threads == 3)
                    check_row(tested, r, threads);
        }
        CHECK(rows > 0);
    }
};

struct long_reference_row {
    static constexpr const char* name = "long_reference";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        int rows = 0;
        for (const julia_reference& r : read_julia_references()) {
            if (r.is_f32 != std::is_same_v<T, float> || !is_long(r)) continue;
            ++rows;
            // The trap makes this row short even so.
            const bool is_short = tested.variant == julia::trapped::name;
            if (!is_short && is_left_to_optimised_builds(r)) continue;
            if (!is_short && !HPK_FULL_TESTS) {
                WARN("left to full builds: " << r.text);
                continue;
            }
            check_row(tested, r, 2);
        }
        if (rows == 0) WARN("n/a: there is no long row in this type");
    }
};

const check_every_rung<reference_rows> register_rows;
const check_every_rung<long_reference_row> register_long_row;

} // namespace
} // namespace hpk::test
