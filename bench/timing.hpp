// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../examples/picture/progress.hpp"
#include "entrant.hpp"
#include "median.hpp"

namespace hpk::bench {

/// An entrant and its times.
struct row {
    const entrant* who;
    verdict found;
    std::vector<double> rounds; ///< seconds per pass

    [[nodiscard]] double median() const { return bench::median(rounds); }
    /// The amount of a kind of work per second.
    [[nodiscard]] double rate(std::string_view work) const {
        const auto kind =
            std::ranges::find(found.work, work, &std::pair<std::string, double>::first);
        return kind == found.work.end() ? 0 : kind->second / median();
    }
    /// The seconds per unit of a kind of work, or per pass if none is named.
    [[nodiscard]] double cost(std::string_view work) const {
        return work.empty() ? median() : 1 / rate(work);
    }
};

using table = std::vector<row>; ///< entrants that do the same work

/// Verifies the entrants.
inline table verify(const std::vector<entrant>& entrants, progress_bar& progress) {
    table rows;
    for (const entrant& e : entrants) {
        progress.show(static_cast<double>(rows.size()) / static_cast<double>(entrants.size()),
                      "verifying " + e.name());
        rows.push_back({&e, e.verify(), {}});
    }
    return rows;
}

/// Repeats passes until the time is long enough for the clock.
inline double seconds_a_pass(const entrant& e) {
    using timer = std::chrono::steady_clock;
    const auto start = timer::now();
    int passes = 0;
    std::chrono::duration<double> taken{};
    do {
        e.pass();
        ++passes;
        taken = timer::now() - start;
    } while (taken.count() < 0.01);
    return taken.count() / passes;
}

/// Limits for `time`.
struct patience {
    int rounds = 15;
    double seconds = 15; ///< a slow machine gets fewer rounds, but at least three
};

/// Times the entrants one after the other, round by round, so that a slow period of the machine
/// affects all of them; the median of the rounds then ignores it. Slow entrants are timed only in
/// every fifth round.
inline void time(table& rows, progress_bar& progress, patience limit = {}) {
    using timer = std::chrono::steady_clock;
    const auto start = timer::now();
    for (int round = 0; round < limit.rounds; ++round) {
        const std::chrono::duration<double> spent = timer::now() - start;
        if (round >= 3 && spent.count() > limit.seconds) return;
        for (row& r : rows) {
            const bool takes_long = !r.rounds.empty() && r.rounds.front() > 0.3;
            if (takes_long && round % 5 != 0) continue;
            progress.show(static_cast<double>(round) / limit.rounds, "timing " + r.who->name());
            r.rounds.push_back(seconds_a_pass(*r.who));
        }
    }
}

} // namespace hpk::bench
