// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "hpk/core/exact.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// Values that can be searched for: integers of 32 and 64 bits, float and double.
template <class T>
concept searchable =
    (std::integral<T> && !std::same_as<T, bool> && (sizeof(T) == 4 || sizeof(T) == 8)) ||
    std::same_as<T, float> || std::same_as<T, double>;

/// The order of values of T, as that of signed integers of the same width: a value x comes before y
/// when rank(x) < rank(y). It is the order of numpy.searchsorted: -0.0 equals 0.0, and NaN comes
/// after all others. Integers are compared, so that neither -ffast-math nor a processor that
/// flushes subnormal numbers to zero can change it.
template <searchable T>
struct order {
    using integer = integer_like<T>; ///< of ranks
    static constexpr integer least = (std::numeric_limits<integer>::min)();
    static constexpr integer largest = (std::numeric_limits<integer>::max)();
    static constexpr bool has_nan = std::floating_point<T>;

    /// The rank of a value; NaN has the largest.
    static integer rank(T x) noexcept {
        const integer r = rank_of_number(x);
        return is_nan(x) ? largest : r;
    }
    /// The same for a value that is no NaN.
    static integer rank_of_number(T x) noexcept { return rank_of_bits(std::bit_cast<integer>(x)); }
    /// The same for the values at an address, a vector of them, none of which may be NaN. L is
    /// lanes of `integer`.
    template <class L>
    [[gnu::always_inline]] static L ranks(const T* from) noexcept {
        if constexpr (L::is_scalar) {
            return {rank_of_number(*from)};
        } else {
            const L bits = L::load(reinterpret_cast<const integer*>(from));
            if constexpr (has_nan)
                return select(bits < L::broadcast(0), L::broadcast(least) - bits, bits);
            else if constexpr (std::unsigned_integral<T>)
                return bits + L::broadcast(least);
            else
                return bits;
        }
    }

    static bool is_nan(T x) noexcept {
        if constexpr (has_nan)
            return hpk::is_nan(x);
        else
            return false;
    }

private:
    static integer rank_of_bits(integer bits) noexcept {
        using wide = std::make_unsigned_t<integer>; // wraps around
        const wide flipped = wide(least) - wide(bits);
        if constexpr (has_nan)
            return bits < 0 ? static_cast<integer>(flipped) : bits; // -0.0 has rank 0
        else if constexpr (std::unsigned_integral<T>)
            return static_cast<integer>(wide(bits) + wide(least));
        else
            return bits;
    }
};

/// The order of searches, for std::sort, which needs it where values may be NaN:
///
///     std::sort(v.begin(), v.end(), hpk::search::before{});
struct before {
    /// True if a comes before b.
    template <searchable T>
    [[nodiscard]] bool operator()(T a, T b) const noexcept {
        return order<T>::rank(a) < order<T>::rank(b);
    }
};

/// A view of a sorted array. NaNs, which are its last elements, are set apart.
template <searchable T>
class sorted_array {
public:
    /// The `size` elements from `data` on must be in the order that `order` describes.
    sorted_array(const T* data, std::size_t size) noexcept
        : data_(data), size_(size), numbers_(size) {
        if constexpr (order<T>::has_nan)
            if (size > 0 && order<T>::is_nan(data[size - 1])) [[unlikely]]
                numbers_ = static_cast<std::size_t>(
                    std::partition_point(data, data + size,
                                         [](T x) { return !order<T>::is_nan(x); }) -
                    data);
    }

    [[nodiscard]] const T* data() const noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// How many elements are no NaN; the others lie behind them.
    [[nodiscard]] std::size_t numbers() const noexcept { return numbers_; }
    /// The rank of a number.
    [[nodiscard]] auto rank(std::size_t k) const noexcept {
        return order<T>::rank_of_number(data_[k]);
    }
    /// True if element k, which there may not be, is equal to a value; NaN equals NaN.
    [[nodiscard]] bool equals(std::size_t k, T value) const noexcept {
        return k < size_ && order<T>::rank(data_[k]) == order<T>::rank(value);
    }

    /// True if the array is sorted. O(n).
    [[nodiscard]] bool is_sorted() const noexcept {
        return std::is_sorted(data_, data_ + size_, before{});
    }
    /// True if the elements on both sides of some positions are sorted.
    template <class Position>
    [[nodiscard]] bool is_sorted_around(const Position* positions, std::size_t n) const noexcept {
        return std::all_of(positions, positions + n, [&](Position p) {
            const auto at = static_cast<std::size_t>(p);
            return std::is_sorted(data_ + (at < 2 ? 0 : at - 2), data_ + (std::min)(size_, at + 2),
                                  before{});
        });
    }

private:
    const T* data_;
    std::size_t size_;
    std::size_t numbers_;
};

/// Which elements a position counts: those before the key, or also those equal to it.
enum class side : bool { lower, upper };

/// A key as searches take it: the position is the number of elements whose rank is below `bound`.
/// Where that cannot be said by a rank, because the key is NaN or nothing is larger, it is the
/// position that `exceptional` gives.
template <searchable T, side Side>
class sought {
    using integer = typename order<T>::integer;

public:
    explicit sought(T key) noexcept : rank_(order<T>::rank(key)) {}

    /// What the ranks of elements are compared with.
    [[nodiscard]] integer bound() const noexcept {
        if constexpr (Side == side::lower)
            return rank_;
        else
            return static_cast<integer>(rank_ + (rank_ != order<T>::largest ? 1 : 0));
    }
    /// True when the position does not follow from `bound`.
    [[nodiscard]] bool is_exceptional() const noexcept {
        if constexpr (Side == side::lower && !order<T>::has_nan)
            return false;
        else
            return rank_ == order<T>::largest;
    }
    [[nodiscard]] static std::size_t exceptional(const sorted_array<T>& a) noexcept {
        return Side == side::lower ? a.numbers() : a.size();
    }

private:
    integer rank_;
};

} // namespace HPK_ISA
} // namespace hpk::search
