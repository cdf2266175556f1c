// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

namespace hpk {

/// A list of types: the lists of variants and of backends, from which tests, benchmarks and the
/// tables in the documentation are made.
template <class... Ts>
struct type_list {
    static constexpr std::size_t size = sizeof...(Ts);

    /// Calls `f(std::type_identity<T>{})` for each T, in order.
    template <class F>
    static constexpr void for_each(F f) {
        (f(std::type_identity<Ts>{}), ...);
    }

    template <class T>
    static constexpr bool contains = (std::is_same_v<T, Ts> || ...);
};

namespace detail {

template <class List>
struct as_type_list;
template <template <class...> class List, class... Ts>
struct as_type_list<List<Ts...>> {
    using type = type_list<Ts...>;
};

template <class... Lists>
struct concatenate;
template <class... As, class... Bs>
struct concatenate<type_list<As...>, type_list<Bs...>> {
    using type = type_list<As..., Bs...>;
};

} // namespace detail

/// The same types in a hpk::type_list, whatever template held them before.
template <class List>
using as_type_list = typename detail::as_type_list<List>::type;

/// Two lists, one behind the other.
template <class First, class Second>
using concatenate = typename detail::concatenate<First, Second>::type;

} // namespace hpk
