// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "entrant.hpp"
#include "roofline.hpp"

namespace hpk::bench {

/// The number of entrants with a wrong result. The process fails if there are any.
inline int& failures() {
    static int count = 0;
    return count;
}

/// The registered peers: family, name, version, compiler and flags.
inline std::set<std::string>& entered_peers() {
    static std::set<std::string> lines;
    return lines;
}

/// Reports the speed of a pass in numbers that do not depend on the size of the problem.
inline void count(benchmark::State& state, const entrant& e, const verdict& found) {
    using benchmark::Counter;
    constexpr auto rate = Counter::kIsIterationInvariantRate;
    for (const auto& [what, amount] : found.work) {
        state.counters[what + "_per_second"] = Counter(amount, rate);
        if (what == "bytes")
            state.counters["of_roofline"] =
                Counter(amount / memory_bandwidth(std::max(e.threads, 1)), rate);
    }
    state.counters["ns_per_operation"] =
        Counter(1e-9 * found.work.front().second, rate | Counter::kInvert);
}

/// Registers an entrant with Google Benchmark. It is verified once, when its first run begins.
inline void enter(const entrant& e) {
    const auto run = [e,
                      found = std::make_shared<std::optional<verdict>>()](benchmark::State& state) {
        if (!*found) {
            *found = e.verify();
            if (!(*found)->failure.empty()) {
                std::cerr << e.name() << ": " << (*found)->failure << '\n';
                ++failures();
            }
        }
        if (!(*found)->failure.empty()) {
            state.SkipWithError((*found)->failure.c_str());
            return;
        }
        for (auto _ : state) {
            e.pass();
            benchmark::ClobberMemory();
            if (!e.clean) continue;
            state.PauseTiming();
            e.clean();
            state.ResumeTiming();
        }
        count(state, e, **found);
        state.SetLabel(e.peer);
    };
    auto* const b = benchmark::RegisterBenchmark(e.name().c_str(), run);
    b->Unit(benchmark::kMillisecond);
    if (e.threads > 0) b->UseRealTime(); // the CPU time of the calling thread is meaningless here
    if (!e.peer.empty())
        entered_peers().insert(e.family + "/" + e.variant + " " + e.backend + ": " + e.peer);
}

/// An object of this type registers a family when the program starts.
struct registration {
    explicit registration(const std::function<std::vector<entrant>()>& entrants) {
        for (const entrant& e : entrants()) enter(e);
    }
};

} // namespace hpk::bench
