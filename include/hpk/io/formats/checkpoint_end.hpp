// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Checkpoints of hpk::mpi are files of NumPy's format with a longer header, and with a trailer
/// that NumPy ignores: the steps done and a checksum.

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/splitmix.hpp"
#include "hpk/io/files/printable.hpp"
#include "hpk/io/formats/npy_format.hpp"
#include "hpk/io/stored_cell.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The size of a checkpoint's header, in bytes. numpy.save pads the header of such an array to 128
/// bytes at most, so the size determines whether a trailer must follow the cells: a checkpoint
/// without its trailer is not mistaken for a file of numpy.save.
inline constexpr std::size_t checkpoint_header_size = 192;

/// The last bytes of a checkpoint, after the cells. An older version wrote "hpk-cp01", with a
/// checksum of the cells alone.
struct checkpoint_trailer {
    static constexpr std::string_view current = "hpk-cp02"; ///< the format that hpk writes

    std::array<char, 8> magic{'h', 'p', 'k', '-', 'c', 'p', '0', '2'};
    std::int64_t steps_done = 0;
    std::uint64_t checksum = 0; ///< of the header, the steps and the cells

    [[nodiscard]] std::string_view format() const noexcept { return {magic.data(), magic.size()}; }
    [[nodiscard]] bool is_of_any_version() const noexcept {
        return format().substr(0, 6) == "hpk-cp";
    }
};

/// The part that some cells have in a checkpoint's checksum: the sum of a mixture of each cell's
/// place and bits. It does not depend on the order in which parts are added.
///
/// \param place  the number of cells before the first of these in the whole grid, row by row
template <stored_cell T>
[[nodiscard]] std::uint64_t sum_for_checksum(const T* cells, std::size_t count,
                                             std::uint64_t place) noexcept {
    const auto bits = [](T cell) -> std::uint64_t {
        if constexpr (std::same_as<T, float>)
            return std::bit_cast<std::uint32_t>(cell);
        else if constexpr (std::same_as<T, double>)
            return std::bit_cast<std::uint64_t>(cell);
        else
            return static_cast<std::uint64_t>(cell);
    };
    std::uint64_t sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += splitmix(splitmix(place + k) + bits(cells[k]));
    return sum;
}

/// The checksum of a checkpoint, from the sum over its cells.
[[nodiscard]] inline std::uint64_t checkpoint_checksum(std::uint64_t sum, std::string_view header,
                                                       std::int64_t steps_done) noexcept {
    for (const char c : header) sum = splitmix(sum + static_cast<unsigned char>(c));
    return splitmix(sum + static_cast<std::uint64_t>(steps_done));
}

/// The end of a file, behind its cells.
struct npy_end {
    bool has_trailer = false; ///< false for a file of numpy.save
    checkpoint_trailer trailer;
};

/// Checks the size of a file and its trailer, except the checksum.
///
/// \param start       the file's header, which describes the cells
/// \param dictionary  the description of the cells as hpk writes it
/// \param cells       their size, in bytes
/// \param size        the size of the file, in bytes
/// \param read        read(at, bytes, count), called only within the file
/// \param found       set if the end is valid
/// \returns the first error, as a sentence without its subject; empty if there is none
template <class Read>
[[nodiscard]] std::string read_npy_end(const npy_start& start, const std::string& dictionary,
                                       std::size_t cells, std::size_t size, Read&& read,
                                       npy_end& found) {
    checkpoint_trailer& trailer = found.trailer;
    constexpr std::string_view current = checkpoint_trailer::current;
    found.has_trailer = start.version == 1 && start.cells_at == checkpoint_header_size;
    if (found.has_trailer && start.dictionary != dictionary)
        return " is damaged: its header must have the dictionary \"" + dictionary + '"';
    const std::size_t cells_end = start.cells_at + cells;
    const std::size_t must_have = cells_end + (found.has_trailer ? sizeof trailer : 0);
    if (size < must_have)
        return " is truncated: it has " + shown(size) + " of " + shown(must_have) + " bytes";
    if (size >= cells_end + sizeof trailer) read(cells_end, &trailer, sizeof trailer);
    if (size == cells_end + sizeof trailer && trailer.is_of_any_version() &&
        (trailer.format() != current || !found.has_trailer))
        return " is a checkpoint of format " + printable(trailer.format()) +
               ", but this version of hpk reads " + printable(current);
    if (size > must_have)
        return " has " + shown(size) + " bytes, " + shown(size - must_have) + " too many";
    if (!found.has_trailer) return {};
    if (!trailer.is_of_any_version())
        return " is damaged: its trailer must begin with " + printable(current);
    if (trailer.steps_done < 0)
        return " is damaged: its steps are " + shown(trailer.steps_done) +
               " but must be at least 0";
    return {};
}

} // namespace HPK_ISA
} // namespace hpk::detail
