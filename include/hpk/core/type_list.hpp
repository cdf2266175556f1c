// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

namespace hpk {

/// A list of types: the lists of variants and of backends, from which tests, benchmarks and the
/// tables in the documentation are made.
template <class... Ts>
struct type_list {
    static constexpr std::size_t size = sizeof...(Ts); ///< how many there are

    /// Calls `f(std::type_identity<T>{})` for each T, in order.
    template <class F>
    static constexpr void for_each(F f) {
        (f(std::type_identity<Ts>{}), ...);
    }

    /// True when T is one of them.
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

template <template <class> class Keep, class List>
struct filter;
template <template <class> class Keep>
struct filter<Keep, type_list<>> {
    using type = type_list<>;
};
template <template <class> class Keep, class T, class... Ts>
struct filter<Keep, type_list<T, Ts...>> {
    using rest = typename filter<Keep, type_list<Ts...>>::type;
    using type = typename std::conditional_t<Keep<T>::value, concatenate<type_list<T>, rest>,
                                             std::type_identity<rest>>::type;
};

} // namespace detail

/// The same types in a hpk::type_list, converted from any variadic class template.
template <class List>
using as_type_list = typename detail::as_type_list<List>::type;

/// The concatenation of two lists.
template <class First, class Second>
using concatenate = typename detail::concatenate<First, Second>::type;

/// The types for which `Keep<T>::value`.
template <template <class> class Keep, class List>
using filter = typename detail::filter<Keep, List>::type;

} // namespace hpk
