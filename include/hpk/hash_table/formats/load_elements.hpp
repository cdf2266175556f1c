// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <type_traits>

#include "hpk/core/expects.hpp"
#include "hpk/hash_table/formats/saved_bytes.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// A table without elements that is like another.
template <class Table>
[[nodiscard]] Table empty_like(const Table& table) {
    Table result(0, table.hash_function(), table.key_eq(), table.get_allocator());
    result.max_load_factor(table.max_load_factor());
    return result;
}

/// Loads a table from a reader: `insert_next(table)` reads an element and returns true if it is
/// new.
template <class Bytes, class Table, class InsertNext>
void load_elements(saved_reader<Bytes>& from, const saved_header& expected, Table& table,
                   const InsertNext& insert_next) {
    Table loaded = empty_like(table);
    const std::uint64_t count = from.read_header(expected);
    for (std::uint64_t k = 0; k < count; ++k)
        expects<std::runtime_error>(insert_next(loaded), [] {
            return "the saved table has two elements with the same key";
        });
    from.finish();
    table.swap(loaded);
}

/// Copies a value from bytes. (A bool has only two of the values of a byte.)
template <class T>
void copy_from(const char* bytes, T& value) noexcept {
    if constexpr (std::is_same_v<T, bool>)
        value = *bytes != 0;
    else
        std::memcpy(static_cast<void*>(&value), bytes, sizeof value);
}

/// Loads elements that were saved as bytes.
template <class Bytes, class Table>
void load_bytes(Bytes bytes, Table& table) {
    saved_reader<Bytes> from(bytes);
    load_elements(from, saved_header::of_bytes<Table>(0), table, [&](Table& loaded) {
        std::remove_const_t<typename Table::key_type> key{};
        if constexpr (requires { typename Table::mapped_type; }) {
            typename Table::mapped_type value{};
            std::array<char, sizeof key + sizeof value> both{};
            from.read(both.data(), both.size());
            copy_from(both.data(), key);
            copy_from(both.data() + sizeof key, value);
            return loaded.try_emplace(key, value).second;
        } else {
            std::array<char, sizeof key> all{};
            from.read(all.data(), all.size());
            copy_from(all.data(), key);
            return loaded.insert(key).second;
        }
    });
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
