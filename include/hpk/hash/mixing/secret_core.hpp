// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/folded_multiply.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The core of hpk::seeded_hash, and of hpk::hash under a seed: that of hpk::hash with secret
/// constants.
struct secret_core {
    secret numbers;

    static constexpr secret_core keyed(std::uint64_t k0, std::uint64_t k1) noexcept {
        return {{k0, k1 | 1}};
    }

    constexpr std::uint64_t word(std::uint64_t w) const noexcept {
        return folded_multiply(w ^ numbers.base, numbers.step);
    }
    constexpr std::uint64_t both(std::uint64_t a, std::uint64_t b) const noexcept {
        return hash_words(a, b, numbers);
    }
    [[gnu::always_inline]] std::uint64_t bytes(const void* data, std::size_t size) const noexcept {
        return hash_bytes(data, size, numbers);
    }

    friend constexpr bool operator==(const secret_core&, const secret_core&) = default;
};

} // namespace HPK_ISA
} // namespace hpk::detail
