// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Arrays, keys and the right positions: by comparing a key with every element.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/search.hpp>

#include "common.hpp"
#include "kernels.hpp"

namespace hpk::test {

using search_types =
    type_list<std::int32_t, std::uint32_t, std::int64_t, std::uint64_t, float, double>;

/// i32, u32, i64, u64, f32 or f64.
template <class T>
std::string search_type_name() {
    const std::string kind = std::floating_point<T> ? "f" : std::signed_integral<T> ? "i" : "u";
    return kind + std::to_string(8 * sizeof(T));
}

// A NaN is found by its bits: tests are compiled with -ffast-math, too.

/// True when a comes before b, as numpy sorts.
template <class T>
bool comes_before(T a, T b) {
    if constexpr (std::floating_point<T>) {
        const auto is_nan = [](T x) { return search::order<T>::is_nan(x); };
        if (is_nan(a)) return false;
        if (is_nan(b)) return true;
        // -ffast-math may flush subnormal numbers, but not their sizes as integers.
        const auto negative = [](T x) { return std::signbit(x); };
        const auto size = [](T x) {
            using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
            return static_cast<bits>(std::bit_cast<bits>(x) << 1);
        };
        if (size(a) == 0 && size(b) == 0) return false;
        if (negative(a) != negative(b)) return negative(a);
        return negative(a) ? size(b) < size(a) : size(a) < size(b);
    } else {
        return a < b;
    }
}

/// Positions of each key, found without a search.
template <class T>
std::vector<std::size_t> counted_positions(std::span<const T> sorted, std::span<const T> keys,
                                           search::side side) {
    std::vector<std::size_t> result;
    for (const T key : keys)
        result.push_back(
            static_cast<std::size_t>(std::count_if(sorted.begin(), sorted.end(), [&](T x) {
                return side == search::side::lower ? comes_before(x, key) : !comes_before(key, x);
            })));
    return result;
}

/// Calls f.operator()<Variant, Backend>(name) for all rungs in T.
template <class T, class F>
void for_each_search_rung(F f) {
    using all = concatenate<search::variants, type_list<search::fastest>>;
    all::for_each([&]<class V>(std::type_identity<V>) {
        for_each_backend<V, integer_like<T>>([&]<class B>() {
            f.template operator()<V, B>("search/" + std::string(V::name) + "/" + backend_name<B>() +
                                        "/" + search_type_name<T>());
        });
    });
}

/// As a global variable: a test case, search/variant/backend/type/Aspect::name, for every rung,
/// with Aspect::check<Variant, Backend, T>() as its body.
template <class Aspect>
struct check_searches : deferred_registration {
    check_searches()
        : deferred_registration([] {
              search_types::for_each([]<class T>(std::type_identity<T>) {
                  for_each_search_rung<T>([]<class V, class B>(const std::string& name) {
                      void (*const body)() = &Aspect::template check<V, B, T>;
                      REGISTER_TEST_CASE(body, name + "/" + Aspect::name);
                  });
              });
          }) {}
};

} // namespace hpk::test
