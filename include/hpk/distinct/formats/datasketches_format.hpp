// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/fmix64.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {
namespace detail {

/// Both words of Austin Appleby's MurmurHash3_x64_128, with DataSketches' seed.
inline std::pair<std::uint64_t, std::uint64_t> murmur_hash_3(const void* data,
                                                             std::size_t size) noexcept {
    constexpr std::uint64_t c1 = 0x87c37b91114253d5, c2 = 0x4cf5ad432745937f, seed = 9001;
    const auto* from = static_cast<const unsigned char*>(data);
    const auto mixed_1 = [](std::uint64_t k) { return std::rotl(k * c1, 31) * c2; };
    const auto mixed_2 = [](std::uint64_t k) { return std::rotl(k * c2, 33) * c1; };
    std::uint64_t h1 = seed, h2 = seed;
    std::size_t left = size;
    for (; left >= 16; left -= 16, from += 16) {
        h1 ^= mixed_1(hpk::detail::read<std::uint64_t>(from));
        h1 = (std::rotl(h1, 27) + h2) * 5 + 0x52dce729;
        h2 ^= mixed_2(hpk::detail::read<std::uint64_t>(from + 8));
        h2 = (std::rotl(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    std::array<std::uint64_t, 2> last{};
    for (std::size_t k = left; k-- > 0;) last[k / 8] = last[k / 8] << 8 | from[k];
    h1 ^= mixed_1(last[0]) ^ size;
    h2 ^= mixed_2(last[1]) ^ size;
    h1 += h2;
    h2 += h1;
    h1 = hpk::detail::fmix64(h1);
    h2 = hpk::detail::fmix64(h2);
    h1 += h2;
    return {h1, h2 + h1};
}

/// How DataSketches keeps sketches: a preamble, then the registers, or while there are few keys the
/// places of those and their values, called coupons.
struct datasketches_format {
    static constexpr int list_preamble = 2, set_preamble = 3, registers_preamble = 10; // words of 4
    static constexpr std::size_t registers_at = 40, list_at = 8, set_at = 12;
    static constexpr int version = 1, family = 7;
    static constexpr int empty = 4, compact = 8, out_of_order = 16; // flags
    static constexpr int list = 0, set = 1, registers = 2;          // modes
    static constexpr int hll_8 = 2;                                 // a type

    std::string_view bytes;

    [[nodiscard]] int byte(std::size_t at) const noexcept {
        return static_cast<unsigned char>(bytes[at]);
    }
    [[nodiscard]] std::uint32_t word(std::size_t at) const noexcept {
        return static_cast<std::uint32_t>(hpk::detail::read<std::uint32_t>(
            reinterpret_cast<const unsigned char*>(bytes.data()) + at));
    }

    /// Byte `at` must be as the format says.
    void expect(std::size_t at, int expected, const char* what) const {
        expects(byte(at) == expected, [&] {
            return std::string("the ") + what + " of the DataSketches sketch is " +
                   hpk::detail::shown(byte(at)) + " but must be " + hpk::detail::shown(expected);
        });
    }
    void expect_size(std::size_t expected) const {
        expects(bytes.size() == expected, [&] {
            return "the DataSketches sketch has " + hpk::detail::shown(bytes.size()) +
                   " bytes but must have " + hpk::detail::shown(expected);
        });
    }

    [[nodiscard]] std::vector<std::uint8_t> read_registers(int p) const {
        expect(0, registers_preamble, "preamble's length");
        expects(byte(7) >> 2 == hll_8,
                [] { return "the registers of the DataSketches sketch are not those of HLL_8"; });
        const std::size_t size = std::size_t{1} << p;
        expect_size(registers_at + size);
        const std::string_view found = bytes.substr(registers_at);
        return {found.begin(), found.end()};
    }
    [[nodiscard]] std::vector<std::uint8_t> read_coupons(int p, bool is_list) const {
        expect(0, is_list ? list_preamble : set_preamble, "preamble's length");
        const std::size_t from = is_list ? list_at : set_at;
        if (!is_list)
            expects(bytes.size() >= from, [&] {
                return "the DataSketches sketch has " + hpk::detail::shown(bytes.size()) +
                       " bytes but its preamble alone has 12";
            });
        const std::size_t count = is_list ? static_cast<std::size_t>(byte(6)) : word(8);
        expect_size(from + 4 * count);
        std::vector<std::uint8_t> result(std::size_t{1} << p);
        for (std::size_t k = 0; k < count; ++k) {
            const std::uint32_t coupon = word(from + 4 * k);
            const auto value = static_cast<std::uint8_t>(coupon >> 26);
            expects(value > 0,
                    [] { return "a coupon of the DataSketches sketch has the value 0"; });
            std::uint8_t& own = result[coupon & (result.size() - 1)];
            own = (std::max)(own, value);
        }
        return result;
    }
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::distinct
