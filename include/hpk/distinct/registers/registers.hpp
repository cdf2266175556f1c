// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "hpk/core/backend.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// The registers of a HyperLogLog sketch, 2^p bytes. The top p bits of a hash are the number of its
/// register; its rank is one more than the number of zeros that the other 64 - p bits begin with. A
/// register holds the largest rank of its hashes, and 0 if it has none.
class registers_view {
public:
    registers_view(std::uint8_t* data, int p) noexcept : data_(data), p_(p) {}

    [[nodiscard]] std::uint8_t* data() const noexcept { return data_; }
    [[nodiscard]] int p() const noexcept { return p_; }
    [[nodiscard]] std::size_t size() const noexcept { return std::size_t{1} << p_; }

    /// Raises the register of a hash to its rank; stores only if that changes it.
    [[gnu::always_inline]] void raise_if_lower(std::uint64_t hash) const noexcept {
        std::uint8_t& own = data_[hash >> (64 - p_)];
        if (const std::uint8_t rank = rank_of(hash); own < rank) own = rank;
    }
    /// The same without a branch; always stores.
    [[gnu::always_inline]] void raise(std::uint64_t hash) const noexcept {
        std::uint8_t& own = data_[hash >> (64 - p_)];
        const std::uint8_t before = own, rank = rank_of(hash);
        own = before < rank ? rank : before;
    }

    /// The smallest register.
    template <class Backend = native>
    [[nodiscard]] std::uint8_t smallest() const noexcept {
        using L = bytes<Backend>;
        std::uint8_t result = 64;
        if (size() >= L::size) {
            L least = L::broadcast(result);
            for (std::size_t k = 0; k < size(); k += L::size)
                least = smaller(least, L::load(data_ + k));
            std::array<std::uint8_t, L::size> each;
            least.store(each.data());
            for (const std::uint8_t r : each) result = (std::min)(result, r);
        } else {
            for (std::size_t k = 0; k < size(); ++k) result = (std::min)(result, data_[k]);
        }
        return result;
    }

    /// Raises each register to that of another sketch with the same p.
    template <class Backend = native>
    void raise_to(const std::uint8_t* other) const noexcept {
        using L = bytes<Backend>;
        std::uint8_t* const own = data_;
        const std::size_t n = size();
        constexpr std::size_t vectors = 4; // at a time
        std::size_t k = 0;
        for (; k + vectors * L::size <= n; k += vectors * L::size)
            unroll<vectors>([&](auto i) __attribute__((always_inline)) {
                const std::size_t at = k + i * L::size;
                larger(L::load(own + at), L::load(other + at)).store(own + at);
            });
        for (; k < n; ++k) own[k] = (std::max)(own[k], other[k]);
    }

    /// Raises the registers to those of a sketch with a larger p, reduced to this one's. The bits
    /// of a hash that are no longer part of the number of its register are the first of the others.
    void raise_to_reduced(const std::uint8_t* other, int other_p) const noexcept {
        const int moved = other_p - p_;
        const std::size_t mask = (std::size_t{1} << moved) - 1;
        for (std::size_t k = 0; k < std::size_t{1} << other_p; ++k) {
            if (other[k] == 0) continue;
            const std::size_t bits = k & mask;
            const int rank = bits == 0 ? other[k] + moved : std::countl_zero(bits) - 63 + moved;
            std::uint8_t& own = data_[k >> moved];
            own = (std::max)(own, static_cast<std::uint8_t>(rank));
        }
    }

private:
    /// Vectors of registers, or single ones under a backend without vectors of bytes.
    template <class Backend>
    using bytes =
        lanes<std::uint8_t,
              std::conditional_t<backend_has_lanes<Backend, std::uint8_t>, Backend, scalar>>;

    [[gnu::always_inline]] std::uint8_t rank_of(std::uint64_t hash) const noexcept {
        const std::uint64_t last = std::uint64_t{1} << (p_ - 1); // where the other bits end
        return static_cast<std::uint8_t>(std::countl_zero(hash << p_ | last) + 1);
    }

    std::uint8_t* data_;
    int p_;
};

/// How many registers have each value: number v is of those that hold v.
using rank_counts = std::array<std::uint32_t, 66>;

/// Counts the registers by value.
inline rank_counts count_ranks(const std::uint8_t* registers, std::size_t size) noexcept {
    // Four counters per value, since neighbouring registers often hold the same.
    std::array<rank_counts, 4> counts{};
    for (std::size_t k = 0; k < size; k += 4)
        for (std::size_t j = 0; j < 4; ++j) ++counts[j][registers[k + j]];
    for (std::size_t v = 0; v < counts[0].size(); ++v)
        counts[0][v] += counts[1][v] + counts[2][v] + counts[3][v];
    return counts[0];
}

} // namespace HPK_ISA
} // namespace hpk::distinct
