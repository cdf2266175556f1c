// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Engines, and what numbers are to be made of theirs: written in another way than hpk's.

#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/random.hpp>

#include "common.hpp"
#include "kernels.hpp"

namespace hpk::test {

using random_engines = type_list<random::philox4x32, random::philox4x64, random::threefry4x64,
                                 random::xoshiro256pp, random::mt19937, random::pcg64>;

/// Returns given words.
struct given {
    using result_type = std::uint64_t;
    static constexpr bool discards_quickly = false;
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return ~result_type{0}; }
    result_type operator()() { return words[at++]; }
    void discard(std::uint64_t n) { at += n; }
    template <class Backend, class Sink>
    void generate(std::size_t count, Sink&& sink) {
        for (std::size_t k = 0; k < count; ++k) sink(k, lanes<std::uint64_t, scalar>{(*this)()});
    }

    std::vector<result_type> words;
    std::size_t at = 0;
};

template <class Engine>
std::string engine_name() {
    const char* const names[]{"philox4x32",   "philox4x64", "threefry4x64",
                              "xoshiro256pp", "mt19937",    "pcg64"};
    std::size_t k = 0, found = 0;
    random_engines::for_each([&]<class E>(std::type_identity<E>) {
        if (std::is_same_v<E, Engine>) found = k;
        ++k;
    });
    return names[found];
}

/// The next T, made of single numbers.
template <class T, class Engine>
T expected_next(Engine& engine) {
    constexpr bool is_wide = sizeof(typename Engine::result_type) == 8;
    if constexpr (std::same_as<T, double>) {
        if constexpr (std::same_as<Engine, random::mt19937>) {
            const auto high = static_cast<double>(engine() >> 5);
            return std::ldexp(high * 67108864 + static_cast<double>(engine() >> 6), -53);
        } else if constexpr (is_wide) {
            return std::ldexp(static_cast<double>(engine() >> 11), -53);
        } else {
            const std::uint64_t low = engine();
            const std::uint64_t word = low + 4294967296 * std::uint64_t{engine()};
            return std::ldexp(static_cast<double>(word >> 11), -53);
        }
    } else if constexpr (std::same_as<T, float>) {
        return std::ldexp(static_cast<float>(engine() >> (is_wide ? 40 : 8)), -24);
    } else {
        return engine();
    }
}

/// Calls f.operator()<Variant, Backend, Engine>(name) for all rungs.
template <class F>
void for_each_random_rung(F f) {
    random::variants::for_each([&]<class V>(std::type_identity<V>) {
        random_engines::for_each([&]<class E>(std::type_identity<E>) {
            for_each_backend<V, std::uint64_t>([&]<class B>() {
                f.template operator()<V, B, E>("random/" + std::string(V::name) + "/" +
                                               backend_name<B>() + "/" + engine_name<E>());
            });
        });
    });
}

/// As a global variable: a test case, random/variant/backend/engine/Aspect::name, for every rung,
/// with Aspect::check<Variant, Backend, Engine>() as its body.
template <class Aspect>
struct check_engines : deferred_registration {
    check_engines()
        : deferred_registration([] {
              for_each_random_rung([]<class V, class B, class E>(const std::string& name) {
                  void (*const body)() = &Aspect::template check<V, B, E>;
                  REGISTER_TEST_CASE(body, name + "/" + Aspect::name);
              });
          }) {}
};

} // namespace hpk::test
