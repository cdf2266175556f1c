// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <istream>
#include <ostream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/folded_multiply.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"

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
/// with a right checksum can contain any elements, but does no other harm: keys that are chosen to
/// collide make loading slow unless the table's hash is seeded.
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
/// **The format** is that of the machine's byte order; another one is refused.
///
/// | bytes | contents |
/// |---|---|
/// | 8 | `hpktable` |
/// | 4 | the version, 1 |
/// | 4, 4 | the size of a key and of a value in bytes, 0 for a set's value or what a function wrote
/// | | 1, 1 | their kinds: `i`, `u`, `f` for signed, unsigned and floating-point numbers, `b`
/// otherwise | | 2 | 0 | | 8 | the number of elements | | … | each element: key and value, or the
/// length (8 bytes) and bytes that a function wrote | | 8 | the checksum |

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// True for types whose bytes are the value.
template <class T>
concept storable =
    std::is_trivially_copyable_v<T> && std::default_initializable<T> && !std::is_pointer_v<T> &&
    !std::is_member_pointer_v<T> && !std::is_null_pointer_v<T>;

/// The kind of a type in a header.
template <class T>
[[nodiscard]] constexpr char kind_of() noexcept {
    if constexpr (std::is_enum_v<T>)
        return kind_of<std::underlying_type_t<T>>();
    else if constexpr (std::floating_point<T>)
        return 'f';
    else if constexpr (std::signed_integral<T>)
        return 'i';
    else
        return std::integral<T> ? 'u' : 'b';
}

/// The beginning of a saved table.
struct saved_header {
    static constexpr std::array<char, 8> right_magic{'h', 'p', 'k', 't', 'a', 'b', 'l', 'e'};
    static constexpr std::uint32_t right_version = 1;

    std::array<char, 8> magic = right_magic;
    std::uint32_t version = right_version;
    std::uint32_t key_size = 0, value_size = 0;
    std::array<char, 4> kinds{'b', 'b', 0, 0};
    std::uint64_t count = 0;

    /// That of a table whose elements are saved as bytes.
    template <class Table>
    static saved_header of_bytes(std::uint64_t count) noexcept {
        using key = typename Table::key_type;
        saved_header header;
        header.count = count;
        header.key_size = sizeof(key);
        header.kinds[0] = kind_of<std::remove_const_t<key>>();
        if constexpr (requires { typename Table::mapped_type; }) {
            header.value_size = sizeof(typename Table::mapped_type);
            header.kinds[1] = kind_of<typename Table::mapped_type>();
        }
        return header;
    }
};
static_assert(sizeof(saved_header) == 32, "there is no padding");

/// The checksum of the pieces that a file was written in.
class pieces_checksum {
public:
    void add(const void* piece, std::size_t size) noexcept {
        sum_ = hpk::detail::folded_multiply(
                   sum_ ^ hpk::detail::hash_bytes(piece, size, hpk::detail::secret{}),
                   hpk::detail::multiplier) +
               1;
    }
    [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }

private:
    std::uint64_t sum_ = 0;
};

/// Writes pieces to a stream and adds them to a checksum.
class saved_writer {
public:
    explicit saved_writer(std::ostream& stream) noexcept : stream_(stream) {}

    void write(const void* piece, std::size_t size) {
        checksum_.add(piece, size);
        append(piece, size);
    }
    /// Writes the checksum. \throws std::runtime_error if the stream has failed
    void finish() {
        const std::uint64_t sum = checksum_.sum();
        append(&sum, sizeof sum);
        flush();
        stream_.flush();
        expects<std::runtime_error>(!stream_.fail(), [] {
            return "the table cannot be saved: the stream takes no more bytes";
        });
    }

private:
    static constexpr std::size_t buffer_size = std::size_t{1} << 16;

    void append(const void* piece, std::size_t size) {
        if (buffer_.size() + size > buffer_size) flush();
        buffer_.append(static_cast<const char*>(piece), size);
    }
    void flush() {
        stream_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        buffer_.clear();
    }

    std::ostream& stream_;
    std::string buffer_;
    pieces_checksum checksum_;
};

/// Bytes of a stream.
class stream_bytes {
public:
    explicit stream_bytes(std::istream& stream) noexcept : stream_(stream) {}

