// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/core/backend.hpp"
#include "hpk/core/mask_bits.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The keys of some slots that lie side by side, in registers. Slots are loaded as they lie there,
/// values and all, and compared with a key in every lane; lanes that hold no key are left out. The
/// loads may reach a vector's length beyond the last slot.
template <class Slot, class Bits, std::size_t Slots, class Backend>
class key_lanes {
    using backend = std::conditional_t<backend_has_lanes<Backend, Bits>, Backend, scalar>;
    using L = lanes<Bits, backend>;

    static_assert(sizeof(Slot) % sizeof(Bits) == 0, "a slot must be a whole number of keys long");
    static_assert(std::has_single_bit(Slots) && Slots <= 16);

    /// From one key to the next, in lanes.
    static constexpr std::size_t stride = sizeof(Slot) / sizeof(Bits);
    static constexpr std::size_t bits_per_slot = stride * mask_bits_per_lane<Bits, backend>;

    /// A power of two, so that whole vectors make up the slots; and few enough for the bits of all
    /// slots to have room in 64: a vector's last key must lie below the bits of the next vector.
    static constexpr std::size_t slots_per_vector = [] {
        std::size_t slots = std::bit_floor(std::clamp<std::size_t>(L::size / stride, 1, Slots));
        while ((slots - 1) * bits_per_slot >= 64 / (Slots / slots)) slots /= 2;
        return slots;
    }();
    static constexpr std::size_t vectors = Slots / slots_per_vector;
    static constexpr std::size_t bits_per_vector = 64 / vectors;

    static constexpr std::uint64_t lanes_with_keys = [] {
        std::uint64_t result = 0;
        for (std::size_t k = 0; k < slots_per_vector; ++k)
            result |= std::uint64_t{1} << (k * bits_per_slot);
        return result;
    }();

public:
    explicit key_lanes(const Slot* from) noexcept {
        const auto* const first = reinterpret_cast<const Bits*>(from);
        for (std::size_t v = 0; v < vectors; ++v)
            vectors_[v] = L::load_unknown(first + v * slots_per_vector * stride);
    }

    /// A bit for each slot whose key it is.
    [[nodiscard]] std::uint64_t equal_to(Bits key) const noexcept {
        const L wanted = L::broadcast(key);
        std::uint64_t result = 0;
        for (std::size_t v = 0; v < vectors; ++v)
            result |= (mask_bits(vectors_[v] == wanted) & lanes_with_keys) << (v * bits_per_vector);
        return result;
    }
    /// The slot of the first such bit.
    static std::size_t slot_of(std::uint64_t found) noexcept {
        const auto bit = static_cast<std::size_t>(std::countr_zero(found));
        if constexpr (vectors == 1)
            return bit / bits_per_slot;
        else
            return bit / bits_per_vector * slots_per_vector + bit % bits_per_vector / bits_per_slot;
    }

private:
    L vectors_[vectors];
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
