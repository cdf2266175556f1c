// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../examples/picture/progress.hpp"
#include "clock.hpp"
#include "entrant.hpp"

namespace hpk::bench {

/// The median of some values; of an even number, the larger of the middle two.
inline double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// An entrant and its times.
struct row {
    const entrant* who;
    verdict found;
    std::vector<double> rounds{}; ///< seconds per pass

    [[nodiscard]] double median() const { return bench::median(rounds); }
    /// The amount of a kind of work in a pass; 0 if there is none.
    [[nodiscard]] double amount(std::string_view work) const {
        const auto kind =
            std::ranges::find(found.work, work, &std::pair<std::string, double>::first);
        return kind == found.work.end() ? 0 : kind->second;
    }
    /// The amount of a kind of work per second.
    [[nodiscard]] double rate(std::string_view work) const { return amount(work) / median(); }
};

using results = std::vector<row>; ///< of entrants that do the same work

/// Verifies the entrants.
inline results verify(const std::vector<entrant>& entrants, progress_bar& progress) {
    results rows;
    for (const entrant& e : entrants) {
        progress.show(static_cast<double>(rows.size()) / static_cast<double>(entrants.size()),
                      "verifying " + e.name());
        rows.push_back({&e, e.verify()});
    }
    return rows;
}

/// The time in seconds of some passes.
inline double seconds_of(const entrant& e, int passes) {
    if (!e.clean) {
        const stopwatch watch(e.threads);
        for (int k = 0; k < passes; ++k) e.pass();
        return watch.seconds();
    }
    double sum = 0;
    for (int k = 0; k < passes; ++k) {
        const stopwatch watch(e.threads);
        e.pass();
        sum += watch.seconds();
        e.clean();
    }
    return sum;
}

/// Repeats passes until the time is long enough for the clock.
inline double seconds_per_pass(const entrant& e) {
    for (int passes = 1;; passes *= 4)
        if (const double s = seconds_of(e, passes); s >= 0.01 || passes > 1'000'000)
            return s / passes;
}

/// Limits for `time`.
struct limits {
    int rounds = 15;
    double seconds = 15; ///< a slow machine gets fewer rounds
    int least = 3;       ///< but at least so many
    /// A pass that took so long when it was verified is not timed again.
    double long_enough = std::numeric_limits<double>::infinity();
};

/// Times the entrants one after the other, round by round, so that a slow period of the machine
/// affects all of them; the median of the rounds then ignores it. Slow entrants are timed only in
/// every fifth round.
inline void time(results& rows, progress_bar& progress, limits most = {}) {
    const stopwatch watch(1);
    for (row& r : rows)
        if (r.found.seconds >= most.long_enough) r.rounds.push_back(r.found.seconds);
    for (int round = 0; round < most.rounds; ++round) {
        if (round >= most.least && watch.seconds() > most.seconds) return;
        for (row& r : rows) {
            if (r.found.seconds >= most.long_enough) continue;
            const bool slow = !r.rounds.empty() && r.rounds.front() > 0.3;
            if (slow && round % 5 != 0) continue;
            progress.show(static_cast<double>(round) / most.rounds, "timing " + r.who->name());
            r.rounds.push_back(seconds_per_pass(*r.who));
        }
    }
}

} // namespace hpk::bench
