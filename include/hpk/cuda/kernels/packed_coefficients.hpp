// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The coefficients of a rule, as they are copied to a GPU: see coefficient_rows.
template <class T>
struct packed_coefficients {
    std::vector<T> values;              ///< of all rows
    std::vector<std::ptrdiff_t> begins; ///< where each row begins
};

/// Collects the rows of a rule's coefficients. Where rows share memory, as those of faces between
/// cells do, their values are copied once.
///
/// \param p        a timed_rule
/// \param extents  of the grid, which is not empty
/// \param outside  the boundary; of sides only wraps is read
///
/// Cost: O(n log n + values) for n rows.
template <std::size_t Rank, class T, class Rule, diffusion::boundary B>
[[nodiscard]] packed_coefficients<T> packed(const diffusion::timed_rule<Rule, T>& p,
                                            const std::array<std::size_t, Rank>& extents,
                                            const B& outside) {
    struct row {
        const T* first;
        std::size_t number;
    };
    std::vector<row> rows;
    const grid_view<const T, Rank> u(nullptr, extents);
    const std::size_t columns = u.columns();
    for (std::size_t r = 0; r < u.rows(); ++r)
        for (const T* const first : diffusion::coefficient_rows<T>(p, outside, r))
            rows.push_back({first, rows.size()});
    std::sort(rows.begin(), rows.end(),
              [](const row& a, const row& b) { return std::less<>{}(a.first, b.first); });

    packed_coefficients<T> result;
    result.begins.resize(rows.size());
    const T* end = nullptr; // of the values that are copied
    for (const auto& [first, number] : rows) {
        const bool continues = end != nullptr && std::less<>{}(first, end);
        const std::ptrdiff_t shared = continues ? end - first : 0;
        result.begins[number] = std::ssize(result.values) - shared;
        result.values.insert(result.values.end(), first + shared, first + columns);
        end = first + columns;
    }
    return result;
}

} // namespace HPK_ISA
} // namespace hpk::cuda
