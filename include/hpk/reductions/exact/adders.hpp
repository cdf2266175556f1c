// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "hpk/core/exact.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/reductions/exact/as_doubles.hpp"
#include "hpk/reductions/exact/fixed_point.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// Adds each term to a fixed_point.
template <class Terms>
class one_by_one {
public:
    void add(const Terms& t, std::size_t count) noexcept {
        for (std::size_t k = 0; k < count; ++k) as_doubles<Terms>::add_to(sum_, t, k);
    }
    void move_to(fixed_point& sum) noexcept { sum.merge(sum_); }
    template <class T>
    [[nodiscard]] T value() const noexcept {
        return sum_.value<T>();
    }

private:
    fixed_point sum_;
};

/// Keeps the sum as doubles of which none overlaps another, from the smallest to the largest.
/// Source: J. Shewchuk, Adaptive precision floating-point arithmetic, 1997; math.fsum of CPython.
template <class Terms>
class growing_expansion {
    using exactly = as_doubles<Terms>;
    using number = lanes<double, scalar>;

public:
    void add(const Terms& t, std::size_t count) noexcept {
        for (std::size_t k = 0; k < count; ++k) {
            const auto x = exactly::template value<number>(t, k);
            if (!is_ordinary(x.value)) {
                exactly::add_to(rest_, t, k);
                continue;
            }
            add(x);
            if constexpr (exactly::has_error) add(exactly::error(t, k, x));
        }
    }
    void move_to(fixed_point& sum) noexcept {
        for (std::size_t i = 0; i < size_; ++i) rest_.add(parts_[i].value);
        size_ = 0;
        sum.merge(rest_);
    }
    template <class T>
    [[nodiscard]] T value() noexcept {
        fixed_point sum;
        move_to(sum);
        return sum.value<T>();
    }

private:
    /// True if neither a sum of such numbers nor their products' errors can leave the range of
    /// double. The others are rare.
    static bool is_ordinary(double x) noexcept {
        const auto field = std::bit_cast<std::uint64_t>(x) >> 52 & 0x7ff;
        return field < 1980 && (!exactly::has_error || field > 60);
    }

    void add(number x) noexcept {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            number y = parts_[i];
            const number sum = x + y; // D. Knuth's TwoSum, for any x and y
            const number of_y = sum - x;
            const number error = (x - (sum - of_y)) + (y - of_y);
            if (std::bit_cast<std::uint64_t>(error.value) << 1 != 0) parts_[kept++] = error;
            x = sum;
        }
        parts_[kept] = x;
        size_ = kept + 1;
        if (size_ == parts_.size()) {
            fixed_point nothing;
            move_to(nothing);
            rest_ = nothing;
        }
    }

    std::array<number, 64> parts_;
    std::size_t size_ = 0;
    fixed_point rest_; ///< of numbers that are not ordinary
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
