// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// The exact sum of few numbers. It does what detail::extraction does with a block, with less to
/// prepare and to end: the window follows from the first number alone, and the sums of both levels
/// are so small that one addition of doubles rounds them.
///
/// Let f be the first number's exponent field. Terms with fields f - 20 … f + 11 are below 2^e,
/// e = f + 12 - 1023, and their last bits are 2^(e - 84) at least. The levels have k = e + 9 and
/// k - 44 (see detail::levels; an accumulator gets at most 66 terms), so that level 1 counts in
/// units of 2^(e - 43) and level 2 in units of 2^(e - 87). Level 1 adds up at most 512 times 2^43
/// units, and as many halves; level 2 gets at most half a unit of level 1, 2^43 of its own, per
/// term. So both sums are below 2^53 units and are doubles.
///
/// D is hpk::lanes of double. The sum does not depend on it.
template <class D>
class few_numbers {
public:
    static constexpr std::size_t most = 512; ///< numbers

    /// Returns false if the numbers, 1 … most, are none that can be added so: if their sizes differ
    /// by too much, or are at an end of the range. Else `sum` becomes the sum, rounded once; +0.0
    /// if it is zero.
    [[gnu::always_inline]] static bool add(const double* x, std::size_t n, double& sum) noexcept {
        if constexpr (!D::is_scalar)
            if (n < D::size) return few_numbers<lanes<double, scalar>>::add(x, n, sum);
        const auto field =
            static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(*x) >> 52 & 0x7ff);
        if (field < least_field || field > largest_field) return false;
        few_numbers all(field);
        all.add_all(x, n);
        if (any_of(I::broadcast(0) < (all.seen_ & I::broadcast(outside)))) return false;
        sum = all.rounded();
        return true;
    }

private:
    using I = typename D::integer_lanes;
    using single = lanes<double, scalar>;
    static constexpr std::size_t vectors = 4;      ///< accumulators per level
    static constexpr std::size_t long_enough = 96; ///< numbers that are worth being aligned
    static constexpr std::size_t in_row = vectors * D::size;
    static constexpr int below = 20, head_room = 9, window_bits = 5;
    static constexpr int k_above = 32 - below + head_room; ///< of level 1's k above f - 1023
    static constexpr int apart = 53 - head_room;           ///< from k to k
    static constexpr std::int64_t level = std::int64_t{apart} << 52; ///< in the exponent field
    static constexpr std::int64_t outside = std::int64_t{0x7ff >> window_bits}
                                            << (52 + window_bits);
    static constexpr std::int64_t least_field = apart + 52 - k_above + 1; ///< units are normal
    static constexpr std::int64_t largest_field = 2000;                   ///< 2^k is finite

    explicit few_numbers(std::int64_t field) noexcept
        : start_((field + k_above) << 52 | std::int64_t{1} << 51),
          move_(I::broadcast((below - field) << 52)) {
        const D upper = D::broadcast(std::bit_cast<double>(start_));
        const D lower = D::broadcast(std::bit_cast<double>(start_ - level));
        unroll<vectors>([&](auto v) __attribute__((always_inline)) { // so that they are registers
            upper_[v] = upper;
            lower_[v] = lower;
        });
    }

    [[gnu::always_inline]] void see(D x, D y) noexcept {
        seen_ = (seen_ | (as_integers(x) + move_)) | (as_integers(y) + move_);
    }
    [[gnu::always_inline]] void add_to(std::size_t v, D x) noexcept {
        const D before = upper_[v];
        upper_[v] = before + x;
        lower_[v] = lower_[v] + (x - (upper_[v] - before));
    }

    [[gnu::always_inline]] void add_all(const double* x, std::size_t n) noexcept {
        const double *const end = x + n, *next = x;
        if constexpr (!D::is_scalar) {
            // Vectors that cross cache lines are slow: those after the first are aligned.
            const std::size_t past = reinterpret_cast<std::uintptr_t>(x) % D::alignment;
            if (n >= long_enough && past > 0) {
                const std::size_t count = (D::alignment - past) / sizeof(double);
                add_part(x, &ones_and_zeros[D::size - count]);
                next += count;
            }
        }
        const auto vector = [&](auto v) __attribute__((always_inline)) {
            return D::load_unknown(next + v * D::size);
        };
        for (; end - next >= std::ptrdiff_t{in_row}; next += in_row) {
            std::array<D, vectors> x4;
            unroll<vectors>([&](auto v) __attribute__((always_inline)) {
                x4[v] = vector(v);
                add_to(v, x4[v]);
            });
            see(x4[0], x4[1]);
            see(x4[2], x4[3]);
        }
        const auto left = static_cast<std::size_t>(end - next);
        unroll<vectors - 1>([&](auto v) __attribute__((always_inline)) {
            if ((v + 1) * D::size > left) return;
            const D terms = vector(v);
            see(terms, terms);
            add_to(v, terms);
        });
        // The last vector also has numbers that were added before.
        const std::size_t rest = left % D::size;
        if (rest > 0) add_part(end - D::size, &zeros_and_ones[rest]);
    }
    /// Adds those of D::size numbers for which there are ones.
    [[gnu::always_inline]] void add_part(const double* x, const std::int64_t* ones) noexcept {
        const D terms = D::load_unknown(x);
        see(terms, terms);
        add_to(vectors - 1, as_floating_point<double>(as_integers(terms) & I::load(ones)));
    }

    [[gnu::always_inline]] double rounded() const noexcept {
        constexpr std::int64_t exponent = std::int64_t{0x7ff} << 52, bits = std::int64_t{52} << 52;
        const std::int64_t unit = (start_ & exponent) - bits; // of level 1
        const auto scaled = [](std::int64_t units, std::int64_t power) {
            return single{static_cast<double>(units)} * single{std::bit_cast<double>(power)};
        };
        return (scaled(sum_of(upper_, start_), unit) +
                scaled(sum_of(lower_, start_ - level), unit - level))
            .value;
    }
    /// The sum of accumulators, in units of their last bit.
    [[gnu::always_inline]] static std::int64_t sum_of(const std::array<D, vectors>& accumulators,
                                                      std::int64_t start) noexcept {
        const I total = (as_integers(accumulators[0]) + as_integers(accumulators[1])) +
                        (as_integers(accumulators[2]) + as_integers(accumulators[3]));
        std::array<std::int64_t, D::size> values;
        total.store(values.data());
        std::uint64_t sum = 0; // wraps around, and back
        for (const std::int64_t value : values) sum += static_cast<std::uint64_t>(value);
        return static_cast<std::int64_t>(sum - in_row * static_cast<std::uint64_t>(start));
    }

    /// As many of both as a vector has numbers.
    static constexpr std::array<std::int64_t, 2 * D::size> masks(std::int64_t first,
                                                                 std::int64_t second) {
        std::array<std::int64_t, 2 * D::size> result{};
        for (std::size_t l = 0; l < result.size(); ++l) result[l] = l < D::size ? first : second;
        return result;
    }
    static constexpr std::array<std::int64_t, 2 * D::size> zeros_and_ones = masks(0, -1);
    static constexpr std::array<std::int64_t, 2 * D::size> ones_and_zeros = masks(-1, 0);

    std::int64_t start_; ///< the bits of what level 1's accumulators begin as
    I move_, seen_ = I::broadcast(0);
    std::array<D, vectors> upper_, lower_;
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
