// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// How full a table may be, and so how many buckets its elements take.
class load_limit {
public:
    explicit load_limit(double load) noexcept : load_(load) {}

    [[nodiscard]] float value() const noexcept { return static_cast<float>(load_); }
    /// Takes a load between 0.1 and 0.875, the nearer of these for one outside. NaN, which is
    /// recognised by its bits because of -ffast-math, changes nothing.
    void set(float load) noexcept {
        if ((std::bit_cast<std::uint32_t>(load) & 0x7fffffff) > 0x7f800000) return;
        load_ = static_cast<double>(std::clamp(load, 0.1F, 0.875F));
    }

    /// How many elements so many buckets hold.
    [[nodiscard]] std::size_t elements_in(std::size_t buckets) const noexcept {
        return static_cast<std::size_t>(static_cast<double>(buckets) * load_);
    }
    /// How many buckets, at least, hold so many elements, 2^62 at most: a power of two, and no
    /// fewer than `fewest`, which is one. \throws std::length_error if that is more than `most`,
    /// which is at most 2^62
    [[nodiscard]] std::size_t buckets_for(std::size_t elements, std::size_t fewest,
                                          std::size_t most) const {
        std::size_t buckets = (std::max)(std::bit_ceil(elements), fewest);
        while (buckets <= most && elements_in(buckets) < elements) buckets *= 2;
        expects<std::length_error>(buckets <= most, [&] {
            return "a hash table was to have room for " + hpk::detail::shown(elements) +
                   " elements, which at a load of " + hpk::detail::shown(value()) +
                   " take more than the " + hpk::detail::shown(most) + " buckets that there can be";
        });
        return buckets;
    }

private:
    double load_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
