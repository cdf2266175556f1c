// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/reductions/exact/as_doubles.hpp"
#include "hpk/reductions/exact/bins.hpp"
#include "hpk/reductions/exact/few.hpp"
#include "hpk/reductions/exact/fixed_point.hpp"
#include "hpk/reductions/exact/levels.hpp"
#include "hpk/reductions/exact/padded_row.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// The sum of terms without rounding. Blocks of terms whose sizes lie within a window of 32 powers
/// of two (of floats 64) need two levels and a test that is cheap: the exponents are moved so that
/// those inside the window are the numbers of at most five bits, and the bitwise or of all shows
/// whether one needs more. Other blocks are looked at first, and take as many levels as they need,
/// or a sum per exponent.
///
/// A product of doubles is a double and its rounding error, which enters at the second of three
/// levels.
///
/// D is hpk::lanes of double. The sum does not depend on it, nor on the order of the terms.
template <class D, class Terms>
class extraction {
    using T = typename Terms::value_type;
    using exactly = as_doubles<Terms>;
    using single = lanes<double, scalar>;
    using I = typename D::integer_lanes;

public:
    using few = few_numbers<D>; ///< an exact sum of few doubles

    /// Adds terms 0 … count-1.
    void add(const Terms& t, std::size_t count) noexcept {
        std::size_t k = 0;
        if constexpr (!D::is_scalar)
            // Vectors that cross cache lines are slow: the terms before them are added alone.
            if (count >= 1024) {
                k = t.template before_aligned<D::size * sizeof(T)>();
                if (k > 0) {
                    const padded_row first(t, 0, k);
                    add_block({t, 0, 0, &first});
                }
            }
        while (k < count) {
            const std::size_t rows = (std::min)((count - k) / in_row, most_rows);
            const std::size_t left = count - k - rows * in_row;
            if (left < in_row && left > 0) {
                const padded_row last(t, k + rows * in_row, left);
                add_block({t, k, rows, &last});
                return;
            }
            add_block({t, k, rows, nullptr});
            k += rows * in_row;
        }
    }

    /// Adds the sum to another, and begins anew.
    void move_to(fixed_point& sum) noexcept {
        settle();
        if (rest_) sum.merge(*rest_);
        rest_.reset();
    }

    /// The sum, rounded once.
    template <class Result>
    [[nodiscard]] Result value() noexcept {
        if constexpr (window_levels == 2) {
            if (!rest_ && !binned_) return value_of_integers<Result>();
        }
        settle();
        return rest_ ? rest_->template value<Result>() : Result(0);
    }

private:
    static constexpr std::size_t vectors = 4; ///< accumulators per level
    static constexpr std::size_t in_row = vectors * D::size;
    static constexpr std::size_t most_rows = exactly::has_error ? 32 : 128;
    static constexpr std::size_t window_levels = exactly::has_error ? 3 : 2;
    static constexpr int window_bits = exactly::digits <= 24 ? 6 : 5;
    static constexpr int window_size = 1 << window_bits;
    static constexpr int highest_field = 2030; ///< in which the first level cannot overflow
    static constexpr int not_finite = 0x7ff;
    static constexpr int no_window = -1;
    static constexpr std::size_t few_wide = 1024;
    static constexpr int most_unseen = 15; ///< blocks that are not looked at

    using padded_row = detail::padded_row<Terms, in_row>;
    template <std::size_t Levels>
    using integers = std::array<std::int64_t, Levels>;

    /// Rows of terms, and perhaps a last one that is not full.
    struct block {
        const Terms& terms;
        std::size_t first, rows;
        const padded_row* last;
    };

    void add_block(const block& b) noexcept {
        if (!looks_first_) {
            if (base_ == no_window) guess_window(b);
            if (base_ != no_window && (zeros_ ? add_in_window<true>(b) : add_in_window<false>(b)))
                return;
        }
        add_after_a_look(b);
    }

    // A window: exponent fields base_ … base_ + window_size - 1.

