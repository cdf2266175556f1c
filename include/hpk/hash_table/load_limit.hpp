// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>

#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// How full a table may be, and so how many buckets its elements take.
class load_limit {
public:
    explicit load_limit(double load) noexcept : load_(load) {}

    [[nodiscard]] float value() const noexcept { return static_cast<float>(load_); }
    /// Between 0.1 and 0.875.
    void set(float load) noexcept { load_ = static_cast<double>(std::clamp(load, 0.1F, 0.875F)); }

    /// How many elements so many buckets hold.
    [[nodiscard]] std::size_t elements_in(std::size_t buckets) const noexcept {
        return static_cast<std::size_t>(static_cast<double>(buckets) * load_);
    }
    /// How many buckets, at least, hold so many elements: a power of two, and no fewer than
    /// `fewest`, which is one.
    [[nodiscard]] std::size_t buckets_for(std::size_t elements, std::size_t fewest) const noexcept {
        std::size_t buckets = std::max(std::bit_ceil(elements), fewest);
        while (elements_in(buckets) < elements) buckets *= 2;
        return buckets;
    }

private:
    double load_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
