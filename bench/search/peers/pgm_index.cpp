// SPDX-License-Identifier: MIT
#include "search/peers/sorted_search.hpp"

#include <algorithm>
#include <limits>
#include <pgm/pgm_index.hpp>

namespace hpk::bench::peers {

struct pgm_index::index : pgm::PGMIndex<std::int32_t, 64> {
    using PGMIndex::PGMIndex;
};

pgm_index::pgm_index(const std::int32_t* sorted, std::size_t size)
    : sorted_(sorted), index_(std::make_unique<index>(sorted, sorted + size)) {}

pgm_index::~pgm_index() = default;

void pgm_index::lower_bound(const std::int32_t* keys, std::size_t count,
                            std::uint32_t* positions) const {
    constexpr std::int32_t largest = std::numeric_limits<std::int32_t>::max();
    for (std::size_t k = 0; k < count; ++k) {
        // The largest key would be looked up behind the index's last segment.
        const pgm::ApproxPos near = index_->search(std::min(keys[k], largest - 1));
        positions[k] = static_cast<std::uint32_t>(
            std::lower_bound(sorted_ + near.lo, sorted_ + near.hi, keys[k]) - sorted_);
    }
}

} // namespace hpk::bench::peers
