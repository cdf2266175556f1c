// SPDX-License-Identifier: MIT
//
// Feature hashing: words become columns of a sparse matrix by their hashes, so that no dictionary
// of words is needed. The hash, MurmurHash3 of 32 bits, is scikit-learn's FeatureHasher's, and so
// are the rows (Gorelick and Ozsvald, chapter 12; their column 8 is index 7).

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

namespace {

/// Austin Appleby's MurmurHash3_x86_32 with the seed 0, as a signed number.
std::int32_t murmur(std::string_view text) {
    const auto mixed = [](std::uint32_t k) { return std::rotl(k * 0xcc9e2d51U, 15) * 0x1b873593U; };
    const auto byte = [&](std::size_t k) {
        return std::uint32_t{static_cast<unsigned char>(text[k])};
    };
    std::uint32_t h = 0;
    std::size_t k = 0;
    for (; k + 4 <= text.size(); k += 4) {
        h ^= mixed(byte(k) | byte(k + 1) << 8 | byte(k + 2) << 16 | byte(k + 3) << 24);
        h = std::rotl(h, 13) * 5 + 0xe6546b64U;
    }
    std::uint32_t last = 0;
    for (std::size_t j = text.size(); j-- > k;) last = last << 8 | byte(j);
    h ^= mixed(last);
    h ^= static_cast<std::uint32_t>(text.size());
    h = (h ^ h >> 16) * 0x85ebca6bU;
    h = (h ^ h >> 13) * 0xc2b2ae35U;
    return static_cast<std::int32_t>(h ^ h >> 16);
}

using words = std::vector<std::pair<std::string_view, int>>;

/// The row of a text in a matrix of so many columns; a word whose hash is negative counts
/// negatively if the signs alternate, so that words that share a column cancel out on average.
hpk::hash_map<std::uint32_t, int> row_of(const words& text, std::uint32_t columns,
                                         bool alternate_sign) {
    hpk::hash_map<std::uint32_t, int> row;
    for (const auto& [word, count] : text) {
        const std::int32_t h = murmur(word);
        const std::uint32_t size =
            h < 0 ? 0U - static_cast<std::uint32_t>(h) : static_cast<std::uint32_t>(h);
        // |-2^31| is no signed number: FeatureHasher takes another way to the same column.
        row[size % columns] += h < 0 && alternate_sign ? -count : count;
    }
    return row;
}

} // namespace

int main() {
    const std::vector<words> texts{
        {{"there", 1}, {"is", 1}, {"a", 1}, {"cat", 1}},
        {{"there", 1}, {"is", 1}, {"a", 2}, {"cat", 1}, {"and", 1}, {"dog", 1}},
        {{"there", 1}, {"is", 1}}};
    const std::vector<std::vector<int>> expected{{1, 0, 0, 0, 0, 0, 0, 2, 0, 1},
                                                 {2, 0, 0, -1, 0, -1, 0, 2, 0, 1},
                                                 {0, 0, 0, 0, 0, 0, 0, 2, 0, 0}};
    bool is_as_expected = true;
    for (std::size_t k = 0; k < texts.size(); ++k) {
        auto row = row_of(texts[k], 10, true);
        for (std::uint32_t column = 0; column < 10; ++column) {
            std::printf("%3d", row[column]);
            is_as_expected &= row[column] == expected[k][column];
        }
        std::puts("");
    }
    std::puts(is_as_expected ? "ok" : "WRONG");
    return is_as_expected ? 0 : 1;
}
