// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

#include "hpk/core/isa.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// True if every value of From is a value of To: int in double and float in double, but not double
/// in float or a 64-bit integer in double. Integers of the same width and sign are the same values
/// whatever they are called.
template <class From, class To>
concept exact_in = std::is_arithmetic_v<From> && !std::same_as<From, bool> &&
                   (std::integral<From> || std::floating_point<To>) &&
                   (std::unsigned_integral<From> || std::is_signed_v<To>) &&
                   std::numeric_limits<From>::digits <= std::numeric_limits<To>::digits;

namespace detail {

/// Copies n numbers in a wider type. They keep their values even where the processor reads
/// subnormal numbers as zero. It is not inlined, so that no conversion leaves the guard.
[[gnu::noinline]] inline void widen(const float* from, std::size_t n, double* to) noexcept {
    const subnormals_kept guard;
    std::copy_n(from, n, to);
}

/// Copies n keys as T.
template <searchable T, class Key>
void copy_exactly(const Key* keys, std::size_t n, T* copies) noexcept {
    static_assert(exact_in<Key, T>,
                  "the keys' type has values that the array's type has not: convert them first");
    if constexpr (std::same_as<Key, float> && std::same_as<T, double>)
        widen(keys, n, copies);
    else
        std::copy_n(keys, n, copies);
}

/// A single key of any type that can be compared with T by its value.
template <searchable T>
class single_key {
public:
    template <class Key>
    explicit single_key(Key key) noexcept {
        if constexpr (std::same_as<Key, T>) {
            value_ = key;
        } else if constexpr (exact_in<Key, T>) {
            copy_exactly(&key, 1, &value_);
        } else {
            static_assert(std::integral<Key> && std::integral<T> && !std::same_as<Key, bool>,
                          "the key's type has values that the array's type has not: convert it "
                          "first (numbers of one type, or integers, can be compared)");
            // Promotion turns characters into the integers that std::cmp_less takes.
            is_below_ = std::cmp_less(+key, +(std::numeric_limits<T>::min)());
            is_above_ = std::cmp_less(+(std::numeric_limits<T>::max)(), +key);
            value_ = static_cast<T>(key);
        }
    }

    /// The key, if it is a value of T.
    [[nodiscard]] const T& value() const noexcept { return value_; }
    /// True if it is less than all values of T.
    [[nodiscard]] bool is_below() const noexcept { return is_below_; }
    /// True if it is larger than all values of T.
    [[nodiscard]] bool is_above() const noexcept { return is_above_; }

private:
    T value_{};
    bool is_below_ = false, is_above_ = false;
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::search
