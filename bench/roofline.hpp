// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <hpk/core/execution.hpp>
#include <hpk/core/grid.hpp>

#include "clock.hpp"
#include "compiled_with.hpp"
#include "entrants.hpp"
#include "streaming_copy.hpp"

namespace hpk::bench {

/// Copies an array too large for any cache. A step over a grid in memory transfers as much as
/// copying it, so this is the roofline of variants that sweep once per step.
class streaming {
public:
    using value_type = double;
    static constexpr std::string_view family = "memory";
    static constexpr std::size_t size = std::size_t{1} << 25;

    explicit streaming(int threads = 1) : threads_(threads) {}

    [[nodiscard]] std::string name() const { return "256MiB"; }

    void pass() {
        constexpr std::size_t pieces = 64, piece = size / pieces;
        distribute(parallel{threads_}, pieces, [this] {
            return [this](std::ptrdiff_t k) {
                const std::size_t at = piece * static_cast<std::size_t>(k);
                peers::streaming_copy(from_.data() + at, to_.data() + at, piece * sizeof(double));
            };
        });
    }

    verdict verify(const std::function<void()>& pass) {
        from_ = to_ = hpk::grid<double, 1>(size);
        for (std::size_t k = 0; k < size; ++k) from_(k) = static_cast<double>(k);
        pass();
        verdict result;
        if (from_ != to_) result.failure = "the copy differs";
        result.work = {{"bytes", bytes}};
        return result;
    }

    /// The bytes that are read and written per pass.
    static constexpr double bytes = 2.0 * sizeof(double) * size;

private:
    int threads_;
    hpk::grid<double, 1> from_, to_;
};

/// The copy as an entrant.
inline entrant roofline(int threads = 1) {
    const auto p = std::make_shared<streaming>(threads);
    entrant e = entrant_at(p, "streaming_copy", compiler_name, [p] { p->pass(); });
    e.peer = made_with;
    if (threads > 1) e.threads = threads;
    return e;
}

/// The bytes per second that memory reads and writes when this number of threads copies: the best
/// of ten trials, measured on first use, with the clock of the entrants.
inline double memory_bandwidth(int threads) {
    static std::map<int, double> known;
    const auto [at, is_new] = known.try_emplace(threads, 0);
    if (is_new) {
        streaming copy(threads);
        copy.verify([&] { copy.pass(); });
        double best = std::numeric_limits<double>::infinity();
        for (int trial = 0; trial < 10; ++trial) {
            const stopwatch watch(threads > 1 ? threads : 0);
            copy.pass();
            best = std::min(best, watch.seconds());
        }
        at->second = streaming::bytes / best;
    }
    return at->second;
}

} // namespace hpk::bench
