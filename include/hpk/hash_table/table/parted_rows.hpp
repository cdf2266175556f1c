// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/core/share.hpp"
#include "hpk/hash_table/huge_page_allocator.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The same as hpk::distribute, but in sequence exceptions reach the caller.
/// \{
template <class MakeWorker>
void distribute_throwing(sequential, std::ptrdiff_t count, const MakeWorker& make_worker) {
    auto worker = make_worker();
    for (std::ptrdiff_t i = 0; i < count; ++i) worker(i);
}
template <class MakeWorker>
void distribute_throwing(parallel how, std::ptrdiff_t count, const MakeWorker& make_worker) {
    distribute(how, count, make_worker);
}
/// \}

/// Memory for a large array of plain bytes, not initialised, in huge pages if there are any.
template <class T>
class scratch_array {
public:
    explicit scratch_array(std::size_t count)
        : first_(huge_page_allocator<T>().allocate(count)), count_(count) {}
    scratch_array(const scratch_array&) = delete;
    scratch_array& operator=(const scratch_array&) = delete;
    ~scratch_array() { huge_page_allocator<T>().deallocate(first_, count_); }

    [[nodiscard]] T* data() const noexcept { return first_; }

private:
    T* first_;
    std::size_t count_;
};

/// The largest number of parts: so many write streams memory can serve at a time.
inline constexpr std::size_t most_parts = 1024;

/// Copies of rows, grouped by part, and in each part in the order of the rows: a radix partition in
/// two passes, counting and moving. The result is the same for every number of threads. Rows are
/// not destroyed.
template <class Row>
class parted_rows {
public:
    /// `part_of(k)` is the part of row k, below `parts`, which is at most most_parts, and `copy(k)`
    /// the row.
    template <class PartOf, class Copy>
    parted_rows(std::size_t count, std::size_t parts, const PartOf& part_of, const Copy& copy,
                execution_policy auto how)
        : rows_(count), ends_(parts) {
        const auto shares = std::max<std::ptrdiff_t>(1, thread_count(how));
        const auto begin_of = [&](std::ptrdiff_t share) {
            return hpk::detail::begin_of_share(count, static_cast<std::size_t>(shares),
                                               static_cast<std::size_t>(share));
        };
        const scratch_array<std::uint16_t> all_parts(count);
        std::uint16_t* const part = all_parts.data();
        std::vector<std::size_t> next(static_cast<std::size_t>(shares) * parts);
        const auto next_of = [&](std::ptrdiff_t share) {
            return next.data() + static_cast<std::size_t>(share) * parts;
        };
        distribute_throwing(how, shares, [&] {
            return [&](std::ptrdiff_t share) {
                for (std::size_t k = begin_of(share); k < begin_of(share + 1); ++k) {
                    part[k] = static_cast<std::uint16_t>(part_of(k));
                    ++next_of(share)[part[k]];
                }
            };
        });
        std::size_t sum = 0;
        for (std::size_t p = 0; p < parts; ++p) {
            for (std::ptrdiff_t share = 0; share < shares; ++share) {
                const std::size_t size = next_of(share)[p];
                next_of(share)[p] = sum;
                sum += size;
            }
            ends_[p] = sum;
        }
        distribute_throwing(how, shares, [&] {
            return [&](std::ptrdiff_t share) {
                for (std::size_t k = begin_of(share); k < begin_of(share + 1); ++k)
                    std::construct_at(rows_.data() + next_of(share)[part[k]]++, copy(k));
            };
        });
    }

    /// The index of the first row of a part.
    [[nodiscard]] std::size_t begin_of(std::size_t part) const noexcept {
        return part == 0 ? 0 : ends_[part - 1];
    }
    /// The rows of a part.
    [[nodiscard]] std::span<Row> operator[](std::size_t part) const noexcept {
        return {rows_.data() + begin_of(part), ends_[part] - begin_of(part)};
    }

private:
    scratch_array<Row> rows_;
    std::vector<std::size_t> ends_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
