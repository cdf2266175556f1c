// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <istream>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/formats/load_elements.hpp"
#include "hpk/hash_table/formats/saved_bytes.hpp"
#include "hpk/hash_table/formats/saved_format.hpp"

/// \file
/// Tables are saved to streams and loaded again.
///
///     std::ofstream file("prices.hpk", std::ios::binary);
///     hpk::hash_table::save(prices, file);
///     …
///     std::ifstream file("prices.hpk", std::ios::binary);
///     hpk::hash_table::load(file, prices); // replaces the elements
///
/// A file has elements, not places, so it can be loaded into a table with another hash, seed,
/// equality or policy. A loaded table has the elements of the saved one, but not always their order
/// (with `ordered` it has). A file that is damaged, truncated, or that has elements of other types
/// is refused, and the table stays as it was. The checksum finds accidents; a file that was forged
/// with a right checksum can contain any elements, also values that an enumeration does not name,
/// but does no other harm.
///
/// **Elements.** Keys and values that are numbers, enumerations, or trivially copyable classes and
/// arrays of these are saved as their bytes, including padding; the reader's type must be the same
/// kind of number, or a class of the same size. Other elements take a function that writes an
/// element to a string, and one that reads it:
///
///     const auto write = [](std::string& to, const auto& e) { to += e.first + '=' + e.second; };
///     const auto read = [](std::string_view from) {
///         const auto at = from.find('=');
///         return std::pair(std::string(from.substr(0, at)), std::string(from.substr(at + 1)));
///     };
///     save(table, file, write);
///     load(file, table, read);
///
/// **The format**, in the machine's byte order (files of another one are refused):
///
/// - 8 bytes: `hpktable`
/// - 4 bytes: the version, 1
/// - 4 and 4 bytes: the sizes of a key and of a value; 0 for the value of a set, and for what
///   functions write
/// - 1 and 1 byte: their kinds, `i`, `u` and `f` for signed, unsigned and floating-point numbers,
///   `b` for all others
/// - 2 bytes: 0
/// - 8 bytes: the number of elements
/// - each element: key and value, or 8 bytes for the length of what a function wrote, and that
/// - 8 bytes: the checksum

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// Tables whose elements are saved as their bytes.
template <class Table>
concept saved_as_bytes =
    detail::storable<typename Table::key_type> &&
    (!requires { typename Table::mapped_type; } ||
     requires { requires detail::storable<typename Table::mapped_type>; });

/// Saves the elements of a hash_map or hash_set. O(bucket_count()).
/// \throws std::runtime_error if the stream fails
template <class Table>
void save(const Table& table, std::ostream& to) {
    static_assert(saved_as_bytes<Table>,
                  "keys or values are not trivially copyable: name a function that writes an "
                  "element, save(table, stream, write)");
    detail::saved_writer writer(to);
    const auto header = detail::saved_header::of_bytes<Table>(table.size());
    writer.write(&header, sizeof header);
    for (const auto& element : table) {
        if constexpr (requires { typename Table::mapped_type; }) {
            std::array<char, sizeof element.first + sizeof element.second> both;
            std::memcpy(both.data(), &element.first, sizeof element.first);
            std::memcpy(both.data() + sizeof element.first, &element.second, sizeof element.second);
            writer.write(both.data(), both.size());
        } else {
            writer.write(&element, sizeof element);
        }
    }
    writer.finish();
}
/// The same for elements of any type.
/// \param table  a hash_map or hash_set
/// \param to     a stream in binary mode
/// \param write  write(string, element) appends bytes to the string
template <class Table, class Write>
    requires std::invocable<Write&, std::string&, const typename Table::value_type&>
void save(const Table& table, std::ostream& to, Write write) {
    detail::saved_writer writer(to);
    detail::saved_header header;
    header.count = table.size();
    writer.write(&header, sizeof header);
    std::string bytes;
    for (const auto& element : table) {
        bytes.clear();
        write(bytes, element);
        const std::uint64_t size = bytes.size();
        writer.write(&size, sizeof size);
        writer.write(bytes.data(), bytes.size());
    }
    writer.finish();
}

/// Replaces the elements of a table by saved ones; it keeps its hash, equality, allocator and
/// max_load_factor(). Strong guarantee. Memory is taken only for elements that have been read,
/// however many the header promises.
/// \throws std::runtime_error if the bytes are not those of such a table
template <class Table>
void load(std::istream& from, Table& table) {
    static_assert(saved_as_bytes<Table>,
                  "keys or values are not trivially copyable: name a function that reads an "
                  "element, load(stream, table, read)");
    detail::load_bytes(detail::stream_bytes(from), table);
}
/// The same from memory, such as that of a mapped file, which is read in place. It must contain
/// nothing behind the table.
/// \throws std::runtime_error if the bytes are not those of such a table
template <class Table>
void load(std::span<const std::byte> from, Table& table) {
    static_assert(saved_as_bytes<Table>, "keys or values are not trivially copyable");
    detail::load_bytes(detail::memory_bytes(from), table);
}
/// The same for elements of any type.
/// \param from   a stream in binary mode
/// \param table  a hash_map or hash_set
/// \param read   read(string_view) returns an element, or what insert() takes; it may throw
/// \throws std::runtime_error if the bytes are not those of such a table
template <class Table, class Read>
    requires std::invocable<Read&, std::string_view>
void load(std::istream& from, Table& table, Read read) {
    detail::saved_reader reader{detail::stream_bytes(from)};
    std::string bytes;
    detail::load_elements(reader, detail::saved_header{}, table, [&](Table& loaded) {
        std::uint64_t size = 0;
        reader.read(&size, sizeof size);
        reader.read(bytes, size);
        return loaded.insert(read(std::string_view(bytes))).second;
    });
}

} // namespace HPK_ISA
} // namespace hpk::hash_table
