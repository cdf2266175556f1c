// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// How minmax in hpk/reductions.hpp finds the least and the largest element.

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/reductions/calls/reduce.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// The least and the largest element of a range.
template <class T>
struct extremes {
    T least;   ///< NaN if an element is NaN
    T largest; ///< NaN if an element is NaN

    friend bool operator==(const extremes&, const extremes&) = default;
};

namespace detail {

/// Integers in the order of the floating-point values that have these bits: -NaN, -infinity … -0.0,
/// 0.0 … infinity, NaN. The function is its own inverse.
template <class I>
[[gnu::always_inline]] inline I in_order_of_values(I bits) noexcept {
    using integer = typename I::value_type;
    const I flipped = bits ^ I::broadcast((std::numeric_limits<integer>::max)());
    return select(bits < I::broadcast(0), flipped, bits);
}

template <class Backend, class T>
extremes<T> extremes_of_block(const T* x, std::size_t count) noexcept {
    if constexpr (std::integral<T>) {
        const auto [least, largest] = std::minmax_element(x, x + count);
        return {*least, *largest};
    } else {
        using integer = integer_like<T>;
        const auto find = [&]<class L>(std::type_identity<L>, std::size_t from, std::size_t to,
                                       extremes<integer> found) {
            using I = typename L::integer_lanes;
            I least = I::broadcast(found.least), largest = I::broadcast(found.largest);
            for (std::size_t k = from; k < to; k += L::size) {
                const I value = in_order_of_values(as_integers(L::load_unknown(x + k)));
                least = smaller(least, value);
                largest = larger(largest, value);
            }
            std::array<integer, L::size> lane;
            least.store(lane.data());
            found.least = *std::min_element(lane.begin(), lane.end());
            largest.store(lane.data());
            found.largest = *std::max_element(lane.begin(), lane.end());
            return found;
        };
        using vector = lanes<T, Backend>;
        using single = lanes<T, scalar>;
        const std::size_t whole = count / vector::size * vector::size;
        extremes<integer> found{(std::numeric_limits<integer>::max)(),
                                (std::numeric_limits<integer>::min)()};
        found = find(std::type_identity<vector>{}, 0, whole, found);
        found = find(std::type_identity<single>{}, whole, count, found);
        const auto value = [](integer rank) {
            return std::bit_cast<T>(in_order_of_values(lanes<integer, scalar>{rank}).value);
        };
        return {value(found.least), value(found.largest)};
    }
}

/// The extremes of both.
template <class T>
extremes<T> extremes_of_both(extremes<T> a, extremes<T> b) noexcept {
    const T all[]{a.least, a.largest, b.least, b.largest};
    return extremes_of_block<scalar>(all, 4);
}

template <class Backend, class Input>
auto find_extremes(const Input& input, execution_policy auto how) {
    using T = typename Input::value_type;
    using backend = std::conditional_t<backend_has_lanes<Backend, T>, Backend, scalar>;
    hpk::detail::expect_threads(how);
    const element_itself itself;
    const source all(itself, input);
    constexpr std::size_t for_a_thread = std::size_t{1} << 14;
    std::vector<extremes<T>> parts((all.size() + for_a_thread - 1) / for_a_thread);
    distribute_stretches(how, all.size(), for_a_thread, [&] {
        return [&](std::size_t first, std::size_t n) {
            bool begun = false;
            extremes<T>& part = parts[first / for_a_thread];
            for_each_block(all, first, first + n, n, [&](const auto& terms, std::size_t count) {
                const auto block = extremes_of_block<backend>(terms.elements(0), count);
                part = begun ? extremes_of_both(part, block) : block;
                begun = true;
            });
        };
    });
    extremes<T> result = parts[0];
    for (const extremes<T>& part : parts) result = extremes_of_both(result, part);
    if constexpr (std::floating_point<T>) {
        if (is_nan(result.least) || is_nan(result.largest)) {
            const T nan = std::bit_cast<T>(nan_bits<T>);
            return extremes<T>{nan, nan};
        }
    }
    return result;
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
