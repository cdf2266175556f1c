// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/distinct/registers/registers.hpp"

/// \file
/// Estimators: each makes the number of different keys of the registers of a HyperLogLog sketch.

namespace hpk::distinct {
inline namespace HPK_ISA {

/// A number whose every operation is rounded as written.
using exact_number = lanes<double, scalar>;

/// Otmar Ertl's improved estimator (New cardinality estimation algorithms for HyperLogLog sketches,
/// arXiv 1702.01284, algorithm 6). It has no thresholds and no tables, and needs no correction for
/// small or large numbers. Its result has the same bits everywhere.
struct improved {
    /// The number of different keys of 2^p registers.
    [[nodiscard]] static double of(const rank_counts& counts, int p) noexcept {
        const auto registers = static_cast<double>(std::uint64_t{1} << p);
        const auto full = static_cast<std::size_t>(64 - p); // the largest rank but one
        if (static_cast<double>(counts[0]) == registers) return 0;
        const exact_number m{registers}, half{0.5};
        const auto share = [&](std::size_t rank) {
            return quotient(static_cast<double>(counts[rank]), registers); // exact: a power of 2
        };
        exact_number z = m * tau(exact_number{1} - exact_number{share(full + 1)});
        for (std::size_t rank = full; rank > 0; --rank)
            z = half * (z + exact_number{static_cast<double>(counts[rank])});
        z = z + m * sigma(exact_number{share(0)});
        return quotient(((exact_number{0.721347520444482} * m) * m).value, z.value);
    }

private:
    /// x + the sum over k from 1 on of x^(2^k) 2^(k-1), for 0 <= x < 1.
    static exact_number sigma(exact_number x) noexcept {
        exact_number y{1}, z = x, before{0};
        do {
            x = x * x;
            before = z;
            z = z + x * y;
            y = y + y;
        } while (z.value != before.value);
        return z;
    }
    /// (1 - x - the sum over k from 1 on of (1 - x^(2^-k))^2 2^-k) / 3, for 0 <= x <= 1.
    static exact_number tau(exact_number x) noexcept {
        const exact_number one{1}, half{0.5};
        if (x.value == 0 || x.value == 1) return {0};
        exact_number y = one, z = one - x, before{0};
        do {
            x = square_root(x);
            before = z;
            y = half * y;
            const exact_number d = one - x;
            z = z - (d * d) * y;
        } while (z.value != before.value);
        return {quotient(z.value, 3.0)};
    }
};

/// The estimator of HyperLogLog as published (Flajolet, Fusy, Gandouet and Meunier, 2007), without
/// the correction for numbers near 2^32, which hashes of 64 bits do not need. It is a few per cent
/// too large where it changes from the count of empty registers to the mean, at 2.5 keys per
/// register. Its last bits depend on the mathematical library.
struct hyperloglog_2007 {
    /// The number of different keys of 2^p registers.
    [[nodiscard]] static double of(const rank_counts& counts, int p) noexcept {
        const double m = std::exp2(p);
        double sum = 0; // of 2^-rank
        for (std::size_t rank = counts.size(); rank-- > 0;)
            sum += static_cast<double>(counts[rank]) * std::exp2(-static_cast<double>(rank));
        const double estimate = alpha(p) * m * m / sum;
        if (estimate > 2.5 * m || counts[0] == 0) return estimate;
        return m * std::log(m / static_cast<double>(counts[0]));
    }

private:
    static double alpha(int p) noexcept {
        if (p == 4) return 0.673;
        if (p == 5) return 0.697;
        if (p == 6) return 0.709;
        return 0.7213 / (1 + 1.079 * std::exp2(-p));
    }
};

/// The estimator of LogLog (Durand and Flajolet, Loglog counting of large cardinalities, 2003),
/// from the arithmetic mean of the ranks. It is for numbers of at least several keys per register:
/// below, it is far too large. Its last bits depend on the mathematical library.
struct loglog {
    /// The number of different keys of 2^p registers.
    [[nodiscard]] static double of(const rank_counts& counts, int p) noexcept {
        const double m = std::exp2(p);
        double sum = 0;
        for (std::size_t rank = 0; rank < counts.size(); ++rank)
            sum += static_cast<double>(counts[rank]) * static_cast<double>(rank);
        constexpr double pi = 3.141592653589793, ln2 = 0.6931471805599453;
        const double alpha = 0.39701 - (2 * pi * pi + ln2 * ln2) / (48 * m);
        return alpha * m * std::exp2(sum / m);
    }
};

} // namespace HPK_ISA
} // namespace hpk::distinct
