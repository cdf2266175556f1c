// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

// Some headers of operating systems define these, and xsimd has functions of such names.
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
    /// As tests and benchmarks print it.
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

/// How wide a backend's vectors are, in floats.
template <class Backend>
inline constexpr std::size_t width = xsimd::batch<float, Backend>::size;
template <>
inline constexpr std::size_t width<scalar> = 1;

/// The best of each width, and the oldest.
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

/// Of the enabled backends with as many lanes the first and the last, in the same order: vectors of
/// each width with all that has been invented for them (fused multiply-add, masks) and without.
using contrasting_backends = filter<backend_traits::contrasts, enabled_backends>;

/// The first and the best: hpk::scalar and hpk::native.
using scalar_and_native = filter<backend_traits::is_scalar_or_native, enabled_backends>;

/// True when the backend has vectors of T. (32-bit NEON, for one, has none of double: xsimd 8.1 has
/// an empty register there.)
template <class Backend, class T>
inline constexpr bool backend_has_lanes = [] {
    if constexpr (xsimd::types::has_simd_register<T, Backend>::value)
        return sizeof(xsimd::types::simd_register<T, Backend>) >= sizeof(T);
    else
        return false;
}();
/// As above: one lane of anything.
template <class T>
inline constexpr bool backend_has_lanes<scalar, T> = true;

/// The backend on which a variant runs when it is asked for Backend.
template <class Variant, class Backend, class T>
using backend_for =
    std::conditional_t<Variant::vectorised && backend_has_lanes<Backend, T>, Backend, scalar>;

} // namespace HPK_ISA

/// The backend's name as tests and benchmarks print it. xsimd's names, except that a backend that
/// adds fused multiply-add to another is `avx2_fma3` rather than `fma3+avx2`, so that the name can
/// stand in a test filter.
template <class Backend>
std::string backend_name() {
    const std::string_view name = Backend::name();
    const auto plus = name.find('+');
    if (plus == std::string_view::npos) return std::string(name);
    return std::string(name.substr(plus + 1)) + "_" + std::string(name.substr(0, plus));
}

} // namespace hpk