    void guess_window(const block& b) noexcept {
        const auto first = b.rows > 0 ? exactly::template value<single>(b.terms, b.first)
                                      : exactly::template value<single>(b.last->seen(), 0);
        const auto field =
            static_cast<int>(std::bit_cast<std::uint64_t>(first.value) >> 52 & 0x7ff);
        if (field != 0 && field != not_finite) set_window(field - window_size * 5 / 8);
    }

    /// Returns false if there can be no such window.
    bool set_window(int base) noexcept {
        flush();
        base_ = no_window;
        if (base > highest_field - window_size) return false;
        if constexpr (exactly::has_error) {
            if (base < exactly::depth - 51) return false; // errors would lose bits
        }
        base_ = (std::max)(base, 0);
        window_ = levels<window_levels>(base_ + window_size - 1023, most_rows);
        return true;
    }

    /// Adds the terms if all of them lie in the window, or, with `Zeros`, are 0.
    template <bool Zeros>
    bool add_in_window(const block& b) noexcept {
        const I move = I::broadcast(-(std::int64_t{base_} << 52)), zero = I::broadcast(0);
        const I all_but_sign = I::broadcast((std::numeric_limits<std::int64_t>::max)());
        std::array<I, 2> moved{zero, zero};
        const auto sums = extract(b, window_, [&](auto v, D x) __attribute__((always_inline)) {
            const I bits = as_integers(x);
            I exponent = bits + move;
            if constexpr (Zeros) exponent = select((bits & all_but_sign) == zero, zero, exponent);
            moved[v % 2] = moved[v % 2] | exponent;
        });
        constexpr std::int64_t outside = std::int64_t{0x7ff >> window_bits} << (52 + window_bits);
        if ((any_bits(moved[0] | moved[1]) & outside) != 0) return false;
        enter(sums);
        return true;
    }

    void enter(const integers<window_levels>& sums) noexcept {
        for (std::size_t l = 0; l < window_levels; ++l) integers_[l] += sums[l];
        constexpr int most_blocks = 64; // each gives less than 2^56
        if (++blocks_ == most_blocks) flush();
    }

    /// Moves the integers of the window to the rest.
    void flush() noexcept {
        if (blocks_ == 0) return;
        for (std::size_t l = 0; l < window_levels; ++l) {
            rest().add_scaled(integers_[l], window_.exponent(l));
            integers_[l] = 0;
        }
        blocks_ = 0;
    }

    /// The sums at each level, in units of its last bit, of terms that the levels have room for.
    /// Calls see(v, vector of terms).
    template <std::size_t Levels, class See>
    [[gnu::always_inline]] static integers<Levels>
    extract(const block& b, const levels<Levels>& from, const See& see) noexcept {
        std::array<std::array<D, vectors>, Levels> sums;
        unroll<Levels>([&](auto l) {
            unroll<vectors>(
                [&](auto v) { sums[l][v] = D::broadcast(std::bit_cast<double>(from.start(l))); });
        });
        // Adds x at a level; what is left over comes back.
        const auto add = [&](auto l, auto v, D x) __attribute__((always_inline)) {
            const D before = sums[l][v];
            sums[l][v] = before + x;
            return l + 1 < Levels ? x - (sums[l][v] - before) : x;
        };
        const auto add_term = [&]([[maybe_unused]] const Terms& t, [[maybe_unused]] std::size_t k,
                                  auto v, D x) __attribute__((always_inline)) {
            if constexpr (exactly::has_error) {
                D error = exactly::error(t, k, x);
                // Of x nothing is left after all levels but the last.
                unroll<Levels - 1>([&](auto l)
                                       __attribute__((always_inline)) { x = add(l, v, x); });
                unroll<Levels - 1>([&](auto l) __attribute__((always_inline)) {
                    error = add(std::integral_constant<std::size_t, l + 1>{}, v, error);
                });
            } else {
                unroll<Levels>([&](auto l) __attribute__((always_inline)) { x = add(l, v, x); });
            }
        };
        std::size_t k = b.first;
        for (std::size_t row = 0; row < b.rows; ++row) {
            b.terms.template prefetch_ahead<in_row>(k);
            unroll<vectors>([&](auto v) __attribute__((always_inline)) {
                const D x = exactly::template value<D>(b.terms, k + v * D::size);
                see(v, x);
                add_term(b.terms, k + v * D::size, v, x);
            });
            k += in_row;
        }
        if (b.last != nullptr)
            unroll<vectors>([&](auto v) __attribute__((always_inline)) {
                const std::size_t at = v * D::size;
                see(v, exactly::template value<D>(b.last->seen(), at));
                add_term(b.last->summed(), at, v, exactly::template value<D>(b.last->summed(), at));
            });
        integers<Levels> result;
        unroll<Levels>([&](auto l) {
            I total = as_integers(sums[l][0]);
            unroll<vectors - 1>([&](auto v) { total = total + as_integers(sums[l][v + 1]); });
            std::uint64_t sum = 0; // wraps around, and back
            for (const std::int64_t n : values_of(total)) sum += static_cast<std::uint64_t>(n);
            result[l] =
                static_cast<std::int64_t>(sum - in_row * static_cast<std::uint64_t>(from.start(l)));
        });
        return result;
    }

