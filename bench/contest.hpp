// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entrant.hpp"

namespace hpk::bench {

/// Entrants that do the same work, for one table of the ladder. Some have a special role there,
/// given by their places among the entrants.
struct contest {
    std::string title;
    std::vector<entrant> entrants;
    std::vector<std::size_t> yardsticks;   ///< the fastest of these is what all are compared with
    std::optional<std::size_t> first_rung; ///< what a beginner would write
    std::optional<std::size_t> roofline;   ///< what memory bandwidth allows
    std::string yardstick = "plain loop";  ///< what they are called
    std::string unit{};                    ///< the kind of work whose cost is shown, not a pass's
};

} // namespace hpk::bench
