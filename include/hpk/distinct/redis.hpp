// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// HyperLogLog sketches as Redis and Valkey keep them: what PFADD makes, GET returns and SET takes.
///
///     hpk::distinct::redis_hyperloglog users(14);
///     users.add("ada");
///     std::string bytes = hpk::distinct::to_redis(users); // SET users <bytes>, then PFCOUNT users
///     users = hpk::distinct::from_redis(bytes);

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/distinct/hyperloglog.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// The hash of Redis's sketches: Austin Appleby's MurmurHash64A of the bytes, with Redis's seed.
/// Redis takes the lowest 14 bits for the number of the register and the zeros that the others end
/// with for the rank; here the bits are arranged so that hyperloglog finds both where it looks.
struct redis_hash {
    using is_transparent = void;         ///< takes anything convertible to string_view
    static constexpr int precision = 14; ///< the only p

    /// The hash of the bytes of a string.
    std::uint64_t operator()(std::string_view bytes) const noexcept {
        const std::uint64_t h = murmur_hash_64a(bytes);
        return h << 50 | reversed(h >> 14) >> 14;
    }

private:
    static std::uint64_t murmur_hash_64a(std::string_view bytes) noexcept {
        constexpr std::uint64_t m = 0xc6a4a7935bd1e995;
        constexpr int r = 47;
        const auto* from = reinterpret_cast<const unsigned char*>(bytes.data());
        std::uint64_t h = 0xadc83b19 ^ bytes.size() * m;
        std::size_t left = bytes.size();
        for (; left >= 8; left -= 8, from += 8) {
            std::uint64_t k = hpk::detail::read<std::uint64_t>(from) * m;
            k = (k ^ k >> r) * m;
            h = (h ^ k) * m;
        }
        if (left > 0) {
            std::uint64_t last = 0;
            for (std::size_t k = left; k-- > 0;) last = last << 8 | from[k];
            h = (h ^ last) * m;
        }
        h = (h ^ h >> r) * m;
        return h ^ h >> r;
    }

    /// The bits in reverse order.
    static constexpr std::uint64_t reversed(std::uint64_t x) noexcept {
        std::uint64_t mask = ~std::uint64_t{0};
        for (int half = 32; half > 0; half /= 2) {
            mask ^= mask << half;
            x = (x >> half & mask) | (x << half & ~mask);
        }
        return x;
    }
};

/// A sketch that Redis can read; its p is 14.
using redis_hyperloglog = hyperloglog<std::string, redis_hash>;

namespace detail {

/// How Redis keeps sketches: a header, then the registers in one of two encodings.
struct redis_format {
    static constexpr std::size_t header = 16, registers = 16384, bits = 6;
    static constexpr std::size_t dense_size = header + registers * bits / 8;
    static constexpr std::string_view magic = "HYLL";

    /// The registers of the dense encoding: 6 bits each, from the lowest of a byte on.
    static std::vector<std::uint8_t> read_dense(std::string_view bytes) {
        expects(bytes.size() == dense_size, [&] {
            return "the dense Redis string has " + hpk::detail::shown(bytes.size()) +
                   " bytes but must have " + hpk::detail::shown(dense_size);
        });
        std::vector<std::uint8_t> result(registers);
        for (std::size_t k = 0, at = header; k < registers; k += 4, at += 3) {
            const auto byte = [&](std::size_t j) {
                return std::uint32_t{static_cast<unsigned char>(bytes[at + j])};
            };
            const std::uint32_t four = byte(0) | byte(1) << 8 | byte(2) << 16;
            for (std::size_t j = 0; j < 4; ++j)
                result[k + j] = static_cast<std::uint8_t>(four >> (bits * j) & 63);
        }
        return result;
    }

    /// The registers of the sparse encoding: runs of equal ones. 00nnnnnn is n + 1 zeros,
    /// 01nnnnnn nnnnnnnn as well, and 1vvvvvnn n + 1 times v + 1.
    static std::vector<std::uint8_t> read_sparse(std::string_view bytes) {
        std::vector<std::uint8_t> result;
        result.reserve(registers);
        for (std::size_t at = header; at < bytes.size(); ++at) {
            const auto first = static_cast<unsigned char>(bytes[at]);
            std::size_t length = (first & 63U) + 1;
            std::uint8_t value = 0;
            if (first >= 0x80) {
                value = static_cast<std::uint8_t>((first >> 2 & 31U) + 1);
                length = (first & 3U) + 1;
            } else if (first >= 0x40) {
                ++at;
                expects(at < bytes.size(),
                        [] { return "the sparse Redis string ends in the middle of a run"; });
                length = ((first & 63U) << 8 | static_cast<unsigned char>(bytes[at])) + 1;
            }
            expects(length <= registers - result.size(), [] {
                return "the runs of the sparse Redis string are longer than 16384 registers";
            });
            result.insert(result.end(), length, value);
        }
        expects(result.size() == registers, [&] {
            return "the sparse Redis string has " + hpk::detail::shown(result.size()) +
                   " registers but must have 16384";
        });
        return result;
    }
};

} // namespace detail

/// The sketch as a Redis string, in the dense encoding: 12,304 bytes.
[[nodiscard]] inline std::string to_redis(const redis_hyperloglog& sketch) {
    using format = detail::redis_format;
    std::string bytes(format::dense_size, '\0');
    format::magic.copy(bytes.data(), format::magic.size());
    bytes[format::header - 1] = static_cast<char>(0x80); // no estimate is kept with it
    const auto registers = sketch.registers();
    for (std::size_t k = 0, at = format::header; k < format::registers; k += 4, at += 3) {
        std::uint32_t four = 0;
        for (std::size_t j = 0; j < 4; ++j)
            four |= std::uint32_t{registers[k + j]} << (format::bits * j);
        for (std::size_t j = 0; j < 3; ++j) bytes[at + j] = static_cast<char>(four >> (8 * j));
    }
    return bytes;
}

/// The sketch that a Redis string keeps, in the dense or in the sparse encoding. No byte of it is
/// trusted.
/// \throws std::invalid_argument if it is no such string: the magic, the encoding, the length, the
///         runs or a register cannot be
[[nodiscard]] inline redis_hyperloglog from_redis(std::string_view bytes) {
    using format = detail::redis_format;
    expects(bytes.size() >= format::header, [&] {
        return "the Redis string has " + hpk::detail::shown(bytes.size()) +
               " bytes but its header alone has 16";
    });
    expects(bytes.starts_with(format::magic),
            [] { return "the Redis string does not begin with HYLL"; });
    const int encoding = static_cast<unsigned char>(bytes[format::magic.size()]);
    expects(encoding <= 1, [&] {
        return "the encoding of the Redis string is " + hpk::detail::shown(encoding) +
               " but must be 0 (dense) or 1 (sparse)";
    });
    return redis_hyperloglog(encoding == 0 ? format::read_dense(bytes)
                                           : format::read_sparse(bytes));
}

} // namespace HPK_ISA
} // namespace hpk::distinct
