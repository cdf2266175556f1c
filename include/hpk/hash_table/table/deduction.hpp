// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <vector> // std::from_range_t, where there is one

#include "hpk/core/isa.hpp"
#include "hpk/hash/hash.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

template <class A>
concept allocator = requires(A a) {
    typename A::value_type;
    a.allocate(1);
};

/// The types deduced from the constructor arguments after the elements: a number of buckets, a
/// hash, an equality, an allocator. Trailing ones may be omitted; the allocator may take an earlier
/// place.
template <class Key, class Value, class... Arguments>
class deduced {
    template <std::size_t Place, class Default>
    static auto functor_at() {
        using arguments = std::tuple<Arguments..., Default>;
        using argument = std::tuple_element_t<(std::min)(Place, sizeof...(Arguments)), arguments>;
        return std::type_identity<std::conditional_t<allocator<argument>, Default, argument>>();
    }
    static auto allocator_at_end() {
        using arguments = std::tuple<std::allocator<Value>, Arguments...>;
        using argument = std::tuple_element_t<sizeof...(Arguments), arguments>;
        return std::type_identity<
            std::conditional_t<allocator<argument>, argument, std::allocator<Value>>>();
    }

public:
    using hasher = typename decltype(functor_at<1, hash<Key>>())::type;
    using key_equal = typename decltype(functor_at<2, std::equal_to<>>())::type;
    using allocator_type = typename decltype(allocator_at_end())::type;
};

/// False if a number stands in the place of the hash.
template <class Deduced>
concept names_a_hash = !std::is_integral_v<typename Deduced::hasher>;

/// The type of std::from_range; in C++20 a type that cannot be constructed.
#if defined(__cpp_lib_containers_ranges)
using from_range_t = std::from_range_t;
#else
class from_range_t {
    from_range_t() = default;
};
#endif

template <class Pair>
using first_of = std::remove_const_t<typename Pair::first_type>;

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
