// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hpk/core/execution.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

/// How many results are worth a copy of an engine and its move to another position.
inline constexpr std::size_t shortest_stretch = std::size_t{1} << 16;

/// Calls `work(engine, …, first, n)` for stretches of `count` results, with copies of the engines
/// that have moved on by numbers_each * first, and moves the engines themselves on. Engines whose
/// discard is slow work on the calling thread.
template <class Work, class Engine, class... Engines>
void share(execution_policy auto how, std::size_t count, std::size_t numbers_each, const Work& work,
           Engine& engine, Engines&... engines) {
    const auto threads = static_cast<std::size_t>(thread_count(how));
    if (!Engine::discards_quickly || threads == 1 || count <= shortest_stretch) {
        if (count > 0) work(engine, engines..., std::size_t{0}, count);
        return;
    }
    // Two stretches per thread, so that none waits long for another.
    const std::size_t longest =
        (std::max)(shortest_stretch, (count / (2 * threads) + 1023) / 1024 * 1024);
    distribute_stretches(how, count, longest, [&] {
        return [&](std::size_t first, std::size_t n) {
            const auto at_first = [&](auto copy) {
                copy.discard(std::uint64_t{first} * numbers_each);
                return copy;
            };
            [&](auto... moved) { work(moved..., first, n); }(at_first(engine),
                                                             at_first(engines)...);
        };
    });
    engine.discard(std::uint64_t{count} * numbers_each);
    (engines.discard(std::uint64_t{count} * numbers_each), ...);
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random
