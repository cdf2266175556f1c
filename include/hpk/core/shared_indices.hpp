// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/share.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Hands out the indices 0 … count-1 to threads, each once.
///
/// Each thread begins with a share of its own, whose data may still be in its cache from an earlier
/// call. Then it takes indices from the shares of others, so that threads finish together although
/// the pieces of work differ in cost, and although some threads are late or have lost their
/// processors.
class shared_indices {
public:
    shared_indices(std::ptrdiff_t count, int threads) noexcept
        : number_((std::min)(static_cast<std::size_t>(threads), most)) {
        const auto n = static_cast<std::ptrdiff_t>(number_);
        for (std::ptrdiff_t s = 0; s < n; ++s) {
            share& own = shares_[static_cast<std::size_t>(s)];
            own.next.store(begin_of_share(count, n, s), std::memory_order_relaxed);
            own.end = begin_of_share(count, n, s + 1);
        }
    }

    /// The indices that a thread is given.
    class reader {
    public:
        reader(shared_indices& all, int thread) noexcept
            : all_(all), at_(static_cast<std::size_t>(thread) % all.number_), left_(all.number_) {}

        /// The next index; -1 if all have been handed out.
        std::ptrdiff_t next() noexcept {
            for (; left_ > 0; --left_) {
                share& s = all_.shares_[at_];
                if (s.next.load(std::memory_order_relaxed) < s.end) {
                    const std::ptrdiff_t i = s.next.fetch_add(1, std::memory_order_relaxed);
                    if (i < s.end) return i;
                }
                at_ = (at_ + 1) % all_.number_;
            }
            return -1;
        }

    private:
        shared_indices& all_;
        std::size_t at_;   ///< the share in use
        std::size_t left_; ///< the number of shares that may not be empty
    };

private:
    struct alignas(cache_line) share {
        std::atomic<std::ptrdiff_t> next;
        std::ptrdiff_t end;
    };

    static constexpr std::size_t most = 64; ///< more threads than this have shares in common

    std::size_t number_;
    std::array<share, most> shares_;
};

} // namespace HPK_ISA
} // namespace hpk::detail
