// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/distinct/registers/registers.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// Adds one key after the other to registers, by a member function of registers_view that takes a
/// hash: see hpk::distinct::variants.
template <void (registers_view::*Raise)(std::uint64_t) const noexcept>
class key_by_key {
public:
    /// To these registers, about so many keys.
    key_by_key(registers_view registers, std::size_t /*keys*/) noexcept : registers_(registers) {}

    /// Adds `count` keys, from number `first` on.
    template <class Keys>
    void add(const Keys& keys, std::size_t first, std::size_t count) noexcept {
        for (std::size_t k = first; k < first + count; ++k) (registers_.*Raise)(keys[k]);
    }

private:
    registers_view registers_;
};

} // namespace HPK_ISA
} // namespace hpk::distinct
