// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The numbers of buckets that a table may have, and how hashes are spread over the buckets. Both
/// kinds have the same functions, in which `last` is the last bucket. The least size is 16, and all
/// are multiples of it.
///
/// Tables of different sizes must spread hashes differently: if they used the same bits, a table
/// filled in the iteration order of a larger one would fill from one end, in ever longer runs.
/// Nevertheless the elements of a table that grows should be read in order and written in few
/// streams, each from one end to the other. So a larger table orders elements by higher bits of
/// their hashes than a smaller one.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"
#include "hpk/core/rounding.hpp"
#include "hpk/hash/mixing/fmix64.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Powers of two, 2^b. The home of a hash is its b bits from bit b on.
struct doubled_sizes {
    /// The number of streams that a growing table writes.
    static constexpr std::size_t streams = 4;

    /// The least size that is at least n.
    static std::size_t at_least(std::size_t n) noexcept { return std::bit_ceil(n); }

    /// What home() needs to know of a size.
    using spread = int;
    /// Makes bucket 0 or 1 the home of every hash.
    static constexpr spread gathered = 63;
    static spread spread_over(std::size_t count) noexcept {
        return count == 0 ? 0 : (std::min)(std::countr_zero(count), 28);
    }
    /// The home bucket of a hash.
    static std::size_t home(std::size_t hash, spread by, std::size_t last) noexcept {
        return hash >> by & last;
    }

    /// The n-th bucket after bucket k, where the first one follows the last.
    static std::size_t after(std::size_t k, std::size_t n, std::size_t last) noexcept {
        return (k + n) & last;
    }
    /// The number of steps from one bucket to another.
    static std::size_t distance(std::size_t from, std::size_t to, std::size_t last) noexcept {
        return (to - from) & last;
    }

    /// The first bucket of a pseudo-random window; `width` buckets are a window.
    static std::size_t random_window(std::size_t hash, std::size_t width,
                                     std::size_t last) noexcept {
        return width * (hash >> 8) & last;
    }
    /// The step of a sequence that visits all windows, by a pseudo-random number.
    static std::size_t random_step(std::size_t number, std::size_t width, std::size_t) noexcept {
        return width * (number | 1);
    }
};

/// Five sizes per octave, each at most 1.157 times the one before: 64, 74, 85, 97 and 111 times a
/// power of two, rounded up to multiples of 16.
///
/// A hash times an odd multiplier, less its highest bits, is taken as a fraction of 2^64; the home
/// is that fraction of the buckets. Eight sizes in succession share a multiplier, and each leaves
/// out four bits fewer than the one before: so a growing table writes 16 streams.
struct stepped_sizes {
    static constexpr std::size_t streams = 16;

    static std::size_t at_least(std::size_t n) noexcept {
        if (n <= least) return least;
        const int octave = octave_of(n);
        for (const std::size_t part : parts)
            if (size(octave, part) >= n) return size(octave, part);
        return std::size_t{2} << octave;
    }

    using spread = std::uint64_t; ///< the multiplier, shifted
    static constexpr spread gathered = 0;
    static spread spread_over(std::size_t count) noexcept {
        if (count == 0) return gathered;
        const int octave = octave_of(count);
        int number = 5 * octave; // of this size among all
        for (const std::size_t part : parts) number += count > size(octave, part) ? 1 : 0;
        const auto multiplier = hpk::detail::fmix64(static_cast<std::uint64_t>(number / 8) + 1) | 1;
        return multiplier << 4 * (7 - number % 8);
    }
    static std::size_t home(std::size_t hash, spread by, std::size_t last) noexcept {
        return share_of(last + 1, hash * by);
    }

    static std::size_t after(std::size_t k, std::size_t n, std::size_t last) noexcept {
        return k + n > last ? k + n - last - 1 : k + n;
    }
    static std::size_t distance(std::size_t from, std::size_t to, std::size_t last) noexcept {
        return to < from ? to - from + last + 1 : to - from;
    }

    static std::size_t random_window(std::size_t hash, std::size_t width,
                                     std::size_t last) noexcept {
        return width * share_of((last + 1) / width, hash);
    }
    /// A prime number of windows that divides no number of them, so that all are visited.
    static std::size_t random_step(std::size_t number, std::size_t width,
                                   std::size_t last) noexcept {
        constexpr std::size_t primes[]{67, 71, 73, 79, 83, 89, 101, 103};
        return width * primes[number % 8] % (last + 1);
    }

private:
    static constexpr std::size_t least = 16;
    static constexpr std::size_t parts[]{74, 85, 97, 111};

    /// 2^octave is below n, and twice that is not.
    static int octave_of(std::size_t n) noexcept {
        return static_cast<int>(std::bit_width(n - 1)) - 1;
    }
    static std::size_t size(int octave, std::size_t part) noexcept {
        const std::size_t exact = octave < 6 ? part >> (6 - octave) : part << (octave - 6);
        return hpk::detail::rounded_up(exact, least);
    }
    /// count * fraction / 2^64.
    static std::size_t share_of(std::size_t count, std::uint64_t fraction) noexcept {
        __extension__ using wide = unsigned __int128;
        return static_cast<std::size_t>(wide{count} * fraction >> 64);
    }
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
