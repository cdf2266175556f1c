// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <iterator>

#include "hpk/core/isa.hpp"
#include "hpk/core/ranges/inputs.hpp"
#include "hpk/core/ranges/source.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// Numbers that can be reduced: integers, float and double.
template <class T>
concept reducible = (std::integral<T> && !std::same_as<T, bool>) || std::same_as<T, float> ||
                    std::same_as<T, double>;

/// What can be reduced: a readable range of them.
template <class X>
concept reducible_range = readable_range<X> && reducible<element_of<X>>;

namespace detail {

/// A range of any elements. Calls with something else are left alone: functions of the same name
/// may be the user's own.
template <class X>
concept has_elements = requires(const X& x) {
    std::begin(x);
    std::end(x);
};

/// A range of T.
template <class X, class T>
concept range_of = reducible_range<X> && std::same_as<element_of<const X>, T>;

using hpk::detail::contiguous_input;
using hpk::detail::copied_elements;
using hpk::detail::for_each_block;
using hpk::detail::input_of;
using hpk::detail::longest_copy;
using hpk::detail::source;
using hpk::detail::source_of;
using hpk::detail::terms;

/// The terms of a sum of elements.
struct element_itself {
    template <class L>
    [[gnu::always_inline]] L operator()(L x) const noexcept {
        return x;
    }
};
/// The terms of a dot product.
struct product_of_elements {
    template <class L>
    [[gnu::always_inline]] L operator()(L x, L y) const noexcept {
        return x * y;
    }
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
