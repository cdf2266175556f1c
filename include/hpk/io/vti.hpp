// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/io/files/streams.hpp"
#include "hpk/io/stored_cell.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// VTK's name of a type.
template <stored_cell T>
[[nodiscard]] std::string vtk_type() {
    const char* kind = std::floating_point<T> ? "Float" : std::signed_integral<T> ? "Int" : "UInt";
    return kind + shown(8 * sizeof(T));
}

/// The shortest text that reads back as the same value, in any locale.
template <std::floating_point T>
[[nodiscard]] std::string shortest_text(T value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

/// The text before the size of the cells. VTK's first axis is a grid's last.
template <stored_cell T, std::size_t Rank, std::floating_point Length>
[[nodiscard]] std::string vti_header(const std::array<std::size_t, Rank>& extents,
                                     const std::array<Length, 3>& spacing) {
    std::string extent, distances;
    for (std::size_t k = 0; k < 3; ++k) {
        const char* const space = k == 0 ? "" : " ";
        extent += space + ("0 " + shown(k < Rank ? extents[Rank - 1 - k] : 0));
        distances += space + shortest_text(k < Rank ? spacing[Rank - 1 - k] : Length(1));
    }
    const bool little_endian = std::endian::native == std::endian::little;
    const std::string order = little_endian ? "LittleEndian" : "BigEndian";
    return R"(<?xml version="1.0"?>
<VTKFile type="ImageData" version="1.0" byte_order=")" +
           order + R"(" header_type="UInt64">
  <ImageData WholeExtent=")" +
           extent + R"(" Origin="0 0 0" Spacing=")" + distances + R"(">
    <Piece Extent=")" +
           extent + R"(">
      <CellData Scalars="u">
        <DataArray type=")" +
           vtk_type<T>() + R"(" Name="u" format="appended" offset="0"/>
      </CellData>
    </Piece>
  </ImageData>
  <AppendedData encoding="raw">
_)";
}

/// The text after the cells.
inline constexpr std::string_view vti_footer = "\n  </AppendedData>\n</VTKFile>\n";

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// Writes a grid to a file that ParaView and other programs based on VTK show: image data of VTK's
/// XML format (.vti), with the cells as they are in memory (appended, raw).
///
/// The cells are VTK's cell data, called u: cell (i, j) fills the rectangle from j * spacing[1] to
/// (j + 1) * spacing[1] along x and from i * spacing[0] to (i + 1) * spacing[0] along y. So the
/// last axis is x, and in three dimensions the first is z.
///
/// The file is written as PATH.part and renamed to PATH when it is complete, as by save_npy.
///
/// \param path     the name of the file, which must end in .vti for ParaView to open it
/// \param cells    a grid, a view, or anything that can be viewed as a grid, of float, double or
///                 integers; it must not be empty
/// \param spacing  the width of a cell along each axis, in the order of the grid's axes, in any
/// unit
///                 of length; values beyond the rank are ignored
/// \throws std::invalid_argument for an empty grid, an extent of 2^31 or more (VTK's limit), a
///         spacing that is not positive and finite, or a path that is empty or has a NUL byte;
///         std::runtime_error in the same cases as save_npy. PATH is then unchanged
template <grid_like Grid, std::floating_point Length = double>
    requires stored_cell<typename view_type<const Grid&>::value_type>
void save_vti(const std::string& path, const Grid& cells,
              const std::array<Length, 3>& spacing = {1, 1, 1}) {
    const auto view = view_of(cells);
    using T = typename view_type<const Grid&>::value_type;
    for (std::size_t axis = 0; axis < view.rank; ++axis) {
        constexpr std::size_t most = (std::numeric_limits<std::int32_t>::max)();
        expects(view.extent(axis) > 0 && view.extent(axis) <= most, [&] {
            return "a grid of " + detail::shown(view.extents(), " x ") +
                   " cells cannot be saved for VTK: extents must be from 1 to 2^31 - 1";
        });
        expects(is_finite(spacing[axis]) && spacing[axis] > 0, [&] {
            return "spacing[" + detail::shown(axis) + "] is " + detail::shown(spacing[axis]) +
                   " but must be positive and finite";
        });
    }
    const std::string header = detail::vti_header<T>(view.extents(), spacing);
    const std::uint64_t size = view.size() * sizeof(T);
    detail::replacement_file file(path);
    file.write(header.data(), header.size());
    file.write(&size, sizeof size);
    file.write(view);
    file.write(detail::vti_footer.data(), detail::vti_footer.size());
    file.complete();
}

} // namespace HPK_ISA
} // namespace hpk
