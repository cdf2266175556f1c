// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <vector>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/search/calls/positions.hpp"
#include "hpk/search/variants.hpp"

namespace hpk::search {
inline namespace HPK_ISA {
namespace detail {

/// Writes each number times a factor. It is not inlined, so that no arithmetic leaves the guard.
template <std::floating_point T>
[[gnu::noinline]] void scale(const T* numbers, std::size_t n, T factor, T* products) noexcept {
    const subnormals_kept guard;
    for (std::size_t k = 0; k < n; ++k) products[k] = pinned(numbers[k] * factor);
}

} // namespace detail

/// Draws from a distribution that is given by cumulative weights: for each uniform number u the
/// first index whose cumulative weight exceeds u times the last one (the product rounded). An index
/// of weight 0 is never drawn.
///
///     std::vector<double> cumulative(weights.size());
///     std::partial_sum(weights.begin(), weights.end(), cumulative.begin());
///
/// \param cumulative  ascending sums of weights, or an index of them; the last of them, the sum of
///                    all, must be finite and above 0
/// \param uniforms    from 0 on and below 1, in a floating-point type no wider than the weights'
/// \param indices     as many integers
/// \param how         hpk::sequential or hpk::parallel
/// \throws std::invalid_argument if there are no weights, for any other sum, for a uniform number
///         that is not in [0, 1), and as lower_bound
template <class Variant = fastest, class Backend = native, sorted_source Cumulative,
          contiguous Uniforms, position_range Indices, execution_policy Execution = sequential>
void draw(const Cumulative& cumulative, const Uniforms& uniforms, Indices&& indices,
          Execution how = {}) {
    using T = detail::value_in<Cumulative>;
    using uniform = element_of<Uniforms>;
    static_assert(std::floating_point<T> && std::floating_point<uniform>,
                  "draw takes cumulative weights and uniform numbers in floating point");
    using hpk::detail::shown;
    const auto array = detail::array_of(cumulative);
    expects(array.size() > 0, [] { return "draw needs at least one weight"; });
    const T sum = array.data()[array.size() - 1];
    expects(order<T>::rank(sum) > 0 && is_finite(sum), [&] {
        return "the last cumulative weight is " + shown(sum) + " but must be finite and above 0";
    });
    const auto numbers = detail::span_of(uniforms);
    const auto in_range = [](uniform u) {
        using ranks = order<uniform>;
        return ranks::rank(u) >= 0 && ranks::rank(u) < ranks::rank(uniform(1));
    };
    const auto wrong = std::ranges::find_if_not(numbers, in_range);
    expects(wrong == numbers.end(), [&] {
        return "uniforms[" + shown(wrong - numbers.begin()) + "] is " + shown(*wrong) +
               " but must be at least 0 and below 1";
    });
    const auto places =
        detail::results_for(indices, "indices", {"uniforms", numbers.size()}, array.size());
    using position = typename decltype(places)::element_type;
    // A product may be rounded up to the sum: the last index whose weight is not 0 is drawn then.
    const detail::finder<branchless, Backend, Cumulative> single(cumulative, 1);
    const std::size_t last = detail::position_of<side::lower>(single, detail::single_key<T>(sum));
    detail::search_all<Variant, Backend>(
        cumulative, uniforms, how,
        [&](const auto& f, std::size_t first, const T* own, std::size_t n) {
            std::array<T, detail::stretch> scaled;
            std::array<std::size_t, detail::stretch> drawn;
            detail::scale(own, n, sum, scaled.data());
            f.template find<side::upper>(scaled.data(), n, drawn.data());
            for (std::size_t k = 0; k < n; ++k)
                places[first + k] = static_cast<position>((std::min)(drawn[k], last));
        });
}
/// The same, returning the indices.
template <class Variant = fastest, class Backend = native, sorted_source Cumulative,
          contiguous Uniforms, execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::size_t> draw(const Cumulative& cumulative, const Uniforms& uniforms,
                                            Execution how = {}) {
    return detail::returned(uniforms, [&](auto& indices) {
        draw<Variant, Backend>(cumulative, uniforms, indices, how);
    });
}

} // namespace HPK_ISA
} // namespace hpk::search
