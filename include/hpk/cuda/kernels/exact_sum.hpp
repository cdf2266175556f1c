// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "hpk/core/exact.hpp"
#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/kernel.hpp"
#include "hpk/reductions/exact/fixed_point.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// A sum of numbers of type T without any rounding, as integers that stand in 64 bits each: words
/// of a fixed-point number, 32 bits apart, whose carries wait; and numbers of terms of certain
/// kinds. Source: R. Neal, Fast exact summation using small and large superaccumulators, 2015.
template <std::floating_point T>
struct waiting_sum {
    static constexpr int digits = std::numeric_limits<T>::digits; ///< of a significand
    static constexpr int lowest = std::numeric_limits<T>::min_exponent - digits; ///< of word 0
    static constexpr int words =
        (std::numeric_limits<T>::max_exponent - digits - lowest) / 32 + 3; ///< their number

    /// The integers after the words: the number of terms that are infinite, NaN, or all but -0.
    enum kind { infinities = words, negative_infinities, not_numbers, not_negative_zeros, places };

    /// Adds x to the integers at(0) … at(places - 1). Each changes by less than 2^33.
    template <class At>
    static constexpr void add(T x, const At& at) noexcept {
        const auto bits = std::bit_cast<bits_type<T>>(x);
        constexpr bits_type<T> sign = reductions::detail::sign_bit<T>(true);
        const bool negative = (bits & sign) != 0;
        if (bits == sign) return;
        ++at(not_negative_zeros);
        if ((bits & infinity_bits<T>) == infinity_bits<T>) {
            const bool infinite = (bits & ~sign) == infinity_bits<T>;
            ++at(!infinite ? not_numbers : negative ? negative_infinities : infinities);
            return;
        }
        constexpr bits_type<T> leading = bits_type<T>{1} << (digits - 1);
        const auto field = static_cast<int>((bits & ~sign) >> (digits - 1));
        const std::uint64_t fraction = bits & (leading - 1);
        const std::uint64_t significand = field == 0 ? fraction : fraction | leading;
        const int exponent = field == 0 ? 0 : field - 1; // above `lowest`
        const int word = exponent / 32, shift = exponent % 32;
        const std::uint64_t low = (significand & 0xffffffff) << shift;
        const std::uint64_t high = (significand >> 32) << shift;
        const auto add_to = [&](int k, std::uint64_t part) {
            const auto term = static_cast<std::int64_t>(part);
            at(k) += negative ? -term : term;
        };
        add_to(word, low & 0xffffffff);
        add_to(word + 1, (low >> 32) + (high & 0xffffffff));
        add_to(word + 2, high >> 32);
    }

    /// The sum of any number of such sums, `places` integers each, rounded once. It has the bits of
    /// reductions::exact_sum: 0 if there is no term, and -0 if all are -0.
    [[nodiscard]] static T value(std::span<const std::int64_t> sums) noexcept {
        reductions::detail::fixed_point total;
        bool all_negative_zeros = !sums.empty();
        for (; !sums.empty(); sums = sums.subspan(places)) {
            for (int word = 0; word < words; ++word)
                total.add_scaled(sums[static_cast<std::size_t>(word)], lowest + 32 * word);
            const auto add_if = [&](kind special, std::uint64_t bits) {
                if (sums[special] != 0) total.add(std::bit_cast<double>(bits));
            };
            add_if(infinities, infinity_bits<double>);
            add_if(negative_infinities, infinity_bits<double> | std::uint64_t{1} << 63);
            add_if(not_numbers, nan_bits<double>);
            all_negative_zeros = all_negative_zeros && sums[not_negative_zeros] == 0;
        }
        // Pinned, because -ffast-math lets compilers take one zero for the other.
        if (all_negative_zeros)
            return pinned(std::bit_cast<T>(reductions::detail::sign_bit<T>(true)));
        return pinned(total.template value<T>());
    }
};

/// The kernel of `sum`: a block makes a waiting_sum of its elements. Each thread has integers of
/// its own in shared memory, so threads wait for each other only once, and the addresses at which
/// the threads of a warp add lie in different banks.
template <std::floating_point T>
struct exact_sum {
    using integers = waiting_sum<T>;   ///< of a thread, and of a block
    static constexpr int threads = 64; ///< per block
    static constexpr int most = 1024;  ///< blocks
    /// The integers of all threads.
    struct shared {
        std::int64_t at[integers::places][threads];
    };

    const T* x;           ///< the elements
    std::ptrdiff_t count; ///< their number, at least 1 and below 2^40
    std::int64_t* sums;   ///< `places` integers for each block

    /// The number of blocks.
    [[nodiscard]] constexpr std::ptrdiff_t blocks() const noexcept {
        return std::min<std::ptrdiff_t>(quotient_up(count, std::ptrdiff_t{16} * threads), most);
    }
    /// One to add, and one to add the threads' sums.
    [[nodiscard]] constexpr int phases() const noexcept { return 2; }

    /// Adds elements, or sums.
    constexpr void run(int phase, place at, shared& memory) const noexcept {
        if (phase == 0) {
            const auto own = [&](int k) -> std::int64_t& { return memory.at[k][at.thread]; };
            for (int k = 0; k < integers::places; ++k) own(k) = 0;
            const std::ptrdiff_t all = blocks() * threads;
            for (std::ptrdiff_t n = at.block * threads + at.thread; n < count; n += all)
                integers::add(x[n], own);
        } else {
            for (int k = at.thread; k < integers::places; k += threads) {
                std::int64_t sum = 0;
                for (const std::int64_t term : memory.at[k]) sum += term;
                sums[at.block * integers::places + k] = sum;
            }
        }
    }
};

} // namespace HPK_ISA
} // namespace hpk::cuda
