// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entrant.hpp"

namespace hpk::bench {

/// Entrants that do the same work, for one table of the ladder. Some have a special role there,
/// given by their indices.
struct contest {
    std::string title;
    std::vector<entrant> entrants;
    std::vector<std::size_t> yardsticks;   ///< all are compared with the fastest of these
    std::optional<std::size_t> first_rung; ///< the plainest program
    std::optional<std::size_t> roofline;   ///< the limit by memory bandwidth
    std::string yardstick = "plain loop";  ///< the name of the yardsticks
    std::string unit{}; ///< show the cost of this kind of work in place of that of a pass
};

} // namespace hpk::bench
