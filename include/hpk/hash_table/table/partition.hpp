// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <memory>
#include <vector>

#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Cuts a table larger than the caches into pieces, in the order of its buckets, so that each fits
/// into a core's second-level cache; at most 1024, the number of write streams that memory can
/// serve at a time.
class pieces {
public:
    pieces(std::size_t buckets, std::size_t bytes_a_bucket) noexcept {
        const std::size_t bytes = buckets * bytes_a_bucket;
        const std::size_t wanted = bytes < least_bytes ? 1 : std::bit_ceil(bytes / piece_bytes);
        count_ = (std::min)({wanted, most, std::max<std::size_t>(1, buckets)});
        shift_ = std::countr_zero(std::max<std::size_t>(1, buckets)) - std::countr_zero(count_);
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] std::size_t of_bucket(std::size_t bucket) const noexcept {
        return bucket >> shift_;
    }

private:
    static constexpr std::size_t piece_bytes = std::size_t{256} << 10;
    static constexpr std::size_t least_bytes = std::size_t{4} << 20;
    static constexpr std::size_t most = 1024;

    std::size_t count_;
    int shift_;
};

/// Calls visit(record) for the records make(0) ... make(count - 1), piece after piece, and within
/// each piece in order. It makes two passes, counting and moving (a radix partition). `piece_of(k)`
/// is the piece of record k. Needs memory for a second copy of all records.
template <class Record, class PieceOf, class Make, class Visit>
void for_each_by_piece(std::size_t count, std::size_t pieces, PieceOf piece_of, Make make,
                       Visit visit) {
    std::vector<std::size_t> next(pieces + 1, 0);
    for (std::size_t k = 0; k < count; ++k) ++next[piece_of(k) + 1];
    for (std::size_t p = 1; p <= pieces; ++p) next[p] += next[p - 1];
    const auto records = std::make_unique_for_overwrite<Record[]>(count);
    for (std::size_t k = 0; k < count; ++k) {
        // The index stays in bounds even if the hash of a key changes between calls.
        const std::size_t at = (std::min)(next[piece_of(k)]++, count - 1);
        records[at] = make(k);
    }
    for (std::size_t k = 0; k < count; ++k) visit(records[k]);
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
