// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include <xsimd/xsimd.hpp>

#include "hpk/core/isa.hpp"
#include "hpk/core/type_list.hpp"

namespace hpk {

/// The backend without vectors: one lane, one value. Every other backend is an architecture tag of
/// xsimd (xsimd::sse2, xsimd::avx2, xsimd::fma3<xsimd::avx2>, xsimd::neon64, …).
struct scalar {
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

/// True when the backend has vectors of T. (32-bit NEON, for one, has none of double.)
template <class Backend, class T>
inline constexpr bool backend_has_lanes = xsimd::types::has_simd_register<T, Backend>::value;
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
