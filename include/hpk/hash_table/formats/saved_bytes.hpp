// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <istream>
#include <ostream>
#include <span>
#include <stdexcept>
#include <string>

#include "hpk/core/expects.hpp"
#include "hpk/hash_table/formats/saved_format.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

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

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
