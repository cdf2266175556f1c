// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "entrant.hpp"

namespace hpk::bench {

/// How many entrants gave a wrong result. The process fails if any did.
inline int& failures() {
    static int count = 0;
    return count;
}

/// Registers an entrant with Google Benchmark. It is verified once, when its first run begins.
inline void enter(const entrant& e) {
    struct state_of_knowledge {
        bool verified = false;
        verdict found;
    };
    const auto run = [e, known = std::make_shared<state_of_knowledge>()](benchmark::State& state) {
        if (!known->verified) {
            known->found = e.verify();
            known->verified = true;
            if (!known->found.failure.empty()) ++failures();
        }
        if (!known->found.failure.empty()) {
            state.SkipWithError(known->found.failure.c_str());
            return;
        }
        for (auto _ : state) {
            e.pass();
            benchmark::ClobberMemory();
        }
        for (const auto& [what, amount] : known->found.work)
            state.counters[what] =
                benchmark::Counter(amount, benchmark::Counter::kIsIterationInvariantRate);
    };
    auto* const b = benchmark::RegisterBenchmark(e.name().c_str(), run);
    b->Unit(benchmark::kMillisecond);
    if (e.threads > 0) b->UseRealTime(); // the time of the calling thread says nothing there
}

/// An object of this type enters a family as the program starts.
struct entry {
    explicit entry(const std::function<std::vector<entrant>()>& contestants) {
        for (const entrant& e : contestants()) enter(e);
    }
};

} // namespace hpk::bench
