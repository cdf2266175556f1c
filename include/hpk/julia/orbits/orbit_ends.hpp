// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/packing.hpp"
#include "hpk/core/vectors/unroll.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The ends of orbits that lie scattered over a plane, collected until all are stored, so that
/// what is kept of them is computed by full vectors.
template <class T, class Backend, class Rule, std::size_t Capacity>
class orbit_ends {
    using L = lanes<T, Backend>;
    using index = integer_like<T>;
    using I = lanes<index, Backend>;

public:
    /// Adds the lanes of a packing. A place is an index of a pixel; the norm is that of the first
    /// point that has escaped, or 0.
    void add(const packing<T, Backend>& pack, I place, I count, L norm) noexcept {
        pack(place).store(places_ + size_);
        pack(count).store(counts_ + size_);
        if constexpr (Rule::keeps_norms) pack(norm).store(norms_ + size_);
        size_ += pack.count();
    }

    /// Stores all ends in a plane of which the pixel of place 0 is `origin`, and forgets them.
    void store(const Rule& rule, std::int32_t* counts, std::size_t origin) noexcept {
        if constexpr (Rule::keeps_norms) {
            rule.template complete<L>(counts_, norms_, size_);
            scatter(norms_, rule.kept + origin);
        }
        if constexpr (Rule::keeps_counts) scatter(counts_, counts + origin);
        size_ = 0;
    }

private:
    /// Stores each value at its place.
    template <class From, class To>
    void scatter(const From* values, To* to) const noexcept {
        constexpr std::size_t at_a_time = 4;
        std::size_t k = 0;
        for (; k + at_a_time <= size_; k += at_a_time)
            unroll<at_a_time>([&](auto i) { to[places_[k + i]] = static_cast<To>(values[k + i]); });
        for (; k < size_; ++k) to[places_[k]] = static_cast<To>(values[k]);
    }

    static constexpr std::size_t room = Capacity + L::size; // whole vectors are written and read
    std::size_t size_ = 0;
    alignas(64) index places_[room];
    alignas(64) index counts_[room] = {};
    alignas(64) T norms_[Rule::keeps_norms ? room : 1] = {};
};

} // namespace HPK_ISA
} // namespace hpk::julia
