// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// A rung is one variant on one backend in one type. The tests of a family see its rungs behind
/// function pointers, so that the kernels are instantiated once, in few places, and tests of all
/// kinds call them. The tests see a family as a struct that does not need the kernels:
///
///     struct julia_family {
///         template <class T> using rung = …; // derived from named_rung
///         template <class T> static const std::vector<rung<T>>& rungs();
///     };

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "catch.hpp"
#include "registry.hpp"

namespace hpk::test {

struct named_rung {
    std::string name; ///< family/variant/backend/type
    std::string_view variant;
};

/// Registers one test case, family/variant/backend/type/Aspect::name, for every rung in float and
/// double for which `Aspect::concerns(rung)`; `Aspect::check(rung)` is its body. To be defined as a
/// global variable.
template <class Family, class Aspect>
struct check_rungs : deferred_registration {
    check_rungs()
        : deferred_registration([] {
              register_in<double>();
              register_in<float>();
          }) {}

private:
    // Catch takes only function pointers: one per place in a list of rungs.
    static constexpr std::size_t most_rungs = 160;

    template <class T, std::size_t K>
    static void body() {
        Aspect::check(Family::template rungs<T>()[K]);
    }

    template <class T>
    static void register_in() {
        constexpr auto bodies = []<std::size_t... K>(std::index_sequence<K...>) {
            return std::array<void (*)(), most_rungs>{&body<T, K>...};
        }(std::make_index_sequence<most_rungs>{});
        const auto& rungs = Family::template rungs<T>();
        if (rungs.size() > most_rungs) throw std::logic_error("most_rungs is too small");
        for (std::size_t k = 0; k < rungs.size(); ++k)
            if (Aspect::concerns(rungs[k]))
                REGISTER_TEST_CASE(bodies[k], rungs[k].name + "/" + Aspect::name);
    }
};

} // namespace hpk::test
