// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// NumPy's format .npy, versions 1.0, 2.0 and 3.0: a header, the literal of a Python dict,
/// describes the cells that follow it. Source: numpy.lib.format.

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/io/files/printable.hpp"
#include "hpk/io/stored_cell.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

inline constexpr std::string_view npy_magic = "\x93NUMPY";

/// The size of the header that numpy.save writes for a grid, in bytes.
inline constexpr std::size_t npy_header_size = 128;

/// The longest header that is read (NumPy has the same limit).
inline constexpr std::size_t longest_npy_header = 10000;

/// NumPy's name of a type, in the byte order of this machine.
template <stored_cell T>
[[nodiscard]] std::string npy_type() {
    const bool little_endian = std::endian::native == std::endian::little;
    const char order = sizeof(T) == 1 ? '|' : little_endian ? '<' : '>';
    const char kind = std::floating_point<T> ? 'f' : std::signed_integral<T> ? 'i' : 'u';
    return {order, kind, static_cast<char>('0' + sizeof(T))};
}

/// The part of a header that describes the cells, as numpy.save writes it.
template <stored_cell T, std::size_t Rank>
[[nodiscard]] std::string npy_dictionary(const std::array<std::size_t, Rank>& extents) {
    return "{'descr': '" + npy_type<T>() + "', 'fortran_order': False, 'shape': (" +
           shown(extents, ", ") + (Rank == 1 ? ",)" : ")") + ", }";
}

/// A header of version 1.0, padded to `size` bytes.
[[nodiscard]] inline std::string npy_header(const std::string& dictionary, std::size_t size) {
    std::string header(npy_magic);
    header += {'\x01', '\x00', static_cast<char>(size - 10), '\x00'};
    header += dictionary;
    header.resize(size - 1, ' ');
    return header + '\n';
}

/// The start of a file: its header.
struct npy_start {
    unsigned version = 0;
    std::size_t cells_at = 0; ///< the size of the header, in bytes
    std::string dictionary;   ///< without the padding

    /// The beginning of an error message about the dictionary.
    [[nodiscard]] std::string quoted() const { return " holds \"" + printable(dictionary) + '"'; }
};

/// Reads the header of a file, except the dictionary's contents.
///
/// \param size   the size of the file, in bytes
/// \param read   read(at, bytes, count), called only within the file
/// \param found  set if the header is valid
/// \returns the first error, as a sentence without its subject, the file's name; empty if there is
///          none
template <class Read>
[[nodiscard]] std::string read_npy_start(std::size_t size, Read&& read, npy_start& found) {
    const auto text_at = [&](std::size_t at, std::size_t count) {
        std::string text(count, '\0');
        read(at, text.data(), count);
        return text;
    };
    if (size == 0) return " is empty";
    const std::string start = text_at(0, std::min<std::size_t>(size, 12));
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(start[k]); };
    if (!std::string_view(start).starts_with(npy_magic.substr(0, size)))
        return " is no NumPy file: it does not begin with the magic bytes of one";
    std::string ends_in_header =
        " is truncated: it ends at byte " + shown(size) + ", within its header";
    if (size < npy_magic.size() + 2) return ends_in_header;
    const unsigned major = byte(6), minor = byte(7);
    if (major < 1 || major > 3 || minor != 0)
        return " has version " + shown(major) + "." + shown(minor) +
               " of NumPy's format, but hpk reads 1.0, 2.0 and 3.0";

    // The length of the text that follows: 2 bytes in version 1, 4 in later ones.
    const std::size_t text_starts = major == 1 ? 10 : 12;
    if (size < text_starts) return ends_in_header;
    std::size_t length = 0;
    for (std::size_t k = text_starts; k-- > 8;) length = length * 256 + byte(k);
    if (length > longest_npy_header)
        return " has a header of " + shown(length) + " bytes, but hpk reads at most " +
               shown(longest_npy_header);
    const std::size_t cells_at = text_starts + length;
    if (size < cells_at) return ends_in_header + " of " + shown(cells_at) + " bytes";

    const std::string text = text_at(text_starts, length);
    const std::size_t brace = text.find_last_of('}');
    if (brace == text.npos || text.back() != '\n' ||
        text.find_first_not_of(' ', brace + 1) != length - 1)
        return " is damaged: its header must end with a brace, spaces and a newline";
    found = {major, cells_at, text.substr(0, brace + 1)};
    return {};
}

/// The contents of a header's dictionary.
struct npy_description {
    std::string type; ///< as npy_type gives it
    bool fortran_order = false;
    std::vector<std::size_t>
        shape; ///< extents that no std::size_t can hold become its largest value

    friend bool operator==(const npy_description&, const npy_description&) = default;
};

/// Reads a header's dictionary: keys in any order, strings in either quotes, spaces anywhere.
class npy_dictionary_reader {
public:
    explicit npy_dictionary_reader(std::string_view text) : rest_(text) {}

    /// True if the dictionary describes an array of values, as numpy.save does.
    [[nodiscard]] bool read(npy_description& found) {
        if (!skip('{')) return false;
        bool type = false, order = false, shape = false;
        while (!skip('}')) {
            std::string key;
            bool* const seen = !text(key)               ? nullptr
                               : key == "descr"         ? &type
                               : key == "fortran_order" ? &order
                               : key == "shape"         ? &shape
                                                        : nullptr;
            if (seen == nullptr || *seen || !skip(':')) return false;
            *seen = seen == &type    ? text(found.type)
                    : seen == &order ? truth(found.fortran_order)
                                     : tuple(found.shape);
            if (!*seen || !(skip(',') || next_is('}'))) return false;
        }
        return type && order && shape && rest_.empty();
    }

private:
    [[nodiscard]] bool next_is(char c) {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
        return rest_.starts_with(c);
    }
    [[nodiscard]] bool skip(char c) {
        const bool there = next_is(c);
        if (there) rest_.remove_prefix(1);
        return there;
    }
    [[nodiscard]] bool skip_word(std::string_view word) {
        const bool there = rest_.starts_with(word);
        if (there) rest_.remove_prefix(word.size());
        return there;
    }
    [[nodiscard]] bool text(std::string& found) {
        const char quote = next_is('"') ? '"' : '\'';
        if (!skip(quote)) return false;
        const std::size_t end = rest_.find(quote);
        if (end == rest_.npos) return false;
        found = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return true;
    }
    [[nodiscard]] bool truth(bool& found) {
        found = next_is('T');
        return skip_word(found ? "True" : "False");
    }
    [[nodiscard]] bool number(std::size_t& found) {
        if (next_is('-')) return false;
        const char* const end = rest_.data() + rest_.size();
        const auto [after, error] = std::from_chars(rest_.data(), end, found);
        if (error == std::errc::invalid_argument) return false;
        if (error == std::errc::result_out_of_range)
            found = (std::numeric_limits<std::size_t>::max)();
        rest_.remove_prefix(static_cast<std::size_t>(after - rest_.data()));
        (void)skip('L'); // Python 2 wrote long integers like this
        return true;
    }
    [[nodiscard]] bool tuple(std::vector<std::size_t>& found) {
        bool comma = true; // a pair of parentheses around one number without a comma is no tuple
        if (!skip('(')) return false;
        while (!skip(')')) {
            std::size_t extent = 0;
            if (!comma || !number(extent)) return false;
            found.push_back(extent);
            comma = skip(',');
        }
        return comma || found.size() > 1;
    }

    std::string_view rest_;
};

} // namespace HPK_ISA
} // namespace hpk::detail
