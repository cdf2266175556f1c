// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "hpk/core/grid_view.hpp"

namespace hpk {
namespace detail {

/// The indices along an axis of n cells that are printed; `gap` marks omitted ones.
inline constexpr std::size_t gap = std::size_t(-1);
inline std::vector<std::size_t> printed_indices(std::size_t n, bool abbreviated) {
    constexpr std::size_t edge = 3;
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < n; ++i) {
        if (abbreviated && i == edge && n > 2 * edge) {
            result.push_back(gap);
            i = n - edge;
        }
        result.push_back(i);
    }
    return result;
}

/// Calls cell(value) for each cell that is printed, and text(string) for brackets and separators.
template <class T, std::size_t Rank, class Cell, class Text>
void walk(grid_view<T, Rank> v, std::size_t axis, std::size_t row, const Cell& cell,
          const Text& text) {
    const bool last = axis + 1 == Rank;
    const std::string between =
        last ? " " : std::string(Rank - 1 - axis, '\n') + std::string(axis + 1, ' ');
    text("[");
    bool first = true;
    for (const std::size_t i : printed_indices(v.extent(axis), v.size() > 1000)) {
        if (!first) text(between);
        first = false;
        if (i == gap)
            text("...");
        else if (last)
            cell(v.row(row)[i]);
        else
            walk(v, axis + 1, row * v.extent(axis) + i, cell, text);
    }
    text("]");
}

} // namespace detail

/// Prints a grid as numpy prints an array, with rows in brackets and columns aligned. Grids of more
/// than 1000 cells are abbreviated to the first and last three along each axis. The stream's
/// precision and flags apply to every cell.
template <class T, std::size_t Rank>
std::ostream& operator<<(std::ostream& out, grid_view<T, Rank> v) {
    const auto shown = [&](const T& value) {
        std::ostringstream text;
        text.copyfmt(out);
        text.width(0);
        text << value;
        return text.str();
    };
    if (v.empty()) return out << "[]";
    std::size_t width = 0;
    detail::walk(
        v, 0, 0, [&](const T& value) { width = (std::max)(width, shown(value).size()); },
        [](const std::string&) {});
    out.width(0);
    detail::walk(
        v, 0, 0,
        [&](const T& value) {
            const std::string text = shown(value);
            out << std::string(width - text.size(), ' ') << text;
        },
        [&](const std::string& text) { out << text; });
    return out;
}

} // namespace hpk
