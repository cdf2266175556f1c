// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/search/calls/positions.hpp"
#include "hpk/search/variants.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// The bin of each value: bin k holds the values from edge k - 1 on and below edge k, bin 0 those
/// below the first edge, and the last bin those from the last edge on, and NaN. That is
/// numpy.digitize, and upper_bound by another name.
/// \param edges   in ascending order
/// \param values  of the edges' type
/// \param bins    as many unsigned integers as there are values
/// \param how     hpk::sequential or hpk::parallel
/// \throws std::invalid_argument as lower_bound
template <class Variant = fastest, class Backend = native, searchable_range Edges,
          searchable_range Values, position_range Bins, execution_policy Execution = sequential>
void digitize(const Edges& edges, const Values& values, Bins&& bins, Execution how = {}) {
    detail::find_positions<side::upper, Variant, Backend>(edges, values, bins, how);
}

/// How many values lie between each edge and the next one: count k is that of the values from edge
/// k on and below edge k + 1; the last count includes the last edge. Values outside all edges, and
/// NaN, are not counted. That is numpy.histogram with given edges.
/// \param edges   at least two, in ascending order
/// \param values  of the edges' type
/// \param how     hpk::sequential or hpk::parallel
/// \throws std::invalid_argument for fewer than two edges, and for threads < 0; std::bad_alloc
template <class Variant = fastest, class Backend = native, searchable_range Edges,
          searchable_range Values, execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::uint64_t> histogram(const Edges& edges, const Values& values,
                                                   Execution how = {}) {
    using T = element_of<Edges>;
    static_assert(std::same_as<T, element_of<Values>>, "the values are not of the edges' type");
    const std::size_t size = std::ranges::size(edges);
    expects(size >= 2, [&] {
        return "a histogram needs at least two edges, but there are " + hpk::detail::shown(size);
    });
    hpk::detail::expect_threads(how);
    const auto array = detail::as_sorted(edges);
    const std::size_t n = std::ranges::size(values);
    const detail::searcher_for<Variant, Backend, T> s(array, n);
    const auto last = order<T>::rank(array.data()[size - 1]);
    const T* const value = std::ranges::data(values);

    // Each thread has counts of its own: number k is of the values whose upper bound is k.
    const auto threads = static_cast<std::size_t>(thread_count(how));
    std::vector<std::uint64_t> counts(threads * (size + 1));
    std::atomic<std::size_t> next_thread = 0;
    detail::distribute_keys(how, n, [&] {
        return [&, own = counts.data() + (next_thread++ % threads) * (size + 1)](
                   std::size_t first, std::size_t in_stretch) {
            std::array<std::size_t, detail::stretch> positions;
            s.template find<side::upper>(value + first, in_stretch, positions.data());
            for (std::size_t j = 0; j < in_stretch; ++j) {
                const T x = value[first + j];
                const bool is_last_edge = order<T>::rank(x) == last && !order<T>::is_nan(x);
                ++own[is_last_edge ? size - 1 : positions[j]];
            }
        };
    });
    std::vector<std::uint64_t> result(size - 1);
    for (std::size_t t = 0; t < threads; ++t)
        for (std::size_t k = 0; k + 1 < size; ++k) result[k] += counts[t * (size + 1) + k + 1];
    return result;
}

} // namespace HPK_ISA
} // namespace hpk::search
