// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hpk/core/expects.hpp"
#include "hpk/mpi/box.hpp"

namespace hpk::mpi::detail {

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

/// The last bytes of a checkpoint, after the cells. An older version wrote "hpk-cp01", with a
/// checksum of the cells alone.
struct trailer {
    std::array<char, 8> magic{'h', 'p', 'k', '-', 'c', 'p', '0', '2'};
    std::int64_t steps_done = 0;
    std::uint64_t checksum = 0; ///< of the header, the steps and the cells

    [[nodiscard]] std::string_view format() const noexcept { return {magic.data(), magic.size()}; }
    [[nodiscard]] bool is_of_any_version() const noexcept {
        return format().substr(0, 6) == "hpk-cp";
    }
};

/// The format of a file of a grid's cells: NumPy's, version 1.0, with a trailer.
struct checkpoint_format {
    /// The size of the header that `save` writes, in bytes. numpy.save pads the header of such an
    /// array to 128 bytes at most, so the size determines whether a trailer must follow the cells:
    /// a checkpoint without its trailer is not mistaken for a file of numpy.save.
    static constexpr std::size_t header_size = 192;
    /// The longest header that is read (NumPy has the same limit).
    static constexpr std::size_t longest_header = 10000;
    static constexpr std::string_view numpy_magic = "\x93NUMPY";

    std::string dictionary; ///< the part of the header that describes the cells
    std::string header;     ///< as `save` writes it
    std::size_t cells;      ///< in bytes

    template <class T, std::size_t Rank>
    [[nodiscard]] static checkpoint_format of(const std::array<std::size_t, Rank>& extents) {
        using hpk::detail::shown;
        const char order = std::endian::native == std::endian::little ? '<' : '>';
        const std::string dictionary = std::string("{'descr': '") + order + 'f' + shown(sizeof(T)) +
                                       "', 'fortran_order': False, 'shape': (" +
                                       shown(extents, ", ") + (Rank == 1 ? ",)" : ")") + ", }";
        std::string header(numpy_magic);
        header += {'\x01', '\x00', static_cast<char>(header_size - 10), '\x00'};
        header += dictionary;
        header.resize(header_size - 1, ' ');
        return {dictionary, header + '\n', box<Rank>::of(extents).size() * sizeof(T)};
    }

    [[nodiscard]] std::size_t trailer_at() const noexcept { return header_size + cells; }
    [[nodiscard]] std::size_t file_size() const noexcept { return trailer_at() + sizeof(trailer); }
};

/// The parts of a file around its cells.
struct checkpoint_frame {
    std::size_t cells_at = 0;
    bool has_trailer = false; ///< false for a file of numpy.save
    trailer end;
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
    using hpk::detail::shown;
    const std::string_view magic = checkpoint_format::numpy_magic;
    const auto text_at = [&](std::size_t at, std::size_t count) {
        std::string text(count, '\0');
        read(at, text.data(), count);
        return text;
    };
    if (size == 0) return " is empty";
    const std::string start = text_at(0, std::min<std::size_t>(size, 12));
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(start[k]); };
    if (!std::string_view(start).starts_with(magic.substr(0, size)))
        return " is no checkpoint: it does not begin with the magic bytes of a NumPy file";
    std::string ends_in_header =
        " is truncated: it ends at byte " + shown(size) + ", within its header";
    if (size < magic.size() + 2) return ends_in_header;
    const unsigned major = byte(6), minor = byte(7);
    if (major < 1 || major > 3 || minor != 0)
        return " has version " + shown(major) + "." + shown(minor) +
               " of NumPy's format, but hpk reads 1.0, 2.0 and 3.0";

    // The length of the text that follows: 2 bytes in version 1, 4 in later ones.
    const std::size_t text_starts = major == 1 ? 10 : 12;
    if (size < text_starts) return ends_in_header;
    std::size_t length = 0;
    for (std::size_t k = text_starts; k-- > 8;) length = length * 256 + byte(k);
    if (length > checkpoint_format::longest_header)
        return " has a header of " + shown(length) + " bytes, but hpk reads at most " +
               shown(checkpoint_format::longest_header);
    const std::size_t cells_at = text_starts + length, cells_end = cells_at + wanted.cells;
    if (size < cells_at) return ends_in_header + " of " + shown(cells_at) + " bytes";

    const std::string text = text_at(text_starts, length);
    const std::size_t described = wanted.dictionary.size();
    if (!text.starts_with(wanted.dictionary)) {
        const std::size_t brace = text.find('}');
        const std::string_view says =
            std::string_view(text).substr(0, brace == text.npos ? brace : brace + 1);
        return " holds \"" + printable(says) + "\" but must hold \"" + wanted.dictionary + '"';
    }
    if (text.back() != '\n' || text.find_first_not_of(' ', described) != length - 1)
        return " is damaged: its header must end with spaces and a newline";

    found.cells_at = cells_at;
    found.has_trailer = major == 1 && cells_at == checkpoint_format::header_size;
    const std::size_t must_have = cells_end + (found.has_trailer ? sizeof(trailer) : 0);
    if (size < must_have)
        return " is truncated: it has " + shown(size) + " of " + shown(must_have) + " bytes";
    if (size >= cells_end + sizeof(trailer)) read(cells_end, &found.end, sizeof(trailer));
    if (size == cells_end + sizeof(trailer) && found.end.is_of_any_version() &&
        (found.end.format() != trailer().format() || !found.has_trailer))
        return " is a checkpoint of format " + printable(found.end.format()) +
               ", but this version of hpk reads " + printable(trailer().format());
    if (size > must_have)
        return " has " + shown(size) + " bytes, " + shown(size - must_have) + " too many";
    if (!found.has_trailer) return {};
    if (!found.end.is_of_any_version())
        return " is damaged: its trailer must begin with " + printable(trailer().format());
    if (found.end.steps_done < 0)
        return " is damaged: its steps are " + shown(found.end.steps_done) +
               " but must be at least 0";
    return {};
}

} // namespace hpk::mpi::detail
