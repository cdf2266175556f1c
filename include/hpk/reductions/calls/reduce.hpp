// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// How the functions in hpk/reductions.hpp check their arguments and call a variant.

#include <atomic>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// The type of a sum of elements of T: T itself, or of integers the one of 64 bits.
template <reducible T>
using sum_type =
    std::conditional_t<std::floating_point<T>, T,
                       std::conditional_t<std::signed_integral<T>, std::int64_t, std::uint64_t>>;

namespace detail {

/// The same bits for every NaN.
template <class T>
[[nodiscard]] T one_nan(T x) noexcept {
    return std::bit_cast<T>(is_nan(x) ? nan_bits<T> : std::bit_cast<bits_type<T>>(x));
}

inline void expect_elements(const char* function, std::size_t n, std::size_t least) {
    expects(n >= least, [&] {
        return std::string(function) + " needs at least " + hpk::detail::shown(least) +
               (least == 1 ? " element but the range has " : " elements but the range has ") +
               hpk::detail::shown(n);
    });
}

/// The sum of integers or of their products, modulo 2^64.
/// \{
template <class T>
std::uint64_t wrapped_sum(const terms<element_itself, T, 1>& t, std::size_t count) noexcept {
    std::uint64_t sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += static_cast<std::uint64_t>(t.elements(0)[k]);
    return sum;
}
template <class T>
std::uint64_t wrapped_sum(const terms<product_of_elements, T, 2>& t, std::size_t count) noexcept {
    std::uint64_t sum = 0;
    for (std::size_t k = 0; k < count; ++k)
        sum += static_cast<std::uint64_t>(t.elements(0)[k]) *
               static_cast<std::uint64_t>(t.elements(1)[k]);
    return sum;
}
template <class Source>
auto integer_sum(const Source& s, execution_policy auto how) noexcept {
    using T = typename Source::value_type;
    constexpr std::size_t for_a_thread = std::size_t{1} << 14;
    std::atomic<std::uint64_t> total = 0;
    distribute_stretches(how, s.size(), for_a_thread, [&] {
        return [&](std::size_t first, std::size_t n) {
            std::uint64_t sum = 0;
            for_each_block(s, first, first + n, n, [&](const auto& terms, std::size_t count) {
                sum += wrapped_sum(terms, count);
            });
            total.fetch_add(sum, std::memory_order_relaxed);
        };
    });
    return static_cast<sum_type<T>>(total.load(std::memory_order_relaxed));
}
/// \}

/// The sum of a source's terms.
template <class Variant, class Backend, class Source>
auto reduce(const Source& s, execution_policy auto how) {
    using T = typename Source::value_type;
    hpk::detail::expect_threads(how);
    if constexpr (std::integral<T>) {
        return integer_sum(s, how);
    } else {
        if (s.size() == 0) return pinned(T(0)); // any zero is as good to -ffast-math
        const subnormals_kept guard;
        using L = lanes<T, backend_for<Variant, Backend, T>>;
        return one_nan(Variant::template sum<L>(s, how));
    }
}

/// Calls f(arguments but the last, how) if the last argument is an execution policy, and
/// f(arguments, sequential) if it is not.
template <class F, class... Arguments>
decltype(auto) with_policy(const F& f, Arguments&... arguments) {
    const std::tuple<Arguments&...> all(arguments...);
    constexpr std::size_t last = sizeof...(Arguments) - 1;
    using last_type = std::remove_cvref_t<std::tuple_element_t<last, std::tuple<Arguments&...>>>;
    const auto call = [&]<std::size_t... I>(std::index_sequence<I...>, auto how) -> decltype(auto) {
        return f(how, std::get<I>(all)...);
    };
    if constexpr (execution_policy<last_type>)
        return call(std::make_index_sequence<last>{}, std::get<last>(all));
    else
        return call(std::make_index_sequence<last + 1>{}, sequential{});
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
