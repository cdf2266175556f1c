// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/hash_table/storage/table_sizes.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The largest load of a table, which determines the number of buckets for its elements.
class load_limit {
public:
    explicit load_limit(double load) noexcept : load_(load) {}

    [[nodiscard]] float value() const noexcept { return static_cast<float>(load_); }
    /// Sets the load, clamped to [0.1, 0.875]. NaN, which is recognised by its bits because of
    /// -ffast-math, is ignored.
    void set(float load) noexcept {
        if ((std::bit_cast<std::uint32_t>(load) & 0x7fffffff) > 0x7f800000) return;
        load_ = static_cast<double>(std::clamp(load, 0.1F, 0.875F));
    }

    /// The number of elements that a number of buckets may hold.
    [[nodiscard]] std::size_t elements_in(std::size_t buckets) const noexcept {
        return static_cast<std::size_t>(static_cast<double>(buckets) * load_);
    }
    /// The least of the Sizes, at least `fewest`, that may hold the elements. `fewest` must be one
    /// of the Sizes; `elements` and `most` must be at most 2^62.
    /// \throws std::length_error if it is more than `most`
    template <class Sizes = doubled_sizes>
    [[nodiscard]] std::size_t buckets_for(std::size_t elements, std::size_t fewest,
                                          std::size_t most) const {
        std::size_t buckets = (std::max)(Sizes::at_least(elements), fewest);
        while (buckets <= most && elements_in(buckets) < elements)
            buckets = Sizes::at_least(buckets + 1);
        expects<std::length_error>(buckets <= most, [&] {
            return "cannot make room for " + hpk::detail::shown(elements) +
                   " elements: at a load of " + hpk::detail::shown(value()) +
                   " they take more than " + hpk::detail::shown(most) +
                   " buckets, the most possible";
        });
        return buckets;
    }

private:
    double load_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
