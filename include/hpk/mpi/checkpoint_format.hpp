// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "hpk/io/formats/checkpoint_end.hpp"
#include "hpk/io/formats/npy_format.hpp"
#include "hpk/mpi/box.hpp"

namespace hpk::mpi::detail {

/// The format of a file of a grid's cells: NumPy's, version 1.0, with a trailer.
struct checkpoint_format {
    hpk::detail::npy_description description; ///< of the cells
    std::string dictionary;                   ///< the part of the header that describes the cells
    std::string header;                       ///< as `save` writes it
    std::size_t cells;                        ///< in bytes

    template <class T, std::size_t Rank>
    [[nodiscard]] static checkpoint_format of(const std::array<std::size_t, Rank>& extents) {
        using namespace hpk::detail;
        const std::string dictionary = npy_dictionary<T>(extents);
        return {{npy_type<T>(), false, {extents.begin(), extents.end()}},
                dictionary,
                npy_header(dictionary, checkpoint_header_size),
                box<Rank>::of(extents).size() * sizeof(T)};
    }

    [[nodiscard]] std::size_t trailer_at() const noexcept { return header.size() + cells; }
    [[nodiscard]] std::size_t file_size() const noexcept {
        return trailer_at() + sizeof(hpk::detail::checkpoint_trailer);
    }
};

/// The parts of a file around its cells.
struct checkpoint_frame {
    hpk::detail::npy_start start;
    hpk::detail::npy_end end;
};

/// Checks everything in a file except its cells and their checksum.
///
/// \param wanted  the required format
/// \param size    the size of the file, in bytes
/// \param read    read(at, bytes, count), called only within the file
/// \param found   set if the file is valid
/// \returns the first error, as a sentence without its subject, the file's name; empty if there is
///          none
template <class Read>
[[nodiscard]] std::string inspect(const checkpoint_format& wanted, std::size_t size, Read&& read,
                                  checkpoint_frame& found) {
    using namespace hpk::detail;
    std::string complaint = read_npy_start(size, read, found.start);
    if (!complaint.empty()) return complaint;
    npy_description described;
    if (!npy_dictionary_reader(found.start.dictionary).read(described) ||
        described != wanted.description)
        return found.start.quoted() + " but must hold \"" + wanted.dictionary + '"';
    return read_npy_end(found.start, wanted.dictionary, wanted.cells, size, read, found.end);
}

} // namespace hpk::mpi::detail
