// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/core/backend.hpp"
#include "hpk/core/vectors/mask_bits.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Maps the bits of masks to the slots of a window that is loaded in several vectors. A mask has
/// one or more bits per lane; only those of the keys' lanes are used.
struct slot_bits {
    std::size_t per_slot; ///< bits from one slot to the next
    std::size_t
        slots_per_vector; ///< a power of two, so that the window is a whole number of vectors
    std::size_t vectors;
    std::size_t per_vector; ///< bits from one vector to the next

    /// `stride` is the distance from one key to the next, in lanes. `slots` must be a power of two,
    /// at most 16.
    constexpr slot_bits(std::size_t slots, std::size_t lanes, std::size_t stride,
                        std::size_t bits_per_lane) noexcept
        : per_slot(stride * bits_per_lane),
          slots_per_vector(std::bit_floor(std::clamp<std::size_t>(lanes / stride, 1, slots))) {
        // The bit of a vector's last key must lie below those of the next vector.
        while ((slots_per_vector - 1) * per_slot >= 64 / (slots / slots_per_vector))
            slots_per_vector /= 2;
        vectors = slots / slots_per_vector;
        per_vector = 64 / vectors;
    }

    [[nodiscard]] constexpr std::size_t slot_of(std::size_t bit) const noexcept {
        if (vectors == 1) return bit / per_slot;
        return bit / per_vector * slots_per_vector + bit % per_vector / per_slot;
    }
};

/// The keys of some adjacent slots, in registers. Slots are loaded whole, including the values, and
/// compared with a key in every lane. The loads may reach a vector's length beyond the last slot.
template <class Slot, class Bits, std::size_t Slots, class Backend>
class key_lanes {
    using backend = std::conditional_t<backend_has_lanes<Backend, Bits>, Backend, scalar>;
    using L = lanes<Bits, backend>;

    static_assert(sizeof(Slot) % sizeof(Bits) == 0, "a slot must be a whole number of keys long");
    static_assert(std::has_single_bit(Slots) && Slots <= 16);

    static constexpr std::size_t stride = sizeof(Slot) / sizeof(Bits);
    static constexpr slot_bits bits{Slots, L::size, stride, mask_bits_per_lane<Bits, backend>};

    static constexpr std::uint64_t lanes_with_keys = [] {
        std::uint64_t result = 0;
        for (std::size_t k = 0; k < bits.slots_per_vector; ++k)
            result |= std::uint64_t{1} << (k * bits.per_slot);
        return result;
    }();

public:
    explicit key_lanes(const Slot* from) noexcept {
        const auto* const first = reinterpret_cast<const Bits*>(from);
        for (std::size_t v = 0; v < bits.vectors; ++v)
            vectors_[v] = L::load_unknown(first + v * bits.slots_per_vector * stride);
    }

    /// A bit for each slot that holds the key.
    [[nodiscard]] std::uint64_t equal_to(Bits key) const noexcept {
        const L wanted = L::broadcast(key);
        std::uint64_t result = 0;
        for (std::size_t v = 0; v < bits.vectors; ++v)
            result |= (mask_bits(vectors_[v] == wanted) & lanes_with_keys) << (v * bits.per_vector);
        return result;
    }
    /// The slot of the first such bit.
    static std::size_t slot_of(std::uint64_t found) noexcept {
        return bits.slot_of(static_cast<std::size_t>(std::countr_zero(found)));
    }

private:
    L vectors_[bits.vectors];
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
