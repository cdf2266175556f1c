// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// What the families put on the ladder; each does so in bench/FAMILY/ladder.cpp.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "contest.hpp"

namespace hpk::bench {

/// A family's part of the ladder.
struct ladder_part {
    std::vector<contest (*)()> contests;
    std::vector<std::string> (*draw)(const std::filesystem::path& directory); ///< names of files
};

/// The families' parts by name.
inline std::map<std::string, ladder_part>& ladder_parts() {
    static std::map<std::string, ladder_part> parts;
    return parts;
}

/// As a global variable: puts a family on the ladder.
struct ladder_entry {
    ladder_entry(const char* family, std::vector<contest (*)()> (*contests)(),
                 std::vector<std::string> (*draw)(const std::filesystem::path&)) {
        ladder_parts()[family] = {contests(), draw};
    }
};

} // namespace hpk::bench
