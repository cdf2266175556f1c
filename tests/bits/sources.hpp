// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <type_traits>

#include <hpk/core/backend.hpp>

namespace hpk::test {

template <class T>
std::string type_name() {
    return std::is_same_v<T, float> ? "f32" : "f64";
}

/// Calls f.operator()<Variant, Backend>(name) for each variant in a list on each backend in
/// another; hpk::scalar replaces a backend on which the variant does not run.
template <class Variants, class Backends, class T, class F>
void for_each_source(F f) {
    Variants::for_each([&]<class V>(std::type_identity<V>) {
        Backends::for_each([&]<class B>(std::type_identity<B>) {
            using backend = backend_for<V, B, T>;
            f.template operator()<V, backend>(std::string(V::name) + " on " +
                                              backend_name<backend>());
        });
    });
}

} // namespace hpk::test
