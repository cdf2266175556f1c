// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Calls of the functions in hpk/random.hpp with arguments of wrong types. They do not compile, and
/// one sentence says why.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "hpk/core/isa.hpp"
#include "hpk/core/policy_or_nothing.hpp"
#include "hpk/random/integers.hpp"
#include "hpk/random/numbers/fill.hpp"
#include "hpk/random/numbers/unit_interval.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

/// A generator of random numbers, of whatever library.
template <class E>
concept generator = requires(E& e) {
    { e() } -> std::unsigned_integral;
    e.min();
    e.max();
};

/// An argument in the place of an engine that is none: another library's, a constant, a temporary,
/// or a seed. Calls with something else there are left alone: functions of the same name may be the
/// standard library's or the user's own.
template <class E>
concept wrong_engine =
    (generator<std::remove_cvref_t<E>> || std::integral<std::remove_cvref_t<E>>) &&
    !(std::is_lvalue_reference_v<E> && engine<std::remove_reference_t<E>>);

/// Whatever stands before an engine.
template <class X>
concept not_engine = !engine<X>;

/// Numbers that are not deviates.
template <class T>
concept no_deviate = !deviate<T>;

/// Refuses an engine.
template <class E>
constexpr void refuse_engine() {
    static_assert(engine<std::remove_cvref_t<E>>,
                  "the engine must be one of hpk::random's, such as philox4x32 or mt19937, which "
                  "has the numbers of std::mt19937");
    static_assert(!engine<std::remove_cvref_t<E>> || !wrong_engine<E>,
                  "the engine must be a variable that is not const, since it moves on");
}
/// Refuses arguments in the wrong order.
template <class E>
constexpr void refuse_order() {
    static_assert(not_engine<E>, "the engine must be the first argument");
}

} // namespace detail

template <class Variant = void, class Backend = void, detail::wrong_engine E, class... Rest>
void fill(E&&, const Rest&...) {
    detail::refuse_engine<E>();
}
template <class Variant = void, class Backend = void, engine Engine, class Range, class... Rest>
    requires(!(detail::fillable_range<Range, Engine> && hpk::detail::policy_or_nothing<Rest...>))
void fill(Engine&, Range&&, const Rest&...) {
    constexpr bool good = detail::fillable_range<Range, Engine>;
    static_assert(good, "fill writes to a contiguous range, such as a std::vector, of double, of "
                        "float or of the engine's result_type, not const");
    if constexpr (good) hpk::detail::refuse_rest<Rest...>();
}
template <class Variant = void, class Backend = void, detail::not_engine X, engine Engine>
void fill(const X&, Engine&) {
    detail::refuse_order<Engine>();
}

template <class Variant = void, class Backend = void, detail::wrong_engine E, class... Rest>
void fill_normal(E&&, const Rest&...) {
    detail::refuse_engine<E>();
}
template <class Variant = void, class Backend = void, engine Engine, class Range, class... Rest>
    requires(!(detail::deviates_range<Range> && hpk::detail::policy_or_nothing<Rest...>))
void fill_normal(Engine&, Range&&, const Rest&...) {
    constexpr bool good = detail::deviates_range<Range>;
    static_assert(good,
                  "fill_normal writes to a contiguous range, such as a std::vector, of double "
                  "or float, not const");
    if constexpr (good) hpk::detail::refuse_rest<Rest...>();
}
template <class Variant = void, class Backend = void, detail::not_engine X, engine Engine>
void fill_normal(const X&, Engine&) {
    detail::refuse_order<Engine>();
}

template <class Variant = void, class Backend = void, detail::wrong_engine E, class... Rest>
std::int64_t count_in_quarter_circle(E&&, const Rest&...) {
    detail::refuse_engine<E>();
    return 0;
}
template <class Variant = void, class Backend = void, std::integral Darts, engine Engine>
std::int64_t count_in_quarter_circle(Darts, Engine&) {
    detail::refuse_order<Engine>();
    return 0;
}

template <class T = double, class E>
    requires detail::wrong_engine<E&>
T uniform(E&) {
    detail::refuse_engine<E&>();
    return T();
}
template <detail::no_deviate T, engine Engine>
T uniform(Engine&) {
    static_assert(
        !detail::no_deviate<T>,
        "uniform numbers are double or float; hpk::random::below(engine, n) is an integer");
    return T();
}
template <class T = double, class E>
    requires detail::wrong_engine<E&>
T normal(E&) {
    detail::refuse_engine<E&>();
    return T();
}
template <detail::no_deviate T, engine Engine>
T normal(Engine&) {
    static_assert(!detail::no_deviate<T>, "normal deviates are double or float");
    return T();
}

template <class E>
    requires detail::wrong_engine<E&>
std::uint64_t below(E&, std::uint64_t) {
    detail::refuse_engine<E&>();
    return 0;
}
template <class E, class... Range>
    requires detail::wrong_engine<E&>
void shuffle(E&, const Range&...) {
    detail::refuse_engine<E&>();
}
template <detail::not_engine Range, engine Engine>
void shuffle(const Range&, Engine&) {
    detail::refuse_order<Engine>();
}
template <engine Engine, class Range>
    requires(!detail::shufflable<Range>)
void shuffle(Engine&, Range&&) {
    static_assert(detail::shufflable<Range>,
                  "shuffle takes a range with random access that is not const");
}
template <class E>
    requires detail::wrong_engine<E&>
std::vector<std::uint64_t> sample(E&, std::uint64_t, std::size_t) {
    detail::refuse_engine<E&>();
    return {};
}

} // namespace HPK_ISA
} // namespace hpk::random
