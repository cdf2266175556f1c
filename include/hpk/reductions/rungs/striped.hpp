// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <string_view>
#include <vector>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// Independent sums side by side, as wide as four of the widest registers: in each block of 4096
/// terms, term k goes to stripe k mod 32 (float: 64). The second half of the stripes is added to
/// the first, until one is left, and the sums of blocks are added two by two: the first to the
/// second, the third to the fourth, then their sums, and so on; one without a partner waits.
struct striped {
    /// What every variant has: see hpk::reductions::variants.
    /// \{
    static constexpr std::string_view name = "striped";
    static constexpr std::string_view summary = "32 sums side by side (of floats 64), in blocks";
    static constexpr std::string_view order = "striped";
    static constexpr bool vectorised = true;

    template <class L, class Source>
    static typename L::value_type sum(const Source& s, sequential) noexcept {
        return sum_of_blocks<L>(s, 0, s.size());
    }
    /// \throws std::bad_alloc if there is no memory for the sums that threads made
    template <class L, class Source>
    static typename L::value_type sum(const Source& s, parallel how) {
        // As many blocks as a power of two are a part of the tree.
        constexpr std::size_t for_a_thread = 16 * block;
        std::vector<typename L::value_type> sums((s.size() + for_a_thread - 1) / for_a_thread);
        distribute_stretches(how, s.size(), for_a_thread, [&] {
            return [&](std::size_t first, std::size_t n) {
                sums[first / for_a_thread] = sum_of_blocks<L>(s, first, first + n);
            };
        });
        tree<typename L::value_type> all;
        for (const auto sum : sums) all.add(sum);
        return all.sum();
    }
    /// \}

private:
    static constexpr std::size_t block = 4096; ///< terms

    /// A sum two by two. Sums of a power of two of values wait for one of the same number.
    template <class T>
    class tree {
    public:
        void add(T x) noexcept {
            std::size_t level = 0;
            for (; (count_ >> level & 1) != 0; ++level) x = pinned(waiting_[level] + x);
            waiting_[level] = x;
            ++count_;
        }
        [[nodiscard]] T sum() const noexcept {
            T sum = -T(0);
            for (std::size_t bits = count_; bits != 0; bits &= bits - 1)
                sum = pinned(waiting_[static_cast<std::size_t>(std::countr_zero(bits))] + sum);
            return sum;
        }

    private:
        std::size_t count_ = 0;
        std::array<T, 64> waiting_; ///< waiting_[l], a sum of 2^l values, if bit l of count_ is set
    };

    template <class L, class Source>
    static typename L::value_type sum_of_blocks(const Source& s, std::size_t first,
                                                std::size_t last) noexcept {
        tree<typename L::value_type> all;
        detail::for_each_block(s, first, last, block, [&](const auto& terms, std::size_t count) {
            all.add(sum_of_block<L>(terms, count));
        });
        return all.sum();
    }

    template <class L, class Terms>
    static typename L::value_type sum_of_block(const Terms& terms, std::size_t count) noexcept {
        using T = typename L::value_type;
        constexpr std::size_t stripes = 256 / sizeof(T);
        constexpr std::size_t vectors = stripes / L::size;
        constexpr std::size_t together = (std::min)(vectors, std::size_t{8}); // in registers
        // Vectors that cross cache lines are slow, so the terms before the first that is aligned
        // are added alone. Stripe s is at place (s - head) mod `stripes`, which leaves the pairs of
        // stripes that are added in the end the same.
        std::size_t head = 0;
        if constexpr (!L::is_scalar)
            if (count >= 512) head = terms.template before_aligned<L::alignment>();
        alignas(L::alignment) std::array<T, stripes> sums;
        sums.fill(-T(0)); // x + -0.0 is x
        for (std::size_t k = 0; k < head; ++k) sums[stripes - head + k] = terms.value(k);
        const std::size_t whole = (count - head) / stripes * stripes;
        for (std::size_t v = 0; v < vectors; v += together) {
            std::array<L, together> some;
            unroll<together>([&](auto i) { some[i] = L::load(&sums[(v + i) * L::size]); });
            for (std::size_t k = head; k < head + whole; k += stripes) {
                if (v == 0) terms.template prefetch_ahead<stripes>(k);
                unroll<together>([&](auto i) __attribute__((always_inline)) {
                    some[i] = some[i] + terms.template at<L>(k + (v + i) * L::size);
                });
            }
            unroll<together>([&](auto i) { some[i].store(&sums[(v + i) * L::size]); });
        }
        std::size_t k = head + whole, next = 0;
        for (; k + L::size <= count; k += L::size, next += L::size)
            (L::load(&sums[next]) + terms.template at<L>(k)).store(&sums[next]);
        for (; k < count; ++k, ++next) sums[next] = pinned(sums[next] + terms.value(k));
        for (std::size_t half = stripes / 2; half >= L::size; half /= 2)
            for (std::size_t p = 0; p < half; p += L::size)
                (L::load(&sums[p]) + L::load(&sums[p + half])).store(&sums[p]);
        for (std::size_t half = L::size / 2; half > 0; half /= 2)
            for (std::size_t l = 0; l < half; ++l) sums[l] = pinned(sums[l] + sums[l + half]);
        return sums[0];
    }
};

} // namespace HPK_ISA
} // namespace hpk::reductions