    // Without a window.

    [[gnu::noinline]] void add_after_a_look(const block& b) noexcept {
        if (unseen_ > 0) {
            --unseen_;
            return add_to_bins(b);
        }
        const sizes of = look(b);
        if (!of.lost && of.largest < of.least) return; // nothing but zeros
        zeros_ = of.zeros && !exactly::has_error;
        looks_first_ = of.zeros && exactly::has_error;
        const int lowest = (std::max)(of.least, 1) - 1023 - exactly::depth; // bit of a term
        if (!of.lost && of.largest < highest_field && lowest >= -1074) {
            const int spare = window_size - 1 - (of.largest - of.least);
            if (spare >= 0 && set_window(of.largest + 1 - window_size + (std::min)(2, spare / 2))) {
                enter(extract(b, window_, [](auto, D) {}));
                return;
            }
            looks_first_ = true;
            const int e = of.largest - 1022;
            if (add_by_levels<3>(b, e, lowest) || add_by_levels<4>(b, e, lowest)) return;
        }
        looks_first_ = true;
        const std::size_t count = b.rows * in_row;
        if (!exactly::has_error && of.largest < not_finite && (wide_ += count) > few_wide) {
            if (!binned_) binned_.emplace();
            if (!of.zeros && of.least > 0) {
                unseen_ = most_unseen;
                return add_to_bins(b);
            }
            for (std::size_t k = b.first; k < b.first + count; ++k)
                binned_->template add<false>(exactly::template value<single>(b.terms, k).value);
        } else {
            for (std::size_t k = b.first; k < b.first + count; ++k)
                exactly::add_to(rest(), b.terms, k);
        }
        add_last(b);
    }

    /// Adds terms that seldom are zeros, infinities or NaN.
    void add_to_bins(const block& b) noexcept {
        const std::size_t count = b.rows * in_row;
        for (std::size_t k = b.first; k < b.first + count; ++k)
            binned_->add_mostly_normal(exactly::template value<single>(b.terms, k).value);
        if (binned_->forget_not_finite()) [[unlikely]]
            for (std::size_t k = b.first; k < b.first + count; ++k) {
                const double x = exactly::template value<single>(b.terms, k).value;
                if (!is_finite(x)) exactly::add_to(rest(), b.terms, k);
            }
        add_last(b);
    }

    void add_last(const block& b) noexcept {
        if (b.last != nullptr)
            for (std::size_t k = 0; k < in_row; ++k) exactly::add_to(rest(), b.last->summed(), k);
    }

    /// The exponent fields of terms: 1023 of 1 … 2.
    struct sizes {
        int least, largest; ///< of terms other than 0; least > largest if there are none
        bool zeros;         ///< among the terms
        bool lost;          ///< a product has become 0 though neither factor is
    };

