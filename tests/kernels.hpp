// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Loops over variants and backends, for the files that instantiate the kernels of a family.

#include <string>
#include <type_traits>

#include <hpk/core/lanes.hpp>

#include "family.hpp"

namespace hpk::test {

template <class Variant, class Backend, class T>
named_rung name_rung(const std::string& family) {
    return {family + "/" + std::string(Variant::name) + "/" + backend_name<Backend>() + "/" +
                (std::is_same_v<T, float> ? "f32" : "f64"),
            Variant::name};
}

/// Calls f.operator()<Backend>() for every backend that the build tries and on which there is a
/// rung: a variant that is not vectorised has no vector backends, and a backend may have no vectors
/// of T.
template <class Variant, class T, class F>
void for_each_backend(F f) {
    HPK_TRIED_BACKENDS::for_each([&]<class B>(std::type_identity<B>) {
        if constexpr (std::is_same_v<B, scalar> || (Variant::vectorised && backend_has_lanes<B, T>))
            f.template operator()<B>();
    });
}

} // namespace hpk::test
