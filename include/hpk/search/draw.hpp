// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <vector>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/search/calls/positions.hpp"
#include "hpk/search/variants.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// Draws from a distribution that is given by cumulative weights: for each uniform number u the
/// first index whose cumulative weight exceeds u times the last one (the product rounded).
/// \param cumulative  ascending sums of weights, the last of them the sum of all, above 0
/// \param uniforms    from 0 on and below 1
/// \param indices     as many unsigned integers
/// \param how         hpk::sequential or hpk::parallel
/// \throws std::invalid_argument if there are no weights, and as lower_bound; std::bad_alloc
template <class Variant = fastest, class Backend = native, searchable_range Cumulative,
          searchable_range Uniforms, position_range Indices,
          execution_policy Execution = sequential>
    requires std::floating_point<element_of<Cumulative>>
void draw(const Cumulative& cumulative, const Uniforms& uniforms, Indices&& indices,
          Execution how = {}) {
    using T = element_of<Cumulative>;
    const std::size_t weights = std::ranges::size(cumulative);
    expects(weights > 0, [] { return "draw needs at least one weight"; });
    const T all = std::ranges::data(cumulative)[weights - 1];
    std::vector<T> scaled(std::ranges::size(uniforms));
    for (std::size_t k = 0; k < scaled.size(); ++k)
        scaled[k] = pinned(std::ranges::data(uniforms)[k] * all);
    detail::find_positions<side::upper, Variant, Backend>(cumulative, scaled, indices, how);
    auto* const index = std::ranges::data(indices);
    using position = element_of<Indices>;
    for (std::size_t k = 0; k < scaled.size(); ++k) // where the product was rounded up to the end
        index[k] = (std::min)(index[k], static_cast<position>(weights - 1));
}

} // namespace HPK_ISA
} // namespace hpk::search
