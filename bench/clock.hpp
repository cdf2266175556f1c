// SPDX-License-Identifier: MIT
#pragma once

#include <ctime>

namespace hpk::bench {

/// The clock of all measurements: the CPU time of the calling thread, which excludes other work of
/// the machine, or wall-clock time if other threads or ranks take part.
class stopwatch {
public:
    /// `threads` is that of an entrant: 0 if the calling thread works alone.
    explicit stopwatch(int threads = 0)
        : clock_(threads > 0 ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID) {}

    /// The time in seconds since the stopwatch was made.
    [[nodiscard]] double seconds() const { return now() - start_; }

private:
    [[nodiscard]] double now() const {
        std::timespec t{};
        clock_gettime(clock_, &t);
        return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
    }

    clockid_t clock_;
    double start_ = now();
};

} // namespace hpk::bench
