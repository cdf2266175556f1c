// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Text as an error message shows it: every byte that is not printable ASCII becomes \xNN, so that
/// a file cannot send control sequences to a terminal; text longer than `most` bytes is truncated.
[[nodiscard]] inline std::string printable(std::string_view text, std::size_t most = 200) {
    constexpr const char* digits = "0123456789abcdef";
    std::string shown;
    for (const char c : text.substr(0, most)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f)
            shown += c;
        else
            shown.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 0xf]);
    }
    return text.size() > most ? shown + "..." : shown;
}

/// A file's name as an error message shows it: control characters become \xNN, including those that
/// are two bytes in UTF-8 (U+0080 to U+009F). Other UTF-8 stays readable.
[[nodiscard]] inline std::string printable_path(std::string_view path) {
    std::string shown;
    for (std::size_t k = 0; k < path.size(); ++k) {
        const auto byte = static_cast<unsigned char>(path[k]);
        const bool c1 = byte == 0xc2 && k + 1 < path.size() &&
                        (static_cast<unsigned char>(path[k + 1]) & 0xe0) == 0x80;
        if (c1)
            shown += printable(path.substr(k++, 2));
        else if (byte < 0x20 || byte == 0x7f)
            shown += printable(path.substr(k, 1));
        else
            shown += path[k];
    }
    return shown;
}

} // namespace HPK_ISA
} // namespace hpk::detail
