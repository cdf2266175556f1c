// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"

namespace hpk {
inline namespace HPK_ISA {

template <class T, class Backend>
struct lanes;

/// The integer of the same width as T, for counts and bits that accompany lanes of T.
template <class T>
using integer_like = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;

/// The result of a comparison: one truth value per lane.
template <class T, class Backend>
struct mask {
    static constexpr bool is_scalar = std::same_as<Backend, scalar>; ///< one lane, no vector
    /// bool, or xsimd's.
    using register_type =
        typename std::conditional_t<is_scalar, std::type_identity<bool>,
                                    std::type_identity<xsimd::batch_bool<T, Backend>>>::type;
    register_type value; ///< the truth values

    /// Bitwise and, or and exclusive or, per lane.
    /// \{
    friend constexpr mask operator&(mask a, mask b) noexcept {
        if constexpr (is_scalar)
            return {a.value && b.value};
        else
            return {a.value & b.value};
    }
    friend constexpr mask operator|(mask a, mask b) noexcept {
        if constexpr (is_scalar)
            return {a.value || b.value};
        else
            return {a.value | b.value};
    }
    friend constexpr mask operator^(mask a, mask b) noexcept {
        if constexpr (is_scalar)
            return {a.value != b.value};
        else if constexpr (sizeof a.value.data < sizeof(xsimd::batch<T, Backend>))
            // AVX-512, where the exclusive or of masks in xsimd 8 is an or.
            return {
                register_type(static_cast<decltype(a.value.data)>(a.value.data ^ b.value.data))};
        else
            return {a.value ^ b.value};
    }
    /// \}

    /// True if at least one lane is true.
    friend constexpr bool any_of(mask a) noexcept {
        if constexpr (is_scalar)
            return a.value;
        else
            return xsimd::any(a.value);
    }
};

/// A vector of T under a backend; under hpk::scalar a single T. A kernel written with lanes is also
/// its own scalar version, which handles the leftover elements.
///
/// Each floating-point operation is rounded exactly as written, under all compiler flags
/// (see core/exact.hpp). The other operand of an operator, or of select, may be one number, which
/// stands for all lanes (core/vectors/with_numbers.hpp).
template <class T, class Backend>
struct lanes {
    static constexpr bool is_scalar = std::same_as<Backend, scalar>; ///< one lane, no vector
    /// T, or xsimd's batch of it.
    using register_type =
        typename std::conditional_t<is_scalar, std::type_identity<T>,
                                    std::type_identity<xsimd::batch<T, Backend>>>::type;
    using value_type = T;                                  ///< what a lane holds
    using backend = Backend;                               ///< the backend of the vector
    using mask_type = mask<T, Backend>;                    ///< the result of a comparison
    using integer_lanes = lanes<integer_like<T>, Backend>; ///< as many integers of this width

    static constexpr std::size_t size = sizeof(register_type) / sizeof(T); ///< the number of lanes
    static constexpr std::size_t alignment = sizeof(register_type);        ///< in bytes

    register_type value; ///< the vector itself

    /// The same value in every lane.
    static lanes broadcast(T x) noexcept { return exactly(register_type(x)); }

    /// Like broadcast, but unpinned, so that the compiler may keep the value in memory and fold its
    /// load into the instruction that uses it. Only for operands of pinned operations, which must
    /// not be a sum with 0 or a product with 0 or 1: compilers may simplify these.
    static lanes constant(T x) noexcept { return {register_type(x)}; }

    /// `size` values from memory, of any alignment.
    static lanes load(const T* from) noexcept {
        if constexpr (is_scalar)
            return exactly(*from);
        else
            return exactly(register_type::load_unaligned(from));
    }

    /// Like load, but unpinned, so that the compiler may fold the load into the instruction that
    /// uses it. Only for memory whose contents the compiler cannot know.
    static lanes load_unknown(const T* from) noexcept {
        if constexpr (is_scalar)
            return {*from};
        else
            return {register_type::load_unaligned(from)};
    }

    /// Writes the `size` values to memory, of any alignment.
    void store(T* to) const noexcept {
        if constexpr (is_scalar)
            *to = value;
        else
            value.store_unaligned(to);
    }

    /// Arithmetic per lane; each operation is rounded once, and integers wrap around.
    /// \{
    friend lanes operator+(lanes a, lanes b) noexcept { return exactly(wrapping(a) + wrapping(b)); }
    friend lanes operator-(lanes a, lanes b) noexcept {
        // Else a compiler takes x - x for 0, but it is NaN if x is infinite.
        if constexpr (std::floating_point<T> && assumes_finite_numbers) b = exactly(b.value);
        return exactly(wrapping(a) - wrapping(b));
    }
    friend lanes operator*(lanes a, lanes b) noexcept { return exactly(wrapping(a) * wrapping(b)); }
    friend lanes operator/(lanes a, lanes b) noexcept
        requires std::floating_point<T>
    {
        if constexpr (is_scalar)
            return {quotient(a.value, b.value)};
        else
            return {register_type(quotients<T>(a.value.data, b.value.data))};
    }
    /// \}

    /// The square root per lane, rounded once.
    friend lanes square_root(lanes a) noexcept
        requires std::floating_point<T>
    {
        if constexpr (is_scalar)
            return {square_root(a.value)};
        else
            return {register_type(square_roots<T>(a.value.data))};
    }

    /// The number with the other sign, per lane; also of zeros and NaN.
    friend lanes operator-(lanes a) noexcept
        requires std::floating_point<T>
    {
        constexpr auto sign = (std::numeric_limits<integer_like<T>>::min)();
        return as_floating_point<T>(as_integers(a) ^ integer_lanes::constant(sign));
    }

    /// Bitwise and, or and exclusive or of integers, per lane.
    /// \{
    friend lanes operator&(lanes a, lanes b) noexcept
        requires std::integral<T>
    {
        return {a.value & b.value};
    }
    friend lanes operator|(lanes a, lanes b) noexcept
        requires std::integral<T>
    {
        return {a.value | b.value};
    }
    friend lanes operator^(lanes a, lanes b) noexcept
        requires std::integral<T>
    {
        return {a.value ^ b.value};
    }
    /// \}

    /// sum - a * b where a * b is known to be exact: it then makes no difference whether the result
    /// is rounded once or twice, and a backend with a fused instruction uses it.
    friend lanes subtract_exact_product(lanes sum, lanes a, lanes b) noexcept {
        if constexpr (is_scalar)
            return sum - a * b;
        else
            return exactly(xsimd::fnma(a.value, b.value, sum.value));
    }

    /// (a + a) + b. The first sum is exact, so that a backend with a fused multiply-add needs one
    /// operation. (Where a + a overflows, b must be less than half a unit in its last place.)
    friend lanes twice_plus(lanes a, lanes b) noexcept {
        if constexpr (is_scalar)
            return (a + a) + b;
        else
            return exactly(xsimd::fma(a.value, register_type(T(2)), b.value));
    }

    /// Comparisons per lane. Do not rely on comparisons with NaN under -ffast-math.
    /// \{
    friend mask_type operator<(lanes a, lanes b) noexcept { return {a.value < b.value}; }
    friend mask_type operator==(lanes a, lanes b) noexcept { return {a.value == b.value}; }
    /// \}

    /// a where `where` holds, b elsewhere.
    friend lanes select(mask_type where, lanes a, lanes b) noexcept {
        if constexpr (is_scalar) return {where.value ? a.value : b.value};
#if defined(__AVX512F__)
        else if constexpr (std::integral<T> && sizeof(a.value.data) == 64) {
            // xsimd 8's own select does not compile with g++ at -O0.
            if constexpr (sizeof(T) == 4)
                return {register_type(
                    _mm512_mask_blend_epi32(where.value.data, b.value.data, a.value.data))};
            else
                return {register_type(
                    _mm512_mask_blend_epi64(where.value.data, b.value.data, a.value.data))};
        }
#endif
        else
            return {xsimd::select(where.value, a.value, b.value)};
    }

    /// The smaller of a and b in each lane; which of the two is unspecified if one is NaN.
    friend lanes smaller(lanes a, lanes b) noexcept {
        if constexpr (is_scalar)
            return {a.value < b.value ? a.value : b.value};
        else
            return {(xsimd::min)(a.value, b.value)};
    }
    /// The larger of a and b in each lane; which of the two is unspecified if one is NaN.
    friend lanes larger(lanes a, lanes b) noexcept {
        if constexpr (is_scalar)
            return {a.value < b.value ? b.value : a.value};
        else
            return {(xsimd::max)(a.value, b.value)};
    }

private:
    /// The value for arithmetic: in C++ only unsigned integers may overflow.
    static auto wrapping(lanes a) noexcept {
        if constexpr (is_scalar && std::signed_integral<T>)
            return static_cast<std::make_unsigned_t<T>>(a.value);
        else
            return a.value;
    }
    template <class Result>
    static lanes exactly(Result computed) noexcept {
        auto result = static_cast<register_type>(computed);
        if constexpr (std::floating_point<T>) {
            if constexpr (is_scalar)
                pin(result);
            else
                pin(result.data);
        }
        return {result};
    }
};

/// Picks lanes of two vectors of n: lane k of the result is lane I[k] of a, or lane I[k] - n of b
/// if I[k] >= n.
///
/// Compilers turn this into the same shuffles as __builtin_shufflevector, which cannot be used
/// here: nvcc's front end loses the dots of a parameter pack among its arguments.
template <int... I, class T, class Backend>
    requires(std::floating_point<T> || sizeof(T) == 8) // the compilers' vectors have such elements
[[gnu::always_inline]] inline lanes<T, Backend> shuffled(lanes<T, Backend> a,
                                                         lanes<T, Backend> b) noexcept {
    constexpr int n = sizeof...(I);
    static_assert(n == lanes<T, Backend>::size);
    using register_type = typename lanes<T, Backend>::register_type;
    const auto x = a.value.data;
    const auto y = b.value.data;
    return {register_type(decltype(a.value.data){(I < n ? x[I % n] : y[I % n])...})};
}

/// The lanes from lane `First` of a on, followed by those of b.
template <int First, class T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> joined(lanes<T, Backend> a,
                                                       lanes<T, Backend> b) noexcept {
    if constexpr (std::same_as<Backend, scalar>)
        return First == 0 ? a : b;
    else
        return [&]<int... I>(std::integer_sequence<int, I...>) __attribute__((always_inline)) {
            return shuffled<(I + First)...>(a, b);
        }(std::make_integer_sequence<int, lanes<T, Backend>::size>{});
}

/// Rotates the lanes up by one: the value of the last lane moves to the first.
template <class T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> rotate_up(lanes<T, Backend> a) noexcept {
    return joined<int{lanes<T, Backend>::size} - 1>(a, a);
}

/// Rotates the lanes down by one: the value of the first lane moves to the last.
template <class T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> rotate_down(lanes<T, Backend> a) noexcept {
    return joined<1>(a, a);
}

/// Moves the lanes up by one: `first` enters, the last lane is lost.
template <class T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> shift_up(lanes<T, Backend> a,
                                                         std::type_identity_t<T> first) noexcept {
    return joined<int{lanes<T, Backend>::size} - 1>(lanes<T, Backend>::broadcast(first), a);
}

/// Moves the lanes down by one: `last` enters, the first lane is lost.
template <class T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> shift_down(lanes<T, Backend> a,
                                                           std::type_identity_t<T> last) noexcept {
    return joined<1>(a, lanes<T, Backend>::broadcast(last));
}

/// The square root in each lane, to within two units in the last place: -ffast-math lets compilers
/// approximate it, so it may enter bounds, never results.
template <std::floating_point T, class Backend>
lanes<T, Backend> approximate_sqrt(lanes<T, Backend> a) noexcept {
    if constexpr (std::same_as<Backend, scalar>)
        return {std::sqrt(a.value)};
    else
        return {xsimd::sqrt(a.value)};
}

/// The same truth values for integers of the same width.
template <std::floating_point T, class Backend>
mask<integer_like<T>, Backend> for_integers(mask<T, Backend> a) noexcept {
    if constexpr (std::same_as<Backend, scalar>) {
        return {a.value};
    } else {
        mask<integer_like<T>, Backend> result;
        static_assert(sizeof result.value.data == sizeof a.value.data);
        std::memcpy(&result.value.data, &a.value.data, sizeof a.value.data);
        return result;
    }
}

/// The same truth values for floating-point numbers of the same width.
template <std::floating_point T, class Backend>
mask<T, Backend> for_floating_point(mask<integer_like<T>, Backend> a) noexcept {
    if constexpr (std::same_as<Backend, scalar>) {
        return {a.value};
    } else {
        mask<T, Backend> result;
        static_assert(sizeof result.value.data == sizeof a.value.data);
        std::memcpy(&result.value.data, &a.value.data, sizeof a.value.data);
        return result;
    }
}

/// The bits of floating-point values as integers of the same width, and back.
/// \{
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<integer_like<T>, Backend>
as_integers(lanes<T, Backend> a) noexcept {
    lanes<integer_like<T>, Backend> result;
    static_assert(sizeof result == sizeof a);
    std::memcpy(&result, &a, sizeof a);
    return result;
}
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend>
as_floating_point(lanes<integer_like<T>, Backend> a) noexcept {
    lanes<T, Backend> result;
    static_assert(sizeof result == sizeof a);
    std::memcpy(&result, &a, sizeof a);
    return result;
}
/// \}

/// n + 1 where the mask holds, n elsewhere.
template <std::integral I, class Backend>
lanes<I, Backend> increment(lanes<I, Backend> n, mask<I, Backend> where) noexcept {
    if constexpr (std::same_as<Backend, scalar>) {
        return {static_cast<I>(n.value + (where.value ? 1 : 0))};
    } else if constexpr (sizeof where.value.data == sizeof n.value.data) {
        // Such a mask is a vector of zeros and all-ones, and all-ones is -1.
        auto minus_one = n.value;
        std::memcpy(&minus_one.data, &where.value.data, sizeof minus_one.data);
        return {n.value - minus_one};
    } else {
        // The mask is a register of its own kind (AVX-512).
        return select(where, {n.value + decltype(n.value)(I{1})}, n);
    }
}

} // namespace HPK_ISA
} // namespace hpk

#include "hpk/core/vectors/with_numbers.hpp" // IWYU pragma: export
