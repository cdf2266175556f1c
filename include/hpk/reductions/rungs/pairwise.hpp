// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/type_list.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// Adds the sums of two halves, and so on down to runs of at most 128 terms, so that errors grow
/// with log n instead of n. Term k of a run goes to accumulator k mod 8. The result is that of
/// numpy.sum since version 2.3 for an array that follows in memory, and of earlier ones if their
/// buffer is as long as the array. Source: N. Higham, The accuracy of floating point summation,
/// 1993; numpy's loops for add.reduce.
struct pairwise {
    /// What every variant has: see hpk::reductions::variants.
    /// \{
    static constexpr std::string_view name = "pairwise";
    static constexpr std::string_view summary = "the sums of halves, down to 128 terms";
    static constexpr std::string_view order = "pairwise";
    static constexpr bool vectorised = true;

    /// \throws std::bad_alloc if there is no memory for the sums that threads made
    template <class L, class Source>
    static typename L::value_type sum(const Source& s, sequential) noexcept {
        return sum_of_run<eight_lanes_at_most<L>>(s, 0, s.size());
    }
    template <class L, class Source>
    static typename L::value_type sum(const Source& s, parallel how) {
        using T = typename L::value_type;
        struct run {
            std::size_t first, count;
            T sum;
        };
        std::vector<run> runs;
        const auto remember = [&](std::size_t first, std::size_t count) {
            runs.push_back({first, count, T(0)});
            return T(0);
        };
        constexpr std::size_t for_a_thread = std::size_t{1} << 15;
        by_halves<T>(0, s.size(), for_a_thread, remember);
        const auto count = static_cast<std::ptrdiff_t>(runs.size());
        distribute(at_most(count, how), count, [&] {
            return [&](std::ptrdiff_t i) {
                run& r = runs[static_cast<std::size_t>(i)];
                r.sum = sum_of_run<eight_lanes_at_most<L>>(s, r.first, r.count);
            };
        });
        return by_halves<T>(
            0, s.size(), for_a_thread,
            [next = runs.data()](std::size_t, std::size_t) mutable { return next++->sum; });
    }
    /// \}

private:
    static constexpr std::size_t longest_leaf = 128;

    // numpy's order has eight accumulators. A wider vector is replaced by one of eight.
    template <class T, class Backend, class... Backends>
    static auto first_of_eight(type_list<Backend, Backends...>) noexcept {
        if constexpr (backend_has_lanes<Backend, T> && lanes<T, Backend>::size == 8)
            return lanes<T, Backend>{};
        else
            return first_of_eight<T>(type_list<Backends...>{});
    }
    template <class L>
    static auto eight_at_most() noexcept {
        if constexpr (L::size > 8)
            return first_of_eight<typename L::value_type>(enabled_backends{});
        else
            return L{};
    }
    template <class L>
    using eight_lanes_at_most = decltype(eight_at_most<L>());

    /// The sum of terms first … first+count-1, where those of at most `longest` are leaf's.
    template <class T, class Leaf>
    static T by_halves(std::size_t first, std::size_t count, std::size_t longest, Leaf&& leaf) {
        if (count <= longest) return leaf(first, count);
        const std::size_t half = count / 2 / 8 * 8;
        const T lower = by_halves<T>(first, half, longest, leaf);
        return pinned(lower + by_halves<T>(first + half, count - half, longest, leaf));
    }

    template <class L, class Source>
    static typename L::value_type sum_of_run(const Source& s, std::size_t first,
                                             std::size_t count) noexcept {
        using T = typename L::value_type;
        typename Source::buffers copies;
        return by_halves<T>(first, count, (std::min)(std::size_t{1} << 12, Source::longest),
                            [&](std::size_t block_first, std::size_t block_count) {
                                const auto terms = s.block(block_first, block_count, copies);
                                return by_halves<T>(0, block_count, longest_leaf,
                                                    [&](std::size_t k, std::size_t n) {
                                                        return leaf<L>(terms, k, n);
                                                    });
                            });
    }

    template <class L, class Terms>
    static typename L::value_type leaf(const Terms& terms, std::size_t first,
                                       std::size_t count) noexcept {
        using T = typename L::value_type;
        T sum = -T(0);
        std::size_t k = 0;
        if (count >= 8) {
            constexpr std::size_t vectors = 8 / L::size;
            std::array<L, vectors> sums;
            unroll<vectors>([&](auto v) { sums[v] = terms.template at<L>(first + v * L::size); });
            for (k = 8; k + 8 <= count; k += 8)
                unroll<vectors>([&](auto v) __attribute__((always_inline)) {
                    sums[v] = sums[v] + terms.template at<L>(first + k + v * L::size);
                });
            std::array<T, 8> of;
            unroll<vectors>([&](auto v) { sums[v].store(of.data() + v * L::size); });
            for (std::size_t step = 1; step < 8; step *= 2)
                for (std::size_t i = 0; i < 8; i += 2 * step) of[i] = pinned(of[i] + of[i + step]);
            sum = of[0];
        }
        for (; k < count; ++k) sum = pinned(sum + terms.value(first + k));
        return sum;
    }
};

} // namespace HPK_ISA
} // namespace hpk::reductions
