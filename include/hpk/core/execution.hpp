// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>

#if defined(_OPENMP)
#include <omp.h>
#elif defined(__linux__)
#include <sched.h>
#else
#include <unistd.h>
#endif

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/shared_indices.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/core/team.hpp"

namespace hpk {

/// Runs on the calling thread.
struct sequential {};

/// Runs on several threads. The results have the same bits as with hpk::sequential.
///
/// The number of threads must not be negative. At most 4 threads per processor are used, or 64 if
/// that is more, and fewer if the system refuses some or other programs use the processors.
///
/// In a translation unit compiled with OpenMP (-fopenmp), its settings hold: OMP_NUM_THREADS,
/// OMP_THREAD_LIMIT, and whether parallel regions may be nested. OpenMP runs none of the threads.
struct parallel {
    int threads = 0; ///< how many; 0 means one per processor that the program may use
};

/// The execution policies: hpk::sequential and hpk::parallel.
template <class T>
concept execution_policy = std::same_as<T, sequential> || std::same_as<T, parallel>;

namespace detail {

inline void expect_threads(sequential) noexcept {}
inline void expect_threads(parallel how) {
    expects(how.threads >= 0, [&] {
        return "parallel.threads is " + shown(how.threads) + " but must be 0 (all) or more";
    });
}

inline namespace HPK_ISA {

/// The number of processors that the first caller may use. It is counted once, so that calls which
/// allocate memory per thread find the same number when they start threads.
inline int processors() noexcept {
    static const int counted = [] {
#if defined(_OPENMP)
        return omp_get_num_procs();
#elif defined(__linux__)
        cpu_set_t mine; // too small on a machine of more than CPU_SETSIZE processors
        return sched_getaffinity(0, sizeof mine, &mine) == 0 ? CPU_COUNT(&mine) : CPU_SETSIZE;
#else
        return (std::max)(1, static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)));
#endif
    }();
    return counted;
}

} // namespace HPK_ISA

} // namespace detail

inline namespace HPK_ISA {

/// The most threads that this policy may use.
inline int thread_count(sequential) noexcept {
    return 1;
}
/// As above.
inline int thread_count(parallel how) noexcept {
    if (how.threads == 1) return 1;
    int wanted = how.threads;
    int limit = detail::team::most_threads;
#if defined(_OPENMP)
    if (omp_get_active_level() >= omp_get_max_active_levels()) return 1;
    if (wanted == 0) wanted = omp_get_max_threads();
    limit = (std::min)(limit, omp_get_thread_limit());
#endif
    if (wanted == 0) wanted = detail::processors();
    limit = (std::min)(limit, (std::max)(64, 4 * detail::processors()));
    return (std::min)(wanted, limit);
}

/// The same policy, with at most `threads` threads, at least 1.
inline sequential at_most(std::ptrdiff_t /*threads*/, sequential how) noexcept {
    return how;
}
/// As above.
inline parallel at_most(std::ptrdiff_t threads, parallel how) noexcept {
    if (threads == 1) return {1};
    return {static_cast<int>(std::min<std::ptrdiff_t>(threads, thread_count(how)))};
}

/// Does `count` pieces of work: calls `worker(i)` once for each i = 0 … count-1, where `worker` is
/// what `make_worker()` returns. Work that a worker defers until it is done belongs in its
/// destructor.
template <class MakeWorker>
void distribute(sequential, std::ptrdiff_t count, const MakeWorker& make_worker) noexcept {
    auto worker = make_worker();
    for (std::ptrdiff_t i = 0; i < count; ++i) worker(i);
}

/// The same on several threads, each with a worker of its own: those threads that are free (see
/// hpk/core/team.hpp) while there are indices to be handed out. All threads use the caller's
/// rounding and subnormal modes.
template <class MakeWorker>
void distribute(parallel how, std::ptrdiff_t count, const MakeWorker& make_worker) noexcept {
    const auto threads = static_cast<int>(std::min<std::ptrdiff_t>(count, thread_count(how)));
    if (threads < 2) return distribute(sequential{}, count, make_worker);
    const auto as_here = detail::read_control();
    detail::shared_indices indices(count, threads);
    detail::team::run(threads, [&](int thread) {
        const detail::control_guard guard(as_here);
        detail::shared_indices::reader mine(indices, thread);
        std::ptrdiff_t i = mine.next();
        if (i < 0) return;
        auto worker = make_worker();
        for (; i >= 0; i = mine.next()) worker(i);
    });
}

/// Does `count` items of work a stretch at a time: calls `worker(first, n)` for stretches of
/// `longest` items, the last of which may be shorter, where `worker` is what `make_worker()`
/// returns for each thread. At most a thread per stretch is used.
template <class MakeWorker>
void distribute_stretches(execution_policy auto how, std::size_t count, std::size_t longest,
                          const MakeWorker& make_worker) noexcept {
    if (count == 0) return;
    const auto stretches = static_cast<std::ptrdiff_t>((count + longest - 1) / longest);
    distribute(at_most(stretches, how), stretches, [&] {
        return [&, worker = make_worker()](std::ptrdiff_t s) mutable {
            const std::size_t first = static_cast<std::size_t>(s) * longest;
            worker(first, (std::min)(longest, count - first));
        };
    });
}

} // namespace HPK_ISA
} // namespace hpk
