// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <set>
#include <string>
#include <type_traits>

#include <hpk/core/backend.hpp>
#include <hpk/core/execution.hpp>
#include <hpk/core/lanes.hpp>

namespace hpk::bench {

/// The type's name as benchmarks and tests print it.
template <class T>
std::string type_name() {
    std::string name(1, std::floating_point<T> ? 'f' : std::signed_integral<T> ? 'i' : 'u');
    return name += std::to_string(8 * sizeof(T));
}

/// The backend on which a variant runs for Backend: hpk::scalar for a variant without vectors.
template <class Variant, class Backend>
using backend_of = std::conditional_t<Variant::vectorised, Backend, scalar>;

/// True for the best enabled backend with this number of lanes of T.
template <class Backend, class T>
constexpr bool is_best_of_its_width() {
    bool found = false;
    bool best = false;
    enabled_backends::for_each([&]<class Other>(std::type_identity<Other>) {
        if constexpr (backend_has_lanes<Other, T> && backend_has_lanes<Backend, T>) {
            if (!found && lanes<T, Other>::size == lanes<T, Backend>::size) {
                found = true;
                best = std::same_as<Other, Backend>;
            }
        }
    });
    return best;
}

/// The number of threads that can run here at the same time.
inline int available_threads() {
    return hpk::detail::processors();
}

/// The numbers of threads of parallel entrants: two, and as many as there are cores.
inline std::set<int> thread_counts() {
    return {2, std::max(2, available_threads())};
}

} // namespace hpk::bench
