// SPDX-License-Identifier: MIT
//
// Tries every row of reference/diffusion.csv on every backend, sequentially and with 1 to 4
// threads, against checksums computed outside the project, and against the oracle cell by cell.

#include <map>

#include "diffusion/reference.hpp"
#include "diffusion/rung.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

/// The number of cell updates.
template <class T>
std::int64_t work(const diffusion_reference<T>& r) {
    return static_cast<std::int64_t>(r.start.values.size()) * r.steps;
}

/// Rows with many cells or steps are not tried in all ways on all backends; starting threads for
/// each step takes time, too.
template <class T>
bool is_large(const diffusion_reference<T>& r) {
    return work(r) > 100'000'000;
}
template <class T>
bool is_long(const diffusion_reference<T>& r) {
    return r.steps >= 500;
}

/// Without optimisation the kernels are a hundred times slower; rows that would take minutes are
/// skipped with a message.
template <class T>
bool is_left_to_optimised_builds(const diffusion_reference<T>& r) {
    if (optimised || !is_large(r)) return false;
    WARN("left to optimised builds, where it takes a second and not minutes: " << r.text);
    return true;
}

/// The rows, which are read once.
template <class T>
const std::vector<diffusion_reference<T>>& references() {
    static const std::vector<diffusion_reference<T>> rows = read_diffusion_references<T>();
    return rows;
}
/// The oracle's result, which is computed once.
template <class T>
const std::vector<T>& solution_of(const diffusion_reference<T>& r) {
    static std::map<const void*, std::vector<T>> known;
    std::vector<T>& cells = known[&r];
    if (cells.empty()) cells = oracle::diffused(r.order, r.start, r.outside, r.dt, r.D, r.steps);
    return cells;
}

struct reference_rows {
    static constexpr const char* name = "reference";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        int runs = 0;
        for (const auto& row : references<T>()) {
            if (row.order != tested.order || is_left_to_optimised_builds(row)) continue;
            for (const int threads : threads_for(tested, row)) {
                if (!tested.offers(row.start.extents.size(), row.outside.edge, threads)) continue;
                ++runs;
                const auto u =
                    tested.evolved(row.start, {row.dt, row.D}, row.steps, row.outside, threads);
                require_same(u, solution_of(row),
                             [&] { return row.text + " with threads " + std::to_string(threads); });
                CHECK(checksum(u) == row.crc);
            }
        }
        CHECK(runs > 0);
    }

private:
    template <class T>
    static std::vector<int> threads_for(const rung<T>& tested, const diffusion_reference<T>& row) {
        if ((is_large(row) || is_long(row)) && !HPK_FULL_TESTS) return {3};
        if (is_large(row) && tested.lanes == 1) return {run_sequentially, 3};
        if (is_long(row) && tested.extent == extent_of_tests::reference)
            return {1 + static_cast<int>(tested.name.size() % 4)};
        if (is_long(row) && !optimised) return {run_sequentially, 2};
        if (!HPK_FULL_TESTS) return {run_sequentially, 3};
        return {run_sequentially, 1, 2, 3, 4};
    }
};

const check_every_rung<reference_rows> register_rows;

} // namespace
} // namespace hpk::test
