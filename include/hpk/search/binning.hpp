// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/search/calls/positions.hpp"
#include "hpk/search/variants.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// The bin of each value: bin k holds the values from edge k - 1 on and below edge k, bin 0 those
/// below the first edge, and the last bin those from the last edge on, and NaN. That is
/// numpy.digitize with ascending edges and right=False, and upper_bound by another name.
/// \param edges   in ascending order, or an index of them
/// \param values  that the edges' type has, too
/// \param bins    as many integers as there are values
/// \param how     hpk::sequential or hpk::parallel
/// \throws std::invalid_argument as lower_bound
template <class Variant = fastest, class Backend = native, sorted_source Edges, contiguous Values,
          position_range Bins, execution_policy Execution = sequential>
void digitize(const Edges& edges, const Values& values, Bins&& bins, Execution how = {}) {
    detail::find_positions<side::upper, Variant, Backend>(edges, values, bins, how, "bins",
                                                          "values");
}
/// The same, returning the bins.
template <class Variant = fastest, class Backend = native, sorted_source Edges, contiguous Values,
          execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> digitize(const Edges& edges, const Values& values,
                                                Execution how = {}) {
    return detail::returned(
        values, [&](auto& bins) { digitize<Variant, Backend>(edges, values, bins, how); });
}
/// The bin of a single value.
template <class Variant = branchless, class Backend = native, sorted_source Edges, class Value>
    requires(!contiguous<Value>)
[[nodiscard]] std::size_t digitize(const Edges& edges, const Value& value) {
    const detail::finder<Variant, Backend, Edges> f(edges, 1);
    return detail::position_of<side::upper>(f, detail::single_key<detail::value_in<Edges>>(value));
}

/// How many values lie between each edge and the next one: count k is that of the values from edge
/// k on and below edge k + 1; the last count includes the last edge. Values outside all edges, and
/// NaN, are not counted. That is numpy.histogram with given edges.
/// \param edges   at least two, in ascending order and not NaN, or an index of them
/// \param values  that the edges' type has, too
/// \param how     hpk::sequential or hpk::parallel
/// \throws std::invalid_argument for fewer than two edges, for edges that do not ascend or are NaN,
///         and for threads < 0; std::bad_alloc
template <class Variant = fastest, class Backend = native, sorted_source Edges, contiguous Values,
          execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::uint64_t> histogram(const Edges& edges, const Values& values,
                                                   Execution how = {}) {
    using T = detail::value_in<Edges>;
    const auto array = detail::array_of(edges);
    const std::size_t size = array.size();
    expects(size >= 2, [&] {
        return "a histogram needs at least two edges, but there are " + hpk::detail::shown(size);
    });
    expects(array.is_sorted() && array.numbers() == size, [] {
        return "the edges of a histogram must be in ascending order and none of them NaN";
    });
    hpk::detail::expect_threads(how);
    const auto all = detail::span_of(values);
    const detail::finder<Variant, Backend, Edges> f(edges, all.size());
    const auto last = array.rank(size - 1);

    // Each thread has counts of its own: number k is of the values whose upper bound is k.
    const auto threads = static_cast<std::size_t>(thread_count(how));
    std::vector<std::uint64_t> counts(threads * (size + 1));
    std::atomic<std::size_t> next_thread = 0;
    detail::distribute_keys<T>(how, all, [&] {
        return [&, counted = counts.data() + (next_thread++ % threads) * (size + 1)](
                   std::size_t /*first*/, const T* own, std::size_t n) {
            std::array<std::size_t, detail::stretch> positions;
            f.template find<side::upper>(own, n, positions.data());
            for (std::size_t j = 0; j < n; ++j) {
                const bool is_last_edge =
                    order<T>::rank(own[j]) == last && !order<T>::is_nan(own[j]);
                ++counted[is_last_edge ? size - 1 : positions[j]];
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
