// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/distinct/calls/threads.hpp"
#include "hpk/distinct/registers/registers.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {
namespace detail {

/// Adds `count` keys to registers. Of several threads each has registers of its own, of which the
/// maxima remain.
template <class Variant, class Backend, class Keys>
void add_keys(registers_view registers, const Keys& keys, std::size_t count,
              execution_policy auto how) {
    using adder = typename Variant::template adder<backend_for<Variant, Backend, std::uint64_t>>;
    const std::size_t threads = threads_for(count, how);
    if (threads == 1) return adder(registers, count).add(keys, 0, count);
    const std::size_t distance = registers.size() + 128; // two cache lines: no false sharing
    std::vector<std::uint8_t> own(threads * distance);
    std::vector<adder> adders;
    adders.reserve(threads);
    for (std::size_t t = 0; t < threads; ++t) {
        std::uint8_t* const first = own.data() + t * distance;
        std::copy_n(registers.data(), registers.size(), first);
        adders.emplace_back(registers_view(first, registers.p()), count / threads);
    }
    share_keys(count, how, [&](std::size_t thread) { return &adders[thread]; }, keys);
    for (std::size_t t = 0; t < threads; ++t)
        registers.template raise_to<Backend>(own.data() + t * distance);
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::distinct
