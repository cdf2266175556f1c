// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace hpk::test {

/// CRC-32 with the polynomial of zlib and PNG, one byte at a time.
inline std::uint32_t crc32(std::span<const std::byte> bytes) {
    static constexpr auto table = [] {
        std::array<std::uint32_t, 256> result{};
        for (std::uint32_t byte = 0; byte < 256; ++byte) {
            std::uint32_t crc = byte;
            for (int bit = 0; bit < 8; ++bit)
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
            result[byte] = crc;
        }
        return result;
    }();
    std::uint32_t crc = ~std::uint32_t{0};
    for (const std::byte b : bytes)
        crc = (crc >> 8) ^ table[(crc ^ std::to_integer<std::uint32_t>(b)) & 0xFFu];
    return ~crc;
}

} // namespace hpk::test
