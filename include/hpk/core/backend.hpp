// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

// Some operating systems' headers define these macros, and xsimd has functions of the same names.
#pragma push_macro("min")
#pragma push_macro("max")
#undef min
#undef max
#include <xsimd/xsimd.hpp>
#pragma pop_macro("max")
#pragma pop_macro("min")

#include "hpk/core/isa.hpp"
#include "hpk/core/type_list.hpp"

namespace hpk {

/// The backend without vectors: one lane, one value. Every other backend is an architecture tag of
/// xsimd (xsimd::sse2, xsimd::avx2, xsimd::fma3<xsimd::avx2>, xsimd::neon64, …).
struct scalar {
    /// The name that tests and benchmarks print.
    static constexpr const char* name() noexcept { return "scalar"; }
};

inline namespace HPK_ISA {

/// The best backend that this translation unit's flags enable.
using native = std::conditional_t<std::is_same_v<xsimd::default_arch, xsimd::unavailable>, scalar,
                                  xsimd::default_arch>;

/// Every backend that this translation unit's flags enable: scalar first, then xsimd's
/// architectures from the best to the oldest.
using enabled_backends =
    concatenate<type_list<scalar>, as_type_list<xsimd::supported_architectures>>;

namespace backend_traits {

/// The width of a backend's vectors, in floats.
template <class Backend>
inline constexpr std::size_t width = xsimd::batch<float, Backend>::size;
template <>
inline constexpr std::size_t width<scalar> = 1;

/// True for the newest and the oldest backend of each vector width.
template <class Backend>
struct contrasts {
    static constexpr bool value = [] {
        bool before = false, met = false, after = false;
        enabled_backends::for_each([&]<class Other>(std::type_identity<Other>) {
            if constexpr (std::is_same_v<Other, Backend>)
                met = true;
            else if (width<Other> == width<Backend>)
                (met ? after : before) = true;
        });
        return !before || !after;
    }();
};

template <class Backend>
struct is_scalar_or_native
    : std::bool_constant<std::is_same_v<Backend, scalar> || std::is_same_v<Backend, native>> {};

} // namespace backend_traits

/// For each vector width, the newest and the oldest enabled backend, in that order: the richest
/// instruction set (fused multiply-add, masks) and the poorest.
using contrasting_backends = filter<backend_traits::contrasts, enabled_backends>;

/// The first and the best: hpk::scalar and hpk::native.
using scalar_and_native = filter<backend_traits::is_scalar_or_native, enabled_backends>;

/// True if the backend has vectors of T. (32-bit NEON, for example, has none of double: xsimd 8.1
/// defines an empty register there.)
template <class Backend, class T>
inline constexpr bool backend_has_lanes = [] {
    if constexpr (xsimd::types::has_simd_register<T, Backend>::value)
        return sizeof(xsimd::types::simd_register<T, Backend>) >= sizeof(T);
    else
        return false;
}();
/// As above: hpk::scalar has one lane of any type.
template <class T>
inline constexpr bool backend_has_lanes<scalar, T> = true;

/// The backend on which a variant runs when the caller names Backend.
template <class Variant, class Backend, class T>
using backend_for =
    std::conditional_t<Variant::vectorised && backend_has_lanes<Backend, T>, Backend, scalar>;

} // namespace HPK_ISA

/// The backend's name as tests and benchmarks print it. It is xsimd's name, except that a backend
/// that adds fused multiply-add to another is `avx2_fma3` rather than `fma3+avx2`, so that the name
/// can be used in a test filter.
template <class Backend>
std::string backend_name() {
    const std::string_view name = Backend::name();
    const auto plus = name.find('+');
    if (plus == std::string_view::npos) return std::string(name);
    return std::string(name.substr(plus + 1)) + "_" + std::string(name.substr(0, plus));
}

} // namespace hpk
