// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/julia.hpp>

#include "catch.hpp"
#include "registry.hpp"

namespace hpk::test {

inline constexpr int run_sequentially = -1;

/// One variant on one backend in one type, behind function pointers: the kernels are instantiated
/// once, in rungs_f32.cpp and rungs_f64.cpp, and tests of all kinds call them. `threads` is a
/// number for hpk::parallel, or run_sequentially.
template <class T>
struct rung {
    std::string name; ///< julia/variant/backend/type
    void (*plane)(julia::plane_view<T>, std::complex<T> c, int max_iterations,
                  std::span<std::int32_t> counts, int threads);
    void (*list)(std::span<const std::complex<T>> z, std::span<const std::complex<T>> c,
                 int max_iterations, std::span<std::int32_t> counts, int threads);
};

template <class T>
const std::vector<rung<T>>& rungs();

/// The name of the rung, and whether there is such a rung: a variant that is not vectorised has no
/// vector backends, and a backend may have no vectors of T.
template <class Variant, class Backend, class T>
std::string rung_name() {
    return "julia/" + std::string(Variant::name) + "/" + backend_name<Backend>() + "/" +
           (std::is_same_v<T, float> ? "f32" : "f64");
}
template <class Variant, class Backend, class T>
inline constexpr bool has_rung = std::is_same_v<Backend, scalar> ||
                                 (Variant::vectorised && backend_has_lanes<Backend, T>);

/// Calls f.operator()<Variant, Backend, T>() for every rung in T.
template <class T, class F>
void for_each_rung(F f) {
    julia::variants::for_each([&]<class V>(std::type_identity<V>) {
        enabled_backends::for_each([&]<class B>(std::type_identity<B>) {
            if constexpr (has_rung<V, B, T>) f.template operator()<V, B, T>();
        });
    });
}

template <class T>
const rung<T>& find_rung(const std::string& name) {
    for (const rung<T>& r : rungs<T>())
        if (r.name == name) return r;
    throw std::logic_error("no rung is called " + name);
}

/// The body of a registered case; Aspect::check(rung) does the work.
template <class Aspect, class Variant, class Backend, class T>
void check_rung() {
    Aspect::check(find_rung<T>(rung_name<Variant, Backend, T>()));
}

/// As a global variable: one test case for every rung in float and double, called
/// julia/variant/backend/type/Aspect::name.
template <class Aspect>
struct check_every_rung : deferred_registration {
    check_every_rung()
        : deferred_registration([] {
              register_in<double>();
              register_in<float>();
          }) {}

private:
    template <class T>
    static void register_in() {
        for_each_rung<T>([]<class V, class B, class U>() {
            if (!Aspect::template concerns<V>) return;
            void (*const body)() = &check_rung<Aspect, V, B, U>;
            const std::string name = rung_name<V, B, U>() + "/" + Aspect::name;
            REGISTER_TEST_CASE(body, name);
        });
    }
};

} // namespace hpk::test
