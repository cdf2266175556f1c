// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <ctime>

namespace hpk::bench {

/// Measures the CPU time of this thread, which excludes other work of the machine. The overhead of
/// the clock itself is subtracted.
class stopwatch {
public:
    /// The time in seconds since the stopwatch was made.
    [[nodiscard]] double seconds() const { return std::max(now() - start_ - reading(), 0.0); }

private:
    static double now() {
        std::timespec t{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
    }
    static double reading() {
        static const double time = [] {
            double least = 1;
            for (int k = 0; k < 1000; ++k) {
                const double before = now();
                least = std::min(least, now() - before);
            }
            return least;
        }();
        return time;
    }

    double start_ = now();
};

} // namespace hpk::bench
