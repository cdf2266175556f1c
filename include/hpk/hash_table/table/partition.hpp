// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/table/parted_rows.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Cuts a table larger than the caches into pieces, in the order of its buckets, so that each fits
/// into a core's second-level cache; at most most_parts, of at least 1024 buckets.
class pieces {
public:
    pieces(std::size_t buckets, std::size_t bytes_a_bucket) noexcept : buckets_(buckets) {
        const std::size_t bytes = buckets * bytes_a_bucket;
        const std::size_t wanted = bytes < least_bytes ? 1 : std::bit_ceil(bytes / piece_bytes);
        const std::size_t most =
            (std::min)({wanted, most_parts, std::bit_floor(buckets / least_buckets | 1)});
        shift_ = std::countr_zero(std::bit_ceil(buckets)) - std::countr_zero(most);
        count_ = std::max<std::size_t>(1, (buckets + length() - 1) >> shift_);
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// The number of buckets of each piece; the last one may have fewer.
    [[nodiscard]] std::size_t length() const noexcept { return std::size_t{1} << shift_; }
    /// The bucket behind the last of a piece.
    [[nodiscard]] std::size_t end_of(std::size_t piece) const noexcept {
        return (std::min)((piece + 1) << shift_, buckets_);
    }
    [[nodiscard]] std::size_t of_bucket(std::size_t bucket) const noexcept {
        return bucket >> shift_;
    }

private:
    static constexpr std::size_t piece_bytes = std::size_t{256} << 10;
    static constexpr std::size_t least_bytes = std::size_t{4} << 20;
    static constexpr std::size_t least_buckets = 1024;

    std::size_t buckets_, count_;
    int shift_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
