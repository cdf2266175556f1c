// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// HyperLogLog sketches as Redis and Valkey keep them: what PFADD makes, GET returns and SET takes.
///
///     hpk::distinct::redis_hyperloglog users(14);
///     users.add("ada");
///     std::string bytes = hpk::distinct::to_redis(users); // SET users <bytes>, then PFCOUNT users
///     users = hpk::distinct::from_redis(bytes);

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/distinct/formats/redis_format.hpp"
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
