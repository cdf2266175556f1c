// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entrant.hpp"

namespace hpk::bench {

/// Entrants that do the same work, for one table of the ladder.
struct contest {
    std::string title;
    std::vector<entrant> entrants;
    std::size_t yardstick = 0;             ///< its place among the entrants
    std::optional<std::size_t> first_rung; ///< likewise, where the contest has it
};

} // namespace hpk::bench