    /// The sizes of terms. Bits are compared, so that NaN counts as large whatever the flags.
    static sizes look(const block& b) noexcept {
        const I zero = I::broadcast(0);
        const I all_but_sign = I::broadcast((std::numeric_limits<std::int64_t>::max)());
        I largest = zero, least = all_but_sign, zeros = zero, lost = zero;
        const auto see = [&](const Terms& t, std::size_t k) {
            const I bits = as_integers(exactly::template value<D>(t, k)) & all_but_sign;
            const I if_zero = select(bits == zero, all_but_sign, zero);
            largest = larger(largest, bits);
            least = smaller(least, bits | if_zero); // 0 becomes the largest of all
            zeros = zeros | if_zero;
            if constexpr (exactly::has_error)
                lost = lost | (if_zero & exactly::template of_nonzero_factors<D>(t, k));
        };
        for (std::size_t k = 0; k < b.rows * in_row; k += in_row) {
            b.terms.template prefetch_ahead<in_row>(b.first + k);
            for (std::size_t v = 0; v < in_row; v += D::size) see(b.terms, b.first + k + v);
        }
        if (b.last != nullptr)
            for (std::size_t k = 0; k < in_row; k += D::size) see(b.last->seen(), k);
        const auto field = [](std::int64_t bits) { return static_cast<int>(bits >> 52); };
        const auto of_largest = values_of(largest), of_least = values_of(least);
        return {field(*std::min_element(of_least.begin(), of_least.end())),
                field(*std::max_element(of_largest.begin(), of_largest.end())),
                any_bits(zeros) != 0, any_bits(lost) != 0};
    }

    /// Adds terms below 2^e if so many levels take all their bits, down to 2^lowest.
    template <std::size_t Levels>
    bool add_by_levels(const block& b, int e, int lowest) noexcept {
        const levels<Levels> all(e, most_rows);
        if (all.exponent(Levels - 1) > lowest) return false;
        if (exactly::has_error && all.exponent(Levels - 2) > lowest + 53) return false;
        const auto sums = extract(b, all, [](auto, D) {});
        for (std::size_t l = 0; l < Levels; ++l) rest().add_scaled(sums[l], all.exponent(l));
        return true;
    }

    // What is left.

    fixed_point& rest() noexcept {
        if (!rest_) rest_.emplace();
        return *rest_;
    }

    /// Moves all to the rest.
    void settle() noexcept {
        flush();
        if (!binned_) return;
        binned_->move_to(rest());
        binned_.reset();
        unseen_ = 0;
    }

    /// The sum if there are only the integers of the window.
    template <class Result>
    [[nodiscard]] Result value_of_integers() const noexcept {
        __extension__ using wide = __int128;
        __extension__ using unsigned_wide = unsigned __int128;
        const int apart = window_.exponent(0) - window_.exponent(1);
        const wide sum = integers_[0] * (wide{1} << apart) + integers_[1];
        if (sum == 0) return Result(0);
        const auto bits = static_cast<unsigned_wide>(sum);
        const unsigned_wide size = sum < 0 ? -bits : bits;
        const auto high = static_cast<std::uint64_t>(size >> 64);
        const int zeros = high != 0 ? std::countl_zero(high)
                                    : 64 + std::countl_zero(static_cast<std::uint64_t>(size));
        const unsigned_wide left = size << zeros; // its highest bit is set
        return rounded<Result>(sum < 0, static_cast<std::uint64_t>(left >> 64),
                               window_.exponent(1) + 64 - zeros,
                               static_cast<std::uint64_t>(left) != 0);
    }

    static auto values_of(I x) noexcept {
        std::array<std::int64_t, D::size> values;
        x.store(values.data());
        return values;
    }
    static std::int64_t any_bits(I x) noexcept {
        std::int64_t result = 0;
        for (const std::int64_t bits : values_of(x)) result |= bits;
        return result;
    }

    int base_ = no_window;
    levels<window_levels> window_{0, most_rows};
    integers<window_levels> integers_{}; ///< the sums of blocks in the window
    int blocks_ = 0;                     ///< so many
    bool zeros_ = false;                 ///< in the last block that was looked at
    bool looks_first_ = false;           ///< because the last block was not in a window
    int unseen_ = 0;                     ///< so many blocks to come need not be looked at
    std::size_t wide_ = 0;               ///< terms for which there were not enough levels
    std::optional<fixed_point> rest_;
    std::optional<bins> binned_;
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
