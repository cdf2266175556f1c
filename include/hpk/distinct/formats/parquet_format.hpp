// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {
namespace detail {

/// XXH64 with the seed 0. Source: Y. Collet, the specification of xxHash,
/// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
struct xxh64 {
    /// The hash of bytes.
    [[nodiscard]] static std::uint64_t of(const unsigned char* from, std::size_t size) noexcept {
        using hpk::detail::read;
        std::size_t left = size;
        std::uint64_t h = p5;
        if (size >= 32) {
            std::array<std::uint64_t, 4> state{p1 + p2, p2, 0, 0 - p1};
            for (; left >= 32; left -= 32, from += 32)
                for (std::size_t k = 0; k < 4; ++k)
                    state[k] = round(state[k], read<std::uint64_t>(from + 8 * k));
            h = std::rotl(state[0], 1) + std::rotl(state[1], 7) + std::rotl(state[2], 12) +
                std::rotl(state[3], 18);
            for (const std::uint64_t s : state) h = (h ^ round(0, s)) * p1 + p4;
        }
        h += size;
        for (; left >= 8; left -= 8, from += 8) h = with(h, read<std::uint64_t>(from));
        if (left >= 4) {
            h = with(h, static_cast<std::uint32_t>(read<std::uint32_t>(from)));
            left -= 4;
            from += 4;
        }
        for (; left > 0; --left, ++from) h = std::rotl(h ^ *from * p5, 11) * p1;
        return finished(h);
    }
    /// The hash of a word's bytes, the lowest first.
    template <class Word>
    [[nodiscard]] static std::uint64_t of(Word word) noexcept {
        return finished(with(p5 + sizeof word, word));
    }

private:
    static constexpr std::uint64_t p1 = 0x9e3779b185ebca87, p2 = 0xc2b2ae3d27d4eb4f,
                                   p3 = 0x165667b19e3779f9, p4 = 0x85ebca77c2b2ae63,
                                   p5 = 0x27d4eb2f165667c5;

    static std::uint64_t round(std::uint64_t state, std::uint64_t lane) noexcept {
        return std::rotl(state + lane * p2, 31) * p1;
    }
    static std::uint64_t with(std::uint64_t h, std::uint64_t word) noexcept {
        return std::rotl(h ^ round(0, word), 27) * p1 + p4;
    }
    static std::uint64_t with(std::uint64_t h, std::uint32_t word) noexcept {
        return std::rotl(h ^ word * p1, 23) * p2 + p3;
    }
    static std::uint64_t finished(std::uint64_t h) noexcept {
        h = (h ^ h >> 33) * p2;
        h = (h ^ h >> 29) * p3;
        return h ^ h >> 32;
    }
};

/// How Parquet keeps Bloom filters: a BloomFilterHeader in Thrift's compact protocol, which is the
/// number of bytes and three unions of which only one member is defined, then the bytes.
struct parquet_format {
    static constexpr std::size_t block = 32;                ///< bytes
    static constexpr std::uint64_t most_bytes = 0x7fffffff; ///< a 32-bit integer with a sign
    /// Field 1, a 32-bit integer.
    static constexpr char begin = 0x15;
    /// Three times a union as the next field, whose field 1 is an empty struct: the algorithm
    /// BLOCK, the hash XXHASH and the compression UNCOMPRESSED. Then the end.
    static constexpr std::string_view rest{"\x1c\x1c\0\0\x1c\x1c\0\0\x1c\x1c\0\0\0", 13};

    /// The header of so many bytes.
    static std::string header(std::size_t bytes) {
        expects(bytes <= most_bytes, [&] {
            return "the filter has " + hpk::detail::shown(bytes) +
                   " bytes but Parquet's can have at most 2147483647";
        });
        std::string result(1, begin);
        std::uint64_t left = 2 * std::uint64_t{bytes}; // zigzag: the sign is the lowest bit
        for (; left >= 0x80; left >>= 7) result += static_cast<char>(left | 0x80);
        result += static_cast<char>(left);
        return result.append(rest);
    }

    /// The bits behind the header, whole blocks.
    static std::string_view bits_of(std::string_view bytes) {
        std::uint64_t coded = 0;
        std::size_t at = 1;
        const auto expect_header = [](bool is_right) {
            expects(is_right, [] {
                return "these bytes do not begin with the header of a Parquet Bloom filter "
                       "(split blocks, XXH64, uncompressed)";
            });
        };
        expect_header(!bytes.empty() && bytes[0] == begin);
        for (int shift = 0;; shift += 7) {
            expect_header(at < bytes.size() && shift <= 28);
            const auto byte = static_cast<unsigned char>(bytes[at++]);
            coded |= std::uint64_t{byte & 0x7fU} << shift;
            if (byte < 0x80) break;
        }
        expect_header(bytes.substr(at).starts_with(rest));
        const std::string_view bits = bytes.substr(at + rest.size());
        expects(coded % 2 == 0 && coded / 2 == bits.size(), [&] {
            return "the Parquet Bloom filter has " + hpk::detail::shown(bits.size()) +
                   " bytes of bits but its header says otherwise";
        });
        expects(!bits.empty() && bits.size() % block == 0, [&] {
            return "the Parquet Bloom filter has " + hpk::detail::shown(bits.size()) +
                   " bytes of bits but must have a multiple of 32";
        });
        return bits;
    }
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::distinct
