// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// HyperLogLog sketches as Apache DataSketches serialises them: HLL_8 in the compact form.
///
///     hpk::distinct::datasketches_hyperloglog<std::string> users(12, {12});
///     users.add("ada");
///     std::string bytes = to_datasketches(users);  // hll_sketch::deserialize(bytes.data(), …)
///     users = hpk::distinct::from_datasketches<std::string>(bytes);

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/distinct/formats/datasketches_format.hpp"
#include "hpk/distinct/hyperloglog.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {
/// The hash of DataSketches' sketches: MurmurHash3 of the bytes of a string, or of an integer as a
/// signed one of 64 bits. It takes the lowest p bits of one word for the number of the register and
/// the zeros that another begins with for the rank; here both are put where hyperloglog looks, so
/// that the hash is for one p only.
template <class Key>
    requires std::integral<Key> || std::convertible_to<const Key&, std::string_view>
struct datasketches_hash {
    using is_transparent = void; ///< takes whatever converts to string_view for a string
    int precision = 0;           ///< the p of the sketch

    /// The hash of an integer, or of the bytes of a string. (DataSketches ignores an empty string,
    /// which is a key like others here.)
    /// \{
    std::uint64_t operator()(const Key& key) const noexcept
        requires std::integral<Key>
    {
        const auto word = static_cast<std::uint64_t>(
            static_cast<std::int64_t>(static_cast<std::make_signed_t<Key>>(key)));
        std::array<unsigned char, 8> bytes;
        for (std::size_t k = 0; k < 8; ++k) bytes[k] = static_cast<unsigned char>(word >> (8 * k));
        return arranged(detail::murmur_hash_3(bytes.data(), bytes.size()));
    }
    std::uint64_t operator()(std::string_view key) const noexcept
        requires(!std::integral<Key>)
    {
        return arranged(detail::murmur_hash_3(key.data(), key.size()));
    }
    /// \}

    /// True if both are for the same p.
    friend bool operator==(const datasketches_hash&, const datasketches_hash&) = default;

private:
    [[nodiscard]] std::uint64_t
    arranged(std::pair<std::uint64_t, std::uint64_t> words) const noexcept {
        return words.first << 1 << (63 - precision) |
               words.second >> precision; // precision may be 0
    }
};

/// A sketch that DataSketches can read.
template <class Key>
using datasketches_hyperloglog = hyperloglog<Key, datasketches_hash<Key>>;

/// The sketch as DataSketches serialises it: HLL_8, compact, 40 bytes and the registers. As after a
/// union there, its estimate is that of the registers.
template <class Key>
[[nodiscard]] std::string to_datasketches(const datasketches_hyperloglog<Key>& sketch) {
    using format = detail::datasketches_format;
    const auto registers = sketch.registers();
    const rank_counts counts = count_ranks(registers.data(), registers.size());
    std::array<double, 2> sums{}; // of 2^-rank, for ranks below 32 and the others: exact
    double power = 1;
    for (std::size_t rank = 0; rank < counts.size(); ++rank, power /= 2)
        sums[rank / 32 < 1 ? 0 : 1] += static_cast<double>(counts[rank]) * power;
    std::string bytes;
    for (const int b :
         {format::registers_preamble, format::version, format::family, sketch.p(), 0,
          format::compact | format::out_of_order, 0, format::registers | format::hll_8 << 2})
        bytes += static_cast<char>(b);
    for (const std::uint64_t word :
         {std::uint64_t{0}, std::bit_cast<std::uint64_t>(sums[0]),
          std::bit_cast<std::uint64_t>(sums[1]), std::uint64_t{counts[0]}})
        for (int k = 0; k < 64; k += 8) bytes += static_cast<char>(word >> k);
    bytes.append(registers.begin(), registers.end());
    return bytes;
}

/// The sketch that DataSketches serialised in the compact form: HLL_8, or the list or set of
/// coupons that every type of sketch begins with. No byte of it is trusted.
/// \throws std::invalid_argument if it is no such sketch, if its lg K is not from 4 to 18, or if a
///         register is larger than 65 - lg K, which happens once in 2^(64 - lg K) keys
template <class Key>
[[nodiscard]] datasketches_hyperloglog<Key> from_datasketches(std::string_view bytes) {
    using format = detail::datasketches_format;
    expects(bytes.size() >= 8, [&] {
        return "the DataSketches sketch has " + hpk::detail::shown(bytes.size()) +
               " bytes but its preamble alone has 8";
    });
    const format from{bytes};
    from.expect(1, format::version, "version");
    from.expect(2, format::family, "family");
    const int p = from.byte(3), flags = from.byte(5), mode = from.byte(7) & 3;
    using result = datasketches_hyperloglog<Key>;
    expects(p >= result::least_p && p <= result::largest_p, [&] {
        return "the lg K of the DataSketches sketch is " + hpk::detail::shown(p) +
               " but must be from 4 to 18";
    });
    if ((flags & format::empty) != 0) return result(p, {p});
    expects((flags & format::compact) != 0,
            [] { return "the DataSketches sketch is not in the compact form"; });
    expects(mode <= format::registers,
            [] { return "the mode of the DataSketches sketch is 3 but must be 0, 1 or 2"; });
    const std::vector<std::uint8_t> registers = mode == format::registers
                                                    ? from.read_registers(p)
                                                    : from.read_coupons(p, mode == format::list);
    return result(registers, {p});
}

} // namespace HPK_ISA
} // namespace hpk::distinct
