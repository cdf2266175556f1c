// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Bytes that claim to be a saved table.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/saved.hpp>

namespace hpk::test {

/// Loads bytes into a table that has an element. They are refused with a sentence, and the table
/// stays as it was; or it is loaded, and what it saves then is loaded again.
template <class Table>
void load_hostile(const std::string& bytes, const typename Table::value_type& element) {
    Table table{element};
    const Table before = table;
    try {
        hash_table::load(std::as_bytes(std::span(bytes)), table);
    } catch (const std::runtime_error& e) {
        if (*e.what() == '\0' || table != before)
            throw std::logic_error("a refused file has changed the table");
        return;
    }
    std::stringstream stream;
    hash_table::save(table, stream);
    Table again;
    hash_table::load(stream, again);
    if (again != table) throw std::logic_error("a table that was loaded cannot be loaded again");
}

/// Bytes as they are; and as elements behind a right header, with a right checksum.
template <class Table>
void load_as(const std::uint8_t* data, std::size_t size,
             const typename Table::value_type& element) {
    const std::string given(reinterpret_cast<const char*>(data), size);
    load_hostile<Table>(given, element);
    auto header = hash_table::detail::saved_header::of_bytes<Table>(0);
    const std::size_t each = header.key_size + header.value_size;
    header.count = size / each;
    std::ostringstream stream;
    hash_table::detail::saved_writer writer(stream);
    writer.write(&header, sizeof header);
    for (std::size_t k = 0; k < header.count; ++k) writer.write(data + k * each, each);
    writer.finish();
    load_hostile<Table>(stream.str(), element);
}

/// Loads bytes as tables of several types.
inline void load_as_tables(const std::uint8_t* data, std::size_t size) {
    load_as<hash_map<std::uint16_t, std::uint8_t>>(data, size, {std::uint16_t{1}, std::uint8_t{2}});
    load_as<hash_map<std::int32_t, std::array<std::uint8_t, 3>, seeded_hash<std::int32_t>>>(
        data, size, {1, {2, 3, 4}});
    load_as<hash_table::set<hash_table::ordered, std::uint64_t>>(data, size, 7);
}

} // namespace hpk::test
