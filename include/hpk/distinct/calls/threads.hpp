// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>

#include "hpk/core/execution.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {
namespace detail {

/// How many keys a thread is given at a time, at most.
inline constexpr std::size_t stretch = 8192;

/// How many threads share `count` keys, at least 1.
inline std::size_t threads_for(std::size_t count, execution_policy auto how) noexcept {
    if (count <= stretch) return 1;
    const auto stretches = static_cast<std::ptrdiff_t>((count + stretch - 1) / stretch);
    return static_cast<std::size_t>(thread_count(at_most(stretches, how)));
}

/// Has threads add `count` keys, a stretch at a time: thread t calls add(keys, first, n) of what
/// adder_of(t) points to.
template <class AdderOf, class Keys>
void share_keys(std::size_t count, execution_policy auto how, const AdderOf& adder_of,
                const Keys& keys) noexcept {
    const std::size_t threads = threads_for(count, how);
    std::atomic<std::size_t> next_thread = 0;
    distribute_stretches(how, count, stretch, [&] {
        return [&, adder = adder_of(next_thread++ % threads)](std::size_t first, std::size_t n) {
            adder->add(keys, first, n);
        };
    });
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::distinct
