// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <hpk/diffusion/parameters.hpp>

#include "common.hpp"
#include "family.hpp"
#include "oracle/diffusion.hpp"

namespace hpk::test {

/// Cells in memory: rows of a grid of one, two or three axes, `row_stride` cells apart.
template <class T>
struct strided_cells {
    T* data;
    std::vector<std::size_t> extents;
    std::size_t row_stride;
};

/// The part of a variant that is instantiated for the tests on a backend, to keep builds short.
enum class extent_of_tests {
    everything, ///< on the best backend that the variant has
    sequential, ///< on hpk::scalar in a full build: all of that, but the reference alone with
                ///< threads
    reference,  ///< on other backends: what diffusion.csv has rows of, with threads
};

/// True if diffusion.csv has grids with this number of axes and these edges for variants of this
/// order.
template <class T>
constexpr bool is_in_reference(oracle::program order, std::size_t rank, oracle::edge edge) {
    const bool every_rank = order == oracle::program::c || order == oracle::program::python;
    return (rank == 2 || every_rank) && (sizeof(T) == 8 || edge == oracle::edge::periodic);
}

template <class T>
constexpr bool is_instantiated(extent_of_tests extent, oracle::program order, std::size_t rank,
                               oracle::edge edge, bool with_threads) {
    return extent == extent_of_tests::everything ||
           (extent == extent_of_tests::sequential && !with_threads) ||
           (with_threads && is_in_reference<T>(order, rank, edge));
}

/// One variant on one backend in one type. `evolve` is the variant's own function, without the
/// checks of arguments, with all choices made at run time and scratch memory filled with NaN.
/// `threads` is a number for hpk::parallel, or run_sequentially.
template <class T>
struct rung : named_rung {
    oracle::program order;
    std::size_t lanes; ///< the number of values in a vector
    extent_of_tests extent;
    void (*evolve)(strided_cells<T> u, const diffusion::parameters<T>& p, std::int64_t steps,
                   oracle::surroundings<T> outside, int threads);

    [[nodiscard]] bool offers(std::size_t rank, oracle::edge edge, int threads) const {
        return is_instantiated<T>(extent, order, rank, edge, threads != run_sequentially);
    }

    /// The result for a grid without gaps.
    [[nodiscard]] std::vector<T> evolved(oracle::cells<T> u, const diffusion::parameters<T>& p,
                                         std::int64_t steps, oracle::surroundings<T> outside,
                                         int threads) const {
        evolve({u.values.data(), u.extents, u.extents.back()}, p, steps, outside, threads);
        return u.values;
    }
};

struct diffusion_family {
    template <class T>
    using rung = hpk::test::rung<T>;
    template <class T>
    static const std::vector<rung<T>>& rungs();
};

template <class Aspect>
using check_every_rung = check_rungs<diffusion_family, Aspect>;

} // namespace hpk::test
