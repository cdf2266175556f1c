// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hpk/core/vectors/words.hpp"
#include "hpk/distinct/registers/registers.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// Hashes many keys at once, and looks at the registers of few of them.
///
/// No register is below the smallest one, the *floor*, so a hash whose rank is not above the floor
/// changes nothing: that is so for all but one in 2^floor. Vectors of hashes are compared with the
/// floor; those that may count are moved together and then added one by one. The floor rises as
/// keys are added, to about log2 of the number of keys per register less 3, and is looked up again
/// after 4 keys per register. While a register is still empty, every hash may count, and only
/// hashing is quicker than in `branchless`. O(1) per key.
struct sieved {
    /// What every variant has: see hpk::distinct::variants.
    /// \{
    static constexpr std::string_view name = "sieved";
    static constexpr std::string_view summary = "skips hashes below the smallest register";
    static constexpr bool vectorised = true;
    /// \}

    /// Adds keys to registers: see hpk::distinct::variants.
    template <class Backend>
    class adder {
    public:
        /// To these registers, about so many keys.
        adder(registers_view registers, std::size_t keys) noexcept : registers_(registers) {
            if (keys >= registers.size() / 4) find_floor();
        }

        /// Adds `count` keys, from number `first` on.
        template <class Keys>
        void add(const Keys& keys, std::size_t first, std::size_t count) noexcept {
            for (std::size_t k = 0; k < count; k += block_size) {
                const std::size_t n = (std::min)(block_size, count - k);
                add_block(keys, first + k, n);
                seen_ += n;
                if (seen_ >= 4 * registers_.size()) find_floor();
            }
        }

    private:
        using L = words<Backend>;
        static constexpr std::size_t block_size = 512;

        void find_floor() noexcept {
            floor_ = registers_.template smallest<Backend>();
            seen_ = 0;
        }
        template <class Keys>
        void add_block(const Keys& keys, std::size_t first, std::size_t count) noexcept {
            if (floor_ == 0) {
                keys.template write<L>(first, count, hashes_.data());
            } else {
                // A rank is above the floor if as many bits behind the register's number are 0.
                const std::uint64_t ones = ~std::uint64_t{0} << (64 - floor_);
                const std::uint64_t bits = ones >> registers_.p();
                const auto may_count = [bits]<class W>(W h) __attribute__((always_inline)) {
                    return (h & W::broadcast(bits)) == W::broadcast(0);
                };
                count =
                    keys.template select<L>(first, count, hashes_.data(), floor_ >= 7, may_count);
            }
            const registers_view r = registers_; // a copy that stored bytes cannot alias
            for (std::size_t k = 0; k < count; ++k) r.raise(hashes_[k]);
        }

        registers_view registers_;
        std::size_t floor_ = 0, seen_ = 0; ///< the keys added since the floor was found
        std::array<std::uint64_t, block_size> hashes_;
    };
};

} // namespace HPK_ISA
} // namespace hpk::distinct
