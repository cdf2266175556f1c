// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/distinct/registers/registers.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// One key after the other: hash it, and store its rank if its register is lower. O(1) per key.
/// Source: Gorelick and Ozsvald, example 12-33, with ranks from 1 on.
struct textbook {
    /// What every variant has: see hpk::distinct::variants.
    /// \{
    static constexpr std::string_view name = "textbook";
    static constexpr std::string_view summary = "one key after the other, a branch per register";
    static constexpr bool vectorised = false;
    /// \}

    /// Adds keys to registers: see hpk::distinct::variants.
    template <class Backend>
    class adder {
    public:
        /// To these registers, about so many keys.
        adder(registers_view registers, std::size_t /*keys*/) noexcept : registers_(registers) {}

        /// Adds `count` keys, from number `first` on.
        template <class Keys>
        void add(const Keys& keys, std::size_t first, std::size_t count) noexcept {
            for (std::size_t k = first; k < first + count; ++k) registers_.raise_if_lower(keys[k]);
        }

    private:
        registers_view registers_;
    };
};

} // namespace HPK_ISA
} // namespace hpk::distinct
