// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/distinct/registers/registers.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// Stores the maximum of the rank and the register always, which takes no branch: quicker than
/// `textbook` while the registers still rise often, and slower when hardly any does. O(1) per key.
struct branchless {
    /// What every variant has: see hpk::distinct::variants.
    /// \{
    static constexpr std::string_view name = "branchless";
    static constexpr std::string_view summary = "stores the maximum always, without a branch";
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
            for (std::size_t k = first; k < first + count; ++k) registers_.raise(keys[k]);
        }

    private:
        registers_view registers_;
    };
};

} // namespace HPK_ISA
} // namespace hpk::distinct
