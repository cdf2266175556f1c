// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "hpk/hash/mixing/digest.hpp"
#include "hpk/hash_table/table/modifications.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// True for types whose standard comparison and hash, or hpk's, cannot change a table.
template <class Key>
inline constexpr bool is_plain_key = std::is_scalar_v<Key> || hpk::detail::integer<Key>;
template <class Char, class Traits, class Allocator>
inline constexpr bool is_plain_key<std::basic_string<Char, Traits, Allocator>> = true;
template <class Char, class Traits>
inline constexpr bool is_plain_key<std::basic_string_view<Char, Traits>> = true;

/// Wraps a comparison: if it changes the table that searches with it, the search ends with an
/// error.
template <class KeyEqual>
class watched {
public:
    /// Takes the comparison, and the counter of its table's modifications.
    watched(const KeyEqual& equal, const modifications& of) noexcept : equal_(equal), of_(of) {}

    /// Calls the comparison, and checks that it has not changed the table.
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
        const std::size_t before = of_.count();
        const auto result = static_cast<bool>(equal_(a, b));
        if (of_.count() != before) [[unlikely]]
            modifications::refuse();
        return result;
    }

private:
    const KeyEqual& equal_;
    const modifications& of_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
