// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Lanes and one number, which stands for all lanes; arithmetic in place.

#include <concepts>
#include <type_traits>

#include "hpk/core/lanes.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// Arithmetic with a number, which is converted to T first.
/// \{
template <std::floating_point T, class B>
lanes<T, B> operator+(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return a + lanes<T, B>::broadcast(b);
}
template <std::floating_point T, class B>
lanes<T, B> operator+(std::type_identity_t<T> a, lanes<T, B> b) noexcept {
    return lanes<T, B>::broadcast(a) + b;
}
template <std::floating_point T, class B>
lanes<T, B> operator-(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return a - lanes<T, B>::broadcast(b);
}
template <std::floating_point T, class B>
lanes<T, B> operator-(std::type_identity_t<T> a, lanes<T, B> b) noexcept {
    return lanes<T, B>::broadcast(a) - b;
}
template <std::floating_point T, class B>
lanes<T, B> operator*(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return a * lanes<T, B>::broadcast(b);
}
template <std::floating_point T, class B>
lanes<T, B> operator*(std::type_identity_t<T> a, lanes<T, B> b) noexcept {
    return lanes<T, B>::broadcast(a) * b;
}
template <std::floating_point T, class B>
lanes<T, B> operator/(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return a / lanes<T, B>::broadcast(b);
}
template <std::floating_point T, class B>
lanes<T, B> operator/(std::type_identity_t<T> a, lanes<T, B> b) noexcept {
    return lanes<T, B>::broadcast(a) / b;
}
/// \}

/// Arithmetic in place, with lanes or a number.
/// \{
template <std::floating_point T, class B>
lanes<T, B>& operator+=(lanes<T, B>& a, lanes<T, B> b) noexcept {
    return a = a + b;
}
template <std::floating_point T, class B>
lanes<T, B>& operator+=(lanes<T, B>& a, std::type_identity_t<T> b) noexcept {
    return a = a + b;
}
template <std::floating_point T, class B>
lanes<T, B>& operator-=(lanes<T, B>& a, lanes<T, B> b) noexcept {
    return a = a - b;
}
template <std::floating_point T, class B>
lanes<T, B>& operator-=(lanes<T, B>& a, std::type_identity_t<T> b) noexcept {
    return a = a - b;
}
template <std::floating_point T, class B>
lanes<T, B>& operator*=(lanes<T, B>& a, lanes<T, B> b) noexcept {
    return a = a * b;
}
template <std::floating_point T, class B>
lanes<T, B>& operator*=(lanes<T, B>& a, std::type_identity_t<T> b) noexcept {
    return a = a * b;
}
template <std::floating_point T, class B>
lanes<T, B>& operator/=(lanes<T, B>& a, lanes<T, B> b) noexcept {
    return a = a / b;
}
template <std::floating_point T, class B>
lanes<T, B>& operator/=(lanes<T, B>& a, std::type_identity_t<T> b) noexcept {
    return a = a / b;
}
/// \}

/// Comparisons, of lanes or with a number. Do not rely on comparisons with NaN under -ffast-math.
/// \{
template <class T, class B>
mask<T, B> operator>(lanes<T, B> a, lanes<T, B> b) noexcept {
    return b < a;
}
template <std::floating_point T, class B>
mask<T, B> operator<(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return a < lanes<T, B>::broadcast(b);
}
template <std::floating_point T, class B>
mask<T, B> operator<(std::type_identity_t<T> a, lanes<T, B> b) noexcept {
    return lanes<T, B>::broadcast(a) < b;
}
template <std::floating_point T, class B>
mask<T, B> operator>(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return b < a;
}
template <std::floating_point T, class B>
mask<T, B> operator>(std::type_identity_t<T> a, lanes<T, B> b) noexcept {
    return b < a;
}
template <std::floating_point T, class B>
mask<T, B> operator==(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return a == lanes<T, B>::broadcast(b);
}
/// \}

/// a where `where` holds, b elsewhere.
/// \{
template <std::floating_point T, class B>
lanes<T, B> select(mask<T, B> where, lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return select(where, a, lanes<T, B>::broadcast(b));
}
template <std::floating_point T, class B>
lanes<T, B> select(mask<T, B> where, std::type_identity_t<T> a, lanes<T, B> b) noexcept {
    return select(where, lanes<T, B>::broadcast(a), b);
}
template <std::floating_point T, class B>
lanes<T, B> select(mask<T, B> where, std::type_identity_t<T> a,
                   std::type_identity_t<T> b) noexcept {
    return select(where, lanes<T, B>::broadcast(a), lanes<T, B>::broadcast(b));
}
/// \}

/// The smaller, or the larger, of a and b in each lane; which of the two is unspecified for NaN.
/// \{
template <std::floating_point T, class B>
lanes<T, B> smaller(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return smaller(a, lanes<T, B>::broadcast(b));
}
template <std::floating_point T, class B>
lanes<T, B> larger(lanes<T, B> a, std::type_identity_t<T> b) noexcept {
    return larger(a, lanes<T, B>::broadcast(b));
}
/// \}

} // namespace HPK_ISA
} // namespace hpk