    bool read(void* to, std::size_t size) {
        return static_cast<bool>(
            stream_.read(static_cast<char*>(to), static_cast<std::streamsize>(size)));
    }
    /// More bytes may follow.
    [[nodiscard]] static bool may_end() noexcept { return true; }

private:
    std::istream& stream_;
};

/// Bytes in memory, such as that of a mapped file.
class memory_bytes {
public:
    explicit memory_bytes(std::span<const std::byte> bytes) noexcept : left_(bytes) {}

    bool read(void* to, std::size_t size) noexcept {
        if (size > left_.size()) return false;
        if (size > 0) std::memcpy(to, left_.data(), size);
        left_ = left_.subspan(size);
        return true;
    }
    [[nodiscard]] bool may_end() const noexcept { return left_.empty(); }

private:
    std::span<const std::byte> left_;
};

/// Reads the pieces that a saved_writer wrote.
template <class Bytes>
class saved_reader {
public:
    explicit saved_reader(Bytes bytes) : bytes_(bytes) {}

    void read(void* to, std::size_t size) {
        expects<std::runtime_error>(bytes_.read(to, size),
                                    [] { return "the saved table ends too early"; });
        checksum_.add(to, size);
    }
    /// Reads a piece of any length. Memory grows with what has been read, whatever the length is
    /// said to be.
    void read(std::string& to, std::uint64_t size) {
        constexpr std::size_t step = std::size_t{1} << 16;
        to.clear();
        while (to.size() < size) {
            const std::size_t before = to.size();
            const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(step, size - before));
            to.resize(before + n);
            expects<std::runtime_error>(bytes_.read(to.data() + before, n),
                                        [] { return "the saved table ends too early"; });
        }
        checksum_.add(to.data(), to.size());
    }

    /// Reads a header like `expected`, except for the count.
    std::uint64_t read_header(const saved_header& expected) {
        saved_header header;
        read(&header, sizeof header);
        expects<std::runtime_error>(header.magic == expected.magic, [] {
            return "these bytes do not begin as a saved hash table does";
        });
        expects<std::runtime_error>(header.version == expected.version, [&] {
            return "the saved table has the version " + hpk::detail::shown(header.version) +
                   (header.version == 0x01000000 ? ", that of a machine of another byte order, "
                                                 : " ") +
                   "but must have 1";
        });
        const auto described = [](const saved_header& h) {
            return "keys of " + hpk::detail::shown(h.key_size) + " bytes and values of " +
                   hpk::detail::shown(h.value_size);
        };
        expects<std::runtime_error>(
            header.key_size == expected.key_size && header.value_size == expected.value_size, [&] {
                return "the saved table has " + described(header) + " but the table to load has " +
                       described(expected);
            });
        expects<std::runtime_error>(header.kinds == expected.kinds, [] {
            return "the saved table has keys or values of another kind (signed, unsigned, "
                   "floating-point or other) than the table to load";
        });
        return header.count;
    }

    /// Reads and compares the checksum.
    void finish() {
        const std::uint64_t right = checksum_.sum();
        std::uint64_t sum = 0;
        read(&sum, sizeof sum);
        expects<std::runtime_error>(
            sum == right, [] { return "the saved table is damaged: its checksum is wrong"; });
        expects<std::runtime_error>(bytes_.may_end(),
                                    [] { return "there are bytes behind the saved table"; });
    }

private:
    Bytes bytes_;
    pieces_checksum checksum_;
};

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

/// Loads elements that were saved as bytes.
template <class Bytes, class Table>
void load_bytes(Bytes bytes, Table& table) {
    using key_type = std::remove_const_t<typename Table::key_type>;
    saved_reader<Bytes> from(bytes);
    load_elements(from, saved_header::of_bytes<Table>(0), table, [&](Table& loaded) {
        const auto value_at = [](const char* at, auto& value) {
            std::memcpy(static_cast<void*>(&value), at, sizeof value);
        };
        key_type key;
        if constexpr (requires { typename Table::mapped_type; }) {
            typename Table::mapped_type value;
            std::array<char, sizeof key + sizeof value> both;
            from.read(both.data(), both.size());
            value_at(both.data(), key);
            value_at(both.data() + sizeof key, value);
            return loaded.try_emplace(key, value).second;
        } else {
            from.read(&key, sizeof key);
            return loaded.insert(key).second;
        }
    });
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail

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
