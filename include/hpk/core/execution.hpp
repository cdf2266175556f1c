// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>

#if defined(_OPENMP)
#include <omp.h>
#endif

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/subnormals.hpp"

namespace hpk {

/// Runs on the calling thread.
struct sequential {};

/// Runs on several threads, through OpenMP. The results have the same bits as with hpk::sequential.
/// In a translation unit compiled without OpenMP (-fopenmp) the calling thread does all the work.
///
/// At most 4 threads per processor are used, or 64 if that is more, because OpenMP ends the program
/// when the system refuses it a thread. Every function that takes an execution policy refuses a
/// negative number.
struct parallel {
    int threads = 0; ///< how many; 0 leaves it to OpenMP (OMP_NUM_THREADS, else every core)
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

} // namespace detail

inline namespace HPK_ISA {

/// The most threads that this policy may use.
inline int thread_count(sequential) noexcept {
    return 1;
}
/// As above.
inline int thread_count([[maybe_unused]] parallel how) noexcept {
#if defined(_OPENMP)
    const int wanted = how.threads > 0 ? how.threads : omp_get_max_threads();
    // Counting processors is a system call, which common thread counts avoid.
    const int limit = wanted <= 64 ? 64 : (std::max)(64, 4 * omp_get_num_procs());
    return (std::max)(1, (std::min)({wanted, limit, omp_get_thread_limit()}));
#else
    return 1;
#endif
}

/// The same policy, with at most `threads` threads, at least 1.
inline sequential at_most(std::ptrdiff_t /*threads*/, sequential how) noexcept {
    return how;
}
/// As above.
inline parallel at_most(std::ptrdiff_t threads, parallel how) noexcept {
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

/// The same on several threads, each with a worker of its own. Indices are handed out in shrinking
/// runs: long ones first, to keep scheduling cheap, short ones last, so that threads finish
/// together although the pieces differ widely in cost. All threads use the caller's rounding and
/// subnormal modes; OpenMP's pool would keep those of the thread that created it.
template <class MakeWorker>
void distribute([[maybe_unused]] parallel how, std::ptrdiff_t count,
                const MakeWorker& make_worker) noexcept {
#if defined(_OPENMP)
    const auto as_here = detail::read_control();
#pragma omp parallel num_threads(thread_count(how))
    {
        const detail::control_guard guard(as_here);
        auto worker = make_worker();
#pragma omp for schedule(guided) nowait
        for (std::ptrdiff_t i = 0; i < count; ++i) worker(i);
    }
#else
    distribute(sequential{}, count, make_worker);
#endif
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
