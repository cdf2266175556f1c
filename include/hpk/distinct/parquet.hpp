// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Bloom filters as Apache Parquet keeps them for a column.
///
///     hpk::distinct::parquet_bloom_filter<std::string> names(hpk::distinct::split_block{32});
///     names.add("ada");
///     std::string bytes = to_parquet(names); // BloomFilterHeader and bitset
///     names = hpk::distinct::from_parquet<std::string>(bytes);

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/distinct/bloom_filter.hpp"
#include "hpk/distinct/formats/parquet_format.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// The hash of Parquet's filters: Yann Collet's XXH64, with the seed 0, of a value in the plain
/// encoding. That is the bytes of a string, and those of a number, the lowest first; integers
/// narrower than 32 bits are widened to them. 0.0 and -0.0 are different values, and so are NaN of
/// different bits.
template <class Key>
    requires(std::integral<Key> && !std::same_as<Key, bool>) || std::same_as<Key, float> ||
            std::same_as<Key, double> || std::convertible_to<const Key&, std::string_view>
struct parquet_hash {
    using is_transparent = void; ///< takes whatever converts to string_view for a string

    /// The hash of a number, or of the bytes of a string.
    /// \{
    std::uint64_t operator()(const Key& key) const noexcept
        requires std::integral<Key> || std::floating_point<Key>
    {
        if constexpr (std::same_as<Key, float>)
            return detail::xxh64::of(std::bit_cast<std::uint32_t>(key));
        else if constexpr (std::same_as<Key, double>)
            return detail::xxh64::of(std::bit_cast<std::uint64_t>(key));
        else if constexpr (sizeof(Key) > 4)
            return detail::xxh64::of(static_cast<std::uint64_t>(key));
        else
            return detail::xxh64::of(static_cast<std::uint32_t>(key));
    }
    std::uint64_t operator()(std::string_view key) const noexcept
        requires(!std::integral<Key> && !std::floating_point<Key>)
    {
        return detail::xxh64::of(reinterpret_cast<const unsigned char*>(key.data()), key.size());
    }
    /// \}
};

/// A filter that readers of Parquet can use. Some, Arrow's C++ library among them, want a number of
/// blocks that is a power of two.
template <class Key>
using parquet_bloom_filter = bloom_filter<Key, parquet_hash<Key>>;

/// The filter as it stands in a Parquet file: a header in Thrift's compact protocol, and the bits.
/// \throws std::invalid_argument for more than 2^26 - 1 blocks, whose size the header cannot say
template <class Key>
[[nodiscard]] std::string to_parquet(const parquet_bloom_filter<Key>& filter) {
    const auto words = filter.words();
    std::string bytes = detail::parquet_format::header(4 * words.size());
    bytes.reserve(bytes.size() + 4 * words.size());
    for (const std::uint32_t word : words)
        for (int k = 0; k < 32; k += 8) bytes += static_cast<char>(word >> k);
    return bytes;
}

/// The filter that stands in a Parquet file, header first, nothing behind it. No byte of it is
/// trusted.
/// \throws std::invalid_argument unless it is an uncompressed split-block filter over XXH64 whose
///         size is that which the header says
template <class Key>
[[nodiscard]] parquet_bloom_filter<Key> from_parquet(std::string_view bytes) {
    const std::string_view bits = detail::parquet_format::bits_of(bytes);
    std::vector<std::uint32_t> words(bits.size() / 4);
    for (std::size_t k = 0; k < bits.size(); ++k)
        words[k / 4] |= std::uint32_t{static_cast<unsigned char>(bits[k])} << (8 * (k % 4));
    return parquet_bloom_filter<Key>(split_block{words.size() / 8}, words);
}

} // namespace HPK_ISA
} // namespace hpk::distinct
