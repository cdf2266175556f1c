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
    pieces(std::size_t buckets, std::size_t bytes_a_bucket) noexcept {
        const std::size_t bytes = buckets * bytes_a_bucket;
        const std::size_t wanted = bytes < least_bytes ? 1 : std::bit_ceil(bytes / piece_bytes);
        count_ =
            (std::min)({wanted, most_parts, std::max<std::size_t>(1, buckets / least_buckets)});
        shift_ = std::countr_zero(std::max<std::size_t>(1, buckets)) - std::countr_zero(count_);
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// The number of buckets of each piece.
    [[nodiscard]] std::size_t length() const noexcept { return std::size_t{1} << shift_; }
    [[nodiscard]] std::size_t of_bucket(std::size_t bucket) const noexcept {
        return bucket >> shift_;
    }

private:
    static constexpr std::size_t piece_bytes = std::size_t{256} << 10;
    static constexpr std::size_t least_bytes = std::size_t{4} << 20;
    static constexpr std::size_t least_buckets = 1024;

    std::size_t count_;
    int shift_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
