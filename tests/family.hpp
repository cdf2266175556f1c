// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// A rung is one variant on one backend in one type. The tests of a family see its rungs behind
/// function pointers, so that the kernels are instantiated once, in few places, and tests of all
/// kinds call them. To the tests a family is a struct:
///
///     struct julia_family {
///         static constexpr const char* name = "julia";
///         using variants = julia::variants;
///         template <class T> using rung = …;                 // derived from named_rung
///         template <class T> static const std::vector<rung<T>>& rungs();
///     };

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/core/lanes.hpp>

#include "catch.hpp"
#include "registry.hpp"

namespace hpk::test {

struct named_rung {
    std::string name; ///< family/variant/backend/type
    std::string_view variant;
};

template <class Family, class Variant, class Backend, class T>
named_rung name_rung() {
    return {std::string(Family::name) + "/" + std::string(Variant::name) + "/" +
                backend_name<Backend>() + "/" + (std::is_same_v<T, float> ? "f32" : "f64"),
            Variant::name};
}

/// Calls f.operator()<Variant, Backend, T>() for every rung in T: a variant that is not vectorised
/// has no vector backends, and a backend may have no vectors of T.
template <class Family, class T, class F>
constexpr void for_each_rung(F f) {
    Family::variants::for_each([&]<class V>(std::type_identity<V>) {
        enabled_backends::for_each([&]<class B>(std::type_identity<B>) {
            if constexpr (std::is_same_v<B, scalar> || (V::vectorised && backend_has_lanes<B, T>))
                f.template operator()<V, B, T>();
        });
    });
}

template <class Family, class T>
inline constexpr std::size_t rung_count = [] {
    std::size_t count = 0;
    for_each_rung<Family, T>([&]<class V, class B, class U>() { ++count; });
    return count;
}();

/// As a global variable: one test case, family/variant/backend/type/Aspect::name, for every rung in
/// float and double for which `Aspect::concerns(rung)`; `Aspect::check(rung)` is its body.
template <class Family, class Aspect>
struct check_rungs : deferred_registration {
    check_rungs()
        : deferred_registration([] {
              register_in<double>();
              register_in<float>();
          }) {}

private:
    // Catch takes pure functions only: one for each place in the list of rungs.
    template <class T, std::size_t K>
    static void body() {
        Aspect::check(Family::template rungs<T>()[K]);
    }

    template <class T>
    static void register_in() {
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            void (*const bodies[])() = {&body<T, K>...};
            for (std::size_t k = 0; k < sizeof...(K); ++k) {
                const auto& rung = Family::template rungs<T>()[k];
                if (!Aspect::concerns(rung)) continue;
                REGISTER_TEST_CASE(bodies[k], rung.name + "/" + Aspect::name);
            }
        }
        (std::make_index_sequence<rung_count<Family, T>>{});
    }
};

} // namespace hpk::test
