// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Long computations that can be watched and stopped: the definitions of hpk/julia.hpp.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "hpk/core/execution.hpp"
#include "hpk/julia/calls/escape_counts.hpp"
#include "hpk/julia/calls/set_pixels.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/orbits/watch.hpp"
#include "hpk/julia/plane.hpp"
#include "hpk/julia/sets.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

namespace detail {

/// Counts in bands of rows, by a rule that is watched. Returns the number of finished rows.
template <class Variant, class Backend, class T, class Set, class Rule, class Watch,
          class Execution>
std::size_t count_bands(plane_view<T> p, const Set& set, const Rule& rule, int max_iterations,
                        std::int32_t* counts, Watch& seen, Execution how) {
    const watched<Rule, Watch> stoppable{rule, &seen};
    const std::size_t band = 32 * static_cast<std::size_t>(thread_count(how));
    std::size_t finished = 0;
    while (finished < p.rows() && seen.goes_on()) {
        const std::size_t rows = (std::min)(band, p.rows() - finished);
        const plane_view<T> part(p.x, p.y.subspan(finished, rows));
        count_pixels<Variant, Backend>(part, set, stoppable, max_iterations,
                                       counts + finished * p.columns(), how);
        if (!seen.goes_on()) break;
        finished += rows;
        seen.finish(finished);
    }
    return finished;
}

} // namespace detail

template <class Variant, class Backend, coordinate T, pixel_set Set, class Observer,
          execution_policy Execution>
std::size_t escape_counts_and_observe(plane_view<T> p, Set set, int max_iterations,
                                      std::span<std::int32_t> counts, Observer&& observer,
                                      Execution how) {
    static_assert(detail::takes_sets<Variant>, "this variant cannot be stopped");
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    watch<std::remove_reference_t<Observer>> seen(observer);
    std::size_t finished = 0;
    detail::with_rule<part_of<T>>(set, [&](const auto& rule) {
        finished = detail::count_bands<Variant, Backend>(p, set, rule, max_iterations,
                                                         counts.data(), seen, how);
    });
    return finished;
}

template <class Variant, class Backend, coordinate T, pixel_set Set, class Observer,
          execution_policy Execution>
std::size_t escape_counts_and_observe(const plane<T>& p, Set set, int max_iterations,
                                      std::span<std::int32_t> counts, Observer&& observer,
                                      Execution how) {
    return escape_counts_and_observe<Variant, Backend>(plane_view<T>(p), set, max_iterations,
                                                       counts, observer, how);
}

} // namespace HPK_ISA
} // namespace hpk::julia
