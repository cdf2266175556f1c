// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "entrant.hpp"

namespace hpk::bench {

/// Entrants that do the same work, at one size or at several. hpk_ladder prints a table of a
/// contest; the report draws it. All that they say about it is here.
struct contest {
    std::string name;  ///< that of its picture, which begins with the family's
    std::string title; ///< "{}" stands for the size
    std::string work;  ///< the kind of work that is counted, as in `verdict`
    std::string unit;  ///< "ns per look-up"; or "10^9 updates/s", if `rate`
    std::function<std::vector<entrant>(std::size_t size)> entrants; ///< makes those of a size
    std::vector<std::size_t> ladders{}; ///< the sizes that are shown as a ladder
    std::vector<std::size_t> sizes{};   ///< the sizes over which lines are drawn
    std::vector<std::size_t> quick{};   ///< the sizes for a quick look; by default, the least two
    std::string axis{};                 ///< the name of the size
    bool rate = false;                  ///< shows work per second instead of the time
    /// The memory that a pass works on is bytes * size^power; 0 if that does not matter.
    double bytes = 0;
    int power = 1;
    std::string picture{}; ///< the name of hpk_ladder's own picture of the lines, if it draws one
    std::size_t pictured = std::size_t(-1); ///< the largest size in that picture
    bool on_request = false;                ///< measured only if it is named
};

/// What a family enters on the ladder, or on request.
struct ladder_part {
    std::vector<contest> (*contests)();
    /// Draws pictures other than those of contests and returns the names of the files.
    std::vector<std::string> (*draw)(const std::filesystem::path& directory);
};

/// The families' parts by name; what is held on request comes last.
inline std::multimap<std::string, ladder_part>& ladder_parts() {
    static std::multimap<std::string, ladder_part> parts;
    return parts;
}

/// As a global variable: puts a family on the ladder.
struct ladder_registration {
    ladder_registration(const char* family, std::vector<contest> (*contests)(),
                        std::vector<std::string> (*draw)(const std::filesystem::path&) = nullptr) {
        ladder_parts().emplace(family, ladder_part{contests, draw});
    }
};

} // namespace hpk::bench
