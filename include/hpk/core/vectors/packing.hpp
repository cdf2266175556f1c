// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "hpk/core/lanes.hpp"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace hpk {

#if defined(__AVX2__)

namespace detail {
inline namespace HPK_ISA {

/// For each mask of 8 lanes, the numbers of the lanes that it keeps, then zeros.
inline constexpr auto kept_of_8 = [] {
    std::array<std::array<std::uint8_t, 8>, 256> table{};
    for (std::size_t bits = 0; bits < 256; ++bits)
        for (std::size_t l = 0, n = 0; l < 8; ++l)
            if ((bits >> l & 1) != 0) table[bits][n++] = static_cast<std::uint8_t>(l);
    return table;
}();

/// A 32-byte register as 32-bit integers, and back.
template <class To, class From>
[[gnu::always_inline]] inline To register_cast(From from) noexcept {
    static_assert(sizeof(To) == sizeof(From));
    To to;
    __builtin_memcpy(&to, &from, sizeof to);
    return to;
}

} // namespace HPK_ISA
} // namespace detail

#endif

inline namespace HPK_ISA {

/// Moves the lanes for which a mask holds to the front, in order; what lies behind them is
/// unspecified. The same packing can be applied to several vectors:
///
///     const packing pack(keep);
///     pack(x).store(to_x + n);
///     pack(y).store(to_y + n);
///     n += pack.count();
///
/// This generic version works lane by lane; the specialisations below use compress or permute
/// instructions.
template <class T, class Backend>
class packing {
public:
    explicit packing(mask<T, Backend> keep) noexcept {
        using integers = lanes<integer_like<T>, Backend>;
        integer_like<T> kept[integers::size];
        increment(integers::broadcast(0), for_integers(keep)).store(kept);
        for (std::size_t l = 0; l < integers::size; ++l) {
            from_[count_] = l;
            count_ += static_cast<std::size_t>(kept[l]);
        }
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }

    template <class U>
    lanes<U, Backend> operator()(lanes<U, Backend> a) const noexcept {
        using L = lanes<U, Backend>;
        U unpacked[L::size];
        U packed[L::size] = {};
        a.store(unpacked);
        for (std::size_t l = 0; l < count_; ++l) packed[l] = unpacked[from_[l]];
        return L::load(packed);
    }

private:
    std::array<std::size_t, lanes<T, Backend>::size> from_;
    std::size_t count_ = 0;
};

/// With one lane nothing has to move.
template <class T>
class packing<T, scalar> {
public:
    explicit packing(mask<T, scalar> keep) noexcept : count_(keep.value ? 1 : 0) {}

    [[nodiscard]] std::size_t count() const noexcept { return count_; }

    template <class U>
    lanes<U, scalar> operator()(lanes<U, scalar> a) const noexcept {
        return a;
    }

private:
    std::size_t count_;
};

#if defined(__AVX2__)

/// Packs 256-bit vectors by permuting their 32-bit parts; the permutation is looked up in a table.
template <class T, class Backend>
    requires std::derived_from<Backend, xsimd::avx2>
class packing<T, Backend> {
public:
    explicit packing(mask<T, Backend> keep) noexcept {
        // A lane of 64 bits sets two neighbouring bits here, and its two parts move together.
        const auto bits = static_cast<unsigned>(
            _mm256_movemask_ps(detail::register_cast<__m256>(keep.value.data)));
        const auto& kept = detail::kept_of_8[bits];
        order_ =
            _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(kept.data())));
        count_ = static_cast<std::size_t>(std::popcount(bits)) / (sizeof(T) / 4);
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }

    template <class U>
    lanes<U, Backend> operator()(lanes<U, Backend> a) const noexcept {
        using register_type = typename lanes<U, Backend>::register_type;
        const __m256i packed =
            _mm256_permutevar8x32_epi32(detail::register_cast<__m256i>(a.value.data), order_);
        using data_type = decltype(a.value.data);
        return {register_type(detail::register_cast<data_type>(packed))};
    }

private:
    __m256i order_;
    std::size_t count_;
};

#endif

#if defined(__AVX512F__)

/// Packs 512-bit vectors with the compress instructions.
template <class T, class Backend>
    requires std::derived_from<Backend, xsimd::avx512f>
class packing<T, Backend> {
public:
    explicit packing(mask<T, Backend> keep) noexcept : keep_(keep.value.data) {}

    [[nodiscard]] std::size_t count() const noexcept {
        return static_cast<std::size_t>(std::popcount(static_cast<unsigned>(keep_)));
    }

    template <class U>
    lanes<U, Backend> operator()(lanes<U, Backend> a) const noexcept {
        using register_type = typename lanes<U, Backend>::register_type;
        using data_type = decltype(a.value.data);
        const auto integers = detail::register_cast<__m512i>(a.value.data);
        if constexpr (sizeof(U) == 4) {
            return {register_type(detail::register_cast<data_type>(
                _mm512_maskz_compress_epi32(static_cast<__mmask16>(keep_), integers)))};
        } else {
            return {register_type(detail::register_cast<data_type>(
                _mm512_maskz_compress_epi64(static_cast<__mmask8>(keep_), integers)))};
        }
    }

private:
    typename mask<T, Backend>::register_type::register_type keep_;
};

#endif

} // namespace HPK_ISA
} // namespace hpk
