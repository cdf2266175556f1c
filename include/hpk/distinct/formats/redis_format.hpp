// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {
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
} // namespace HPK_ISA
} // namespace hpk::distinct
