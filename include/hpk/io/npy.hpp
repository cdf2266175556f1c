// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "hpk/core/expects.hpp"
#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/io/files/streams.hpp"
#include "hpk/io/formats/checkpoint_end.hpp"
#include "hpk/io/formats/npy_format.hpp"
#include "hpk/io/stored_cell.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Finds the extents of a grid in the description of a file's cells.
///
/// \returns the reason why it describes no grid<T, Rank>, as the end of a sentence; empty if it
/// does
template <class T, std::size_t Rank>
[[nodiscard]] std::string extents_of(const npy_description& described,
                                     std::array<std::size_t, Rank>& extents) {
    if (described.type != npy_type<T>())
        return " but must hold cells of the type '" + npy_type<T>() + "'";
    if (described.shape.size() != Rank)
        return " but must have " + shown(Rank) + (Rank == 1 ? " axis" : " axes");
    std::size_t room = (std::numeric_limits<std::ptrdiff_t>::max)() / sizeof(T);
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        extents[axis] = described.shape[axis];
        if (extents[axis] != 0) room /= extents[axis];
    }
    return room == 0 ? ", a grid that is larger than the address space" : "";
}

/// The grid whose cell (i, j, k) is cell (k, j, i) of the view.
template <class T, std::size_t Rank>
[[nodiscard]] grid<T, Rank> with_axes_reversed(grid_view<const T, Rank> from) {
    std::array<std::size_t, Rank> extents;
    std::array<std::size_t, 3> n{1, 1, 1}, step{}; // along the axes of the result
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        n[3 - Rank + axis] = extents[axis] = from.extent(Rank - 1 - axis);
        step[3 - Rank + axis] = from.strides()[Rank - 1 - axis];
    }
    grid<T, Rank> result(extents);
    T* cell = result.data();
    for (std::size_t i = 0; i < n[0]; ++i)
        for (std::size_t j = 0; j < n[1]; ++j)
            for (std::size_t k = 0; k < n[2]; ++k)
                *cell++ = from.data()[i * step[0] + j * step[1] + k * step[2]];
    return result;
}

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// Writes a grid to a file in NumPy's format (.npy), byte by byte as numpy.save does. numpy.load
/// and hpk::mpi::load read it.
///
/// The file is written as PATH.part and renamed to PATH when it is complete and on the disk: if the
/// program is interrupted at any time, or the disk is full, PATH is the complete old file or the
/// complete new one. If PATH is a symbolic link, the link is replaced.
///
/// \param path   the name of the file, conventionally with the suffix .npy
/// \param cells  a grid, a view, or anything that can be viewed as a grid, of float, double or
///               integers
/// \throws std::invalid_argument for a path that is empty or has a NUL byte; std::runtime_error if
///         PATH or PATH.part exists and is not a regular file (PATH.part must not be a link to one
///         either), or if the file cannot be written. PATH is then unchanged, and PATH.part is
///         removed unless it was refused
template <grid_like Grid>
    requires stored_cell<typename view_type<const Grid&>::value_type>
void save_npy(const std::string& path, const Grid& cells) {
    const auto view = view_of(cells);
    using T = typename view_type<const Grid&>::value_type;
    detail::replacement_file file(path);
    const std::string header =
        detail::npy_header(detail::npy_dictionary<T>(view.extents()), detail::npy_header_size);
    file.write(header.data(), header.size());
    file.write(view);
    file.complete();
}

/// Reads a file that save_npy, numpy.save or hpk::mpi::save wrote; of a checkpoint, the checksum is
/// verified.
///
/// The file must hold cells of type T, in the byte order of this machine, in C or Fortran order
/// (such as numpy.save of a transposed array): cell (i, j) of the grid is NumPy's element [i, j].
///
/// \tparam T     the type of a cell: float, double or an integer
/// \tparam Rank  the number of axes
/// \param path   the name of a regular file, or of a link to one
/// \throws std::invalid_argument for a path that is empty or has a NUL byte; std::runtime_error if
///         there is no such file, or it is not a regular file, not in NumPy's format, truncated or
///         damaged, or holds another type or number of axes; std::bad_alloc
///
/// Cost: for Fortran order, memory for a second copy of the cells.
template <stored_cell T, std::size_t Rank = 2>
[[nodiscard]] grid<T, Rank> load_npy(const std::string& path) {
    detail::input_file file(path);
    const auto read = [&](std::size_t at, void* bytes, std::size_t count) {
        file.read(at, bytes, count);
    };
    detail::npy_start start;
    file.refuse_if(detail::read_npy_start(file.size(), read, start));
    detail::npy_description described;
    if (!detail::npy_dictionary_reader(start.dictionary).read(described))
        file.refuse_if(start.quoted() + ", which does not describe an array of numbers");
    std::array<std::size_t, Rank> extents;
    if (const std::string why = detail::extents_of<T>(described, extents); !why.empty())
        file.refuse_if(start.quoted() + why);
    std::size_t size = sizeof(T);
    for (const std::size_t extent : extents) size *= extent;
    const std::string dictionary = detail::npy_dictionary<T>(extents);
    detail::npy_end end;
    file.refuse_if(detail::read_npy_end(start, dictionary, size, file.size(), read, end));

    if (described.fortran_order) {
        std::reverse(extents.begin(), extents.end());
        grid<T, Rank> reversed(extents);
        file.read(start.cells_at, reversed.data(), size);
        return detail::with_axes_reversed<T, Rank>(reversed.view());
    }
    grid<T, Rank> result(extents);
    file.read(start.cells_at, result.data(), size);
    if (end.has_trailer) {
        const std::string header = detail::npy_header(dictionary, detail::checkpoint_header_size);
        const std::uint64_t sum = detail::sum_for_checksum(result.data(), result.size(), 0);
        if (detail::checkpoint_checksum(sum, header, end.trailer.steps_done) !=
            end.trailer.checksum)
            file.refuse_if(" is damaged: its cells and steps do not match its checksum");
    }
    return result;
}

} // namespace HPK_ISA
} // namespace hpk
