// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/folded_multiply.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// True for types whose bytes are the value.
template <class T>
concept storable =
    std::is_trivially_copyable_v<T> && std::default_initializable<T> && !std::is_pointer_v<T> &&
    !std::is_member_pointer_v<T> && !std::is_null_pointer_v<T>;

/// The kind of a type in a header.
template <class T>
[[nodiscard]] constexpr char kind_of() noexcept {
    if constexpr (std::is_enum_v<T>)
        return kind_of<std::underlying_type_t<T>>();
    else if constexpr (std::floating_point<T>)
        return 'f';
    else if constexpr (std::signed_integral<T>)
        return 'i';
    else
        return std::integral<T> ? 'u' : 'b';
}

/// The beginning of a saved table.
struct saved_header {
    static constexpr std::array<char, 8> right_magic{'h', 'p', 'k', 't', 'a', 'b', 'l', 'e'};
    static constexpr std::uint32_t right_version = 1;

    std::array<char, 8> magic = right_magic;
    std::uint32_t version = right_version;
    std::uint32_t key_size = 0, value_size = 0;
    std::array<char, 4> kinds{'b', 'b', 0, 0};
    std::uint64_t count = 0;

    /// That of a table whose elements are saved as bytes.
    template <class Table>
    static saved_header of_bytes(std::uint64_t count) noexcept {
        using key = typename Table::key_type;
        saved_header header;
        header.count = count;
        header.key_size = sizeof(key);
        header.kinds[0] = kind_of<std::remove_const_t<key>>();
        if constexpr (requires { typename Table::mapped_type; }) {
            header.value_size = sizeof(typename Table::mapped_type);
            header.kinds[1] = kind_of<typename Table::mapped_type>();
        }
        return header;
    }
};
static_assert(sizeof(saved_header) == 32, "there is no padding");

/// The checksum of the pieces that a file was written in.
class pieces_checksum {
public:
    void add(const void* piece, std::size_t size) noexcept {
        sum_ = hpk::detail::folded_multiply(
                   sum_ ^ hpk::detail::hash_bytes(piece, size, hpk::detail::secret{}),
                   hpk::detail::multiplier) +
               1;
    }
    [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }

private:
    std::uint64_t sum_ = 0;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
