// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <ctime>
#include <new>

#if defined(__linux__)
#include <sched.h>
#endif
#if defined(_OPENMP)
#include <omp.h>

#include <vector>
#endif

#include "hpk/core/cache_line.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Threads that join the work of a thread that calls `run`, and sleep when there is none.
///
/// The caller never waits for a thread that has not joined. If other programs have the processors,
/// threads are late or absent, and those that run do all the work. A thread that must wait polls
/// for some microseconds, so that calls in quick succession need not wake it, and then sleeps, as
/// the thread that it waits for may need the processor.
///
/// Each call takes a team that no other call uses, so calls run concurrently. Teams are kept for
/// later calls and never destroyed: at the end of a program their threads sleep, which harms
/// nothing. The child of a fork has none of these threads, and makes its own.
class alignas(cache_line) team {
public:
    /// The most threads of a call.
    static constexpr int most_threads = 1 << 14;

    /// Calls `work(number)` on the calling thread, whose number is 0, and on at most threads-1
    /// others, whose numbers differ and are positive. Others join until one call of `work` has
    /// returned, which means that no work is left to begin. Returns when all calls have returned.
    ///
    /// Only the calling thread works inside another call, or if the system refuses memory or
    /// threads.
    ///
    /// \param threads  1 … most_threads
    /// \param work     must not throw
    template <class Work>
    static void run(int threads, const Work& work) noexcept {
        team* const taken = threads > 1 && !at_work ? take() : nullptr;
        if (taken == nullptr) return work(0);
        at_work = true;
        taken->lead(threads, work);
        at_work = false;
        taken->is_taken_.store(false, std::memory_order_release);
    }

private:
    /// `state_` is the number of threads that have joined, and of those that may still join in
    /// units of `place`.
    static constexpr std::uint32_t place = 1U << 16;

    /// Locks a mutex for its lifetime.
    class lock {
    public:
        explicit lock(pthread_mutex_t& mutex) noexcept : mutex_(mutex) {
            pthread_mutex_lock(&mutex_);
        }
        lock(const lock&) = delete;
        lock& operator=(const lock&) = delete;
        ~lock() { pthread_mutex_unlock(&mutex_); }

    private:
        pthread_mutex_t& mutex_;
    };

    /// A team that no other call uses; null without memory for one.
    static team* take() noexcept {
        [[maybe_unused]] static const int registered =
            pthread_atfork(nullptr, nullptr, [] { teams.store(nullptr); });
        for (team* t = teams.load(); t != nullptr; t = t->next_)
            if (!t->is_taken_.exchange(true, std::memory_order_acquire)) return t;
        team* const made = new (std::nothrow) team;
        if (made == nullptr) return nullptr;
        made->next_ = teams.load();
        while (!teams.compare_exchange_weak(made->next_, made)) {
        }
        return made;
    }

    template <class Work>
    void lead(int threads, const Work& work) noexcept {
        while (made_ < threads - 1 && make_thread()) ++made_;
        call_ = [](const void* w, int number) noexcept { (*static_cast<const Work*>(w))(number); };
        work_ = &work;
        processor_.store(processor(), std::memory_order_relaxed);
        const std::uint32_t places = static_cast<std::uint32_t>(threads - 1) * place;
        state_.store(places);
        wake(places);
        take_part(0);
        if (!poll([&] { return state_.load() == 0; })) sleep_until_all_have_left();
    }
    /// Calls the work and, as none is left to begin then, admits no more threads.
    void take_part(int number) noexcept {
        call_(work_, number);
        state_.fetch_and(place - 1);
    }

    bool make_thread() noexcept {
        pthread_t thread;
        const auto begin = [](void* own) -> void* {
            leave_place_of_caller();
            at_work = true;
            static_cast<team*>(own)->serve();
        };
        return pthread_create(&thread, nullptr, begin, this) == 0 && pthread_detach(thread) == 0;
    }

    /// OMP_PROC_BIND binds the first thread of a program to a few processors, its place, and new
    /// threads inherit that; this allows the calling thread the processors of all places.
    static void leave_place_of_caller() noexcept {
#if defined(_OPENMP) && defined(__linux__)
        if (omp_get_proc_bind() == omp_proc_bind_false) return;
        cpu_set_t all;
        CPU_ZERO(&all);
        for (int p = 0; p < omp_get_num_places(); ++p) {
            std::vector<int> processors(static_cast<std::size_t>(omp_get_place_num_procs(p)));
            omp_get_place_proc_ids(p, processors.data());
            for (const int k : processors) CPU_SET(k, &all);
        }
        pthread_setaffinity_np(pthread_self(), sizeof all, &all); // refuses an empty set
#endif
    }

    [[noreturn]] void serve() noexcept {
        const int number = ++numbered_;
        for (;;) {
            if (is_in_the_way()) {
                nap();
            } else if (poll([&] { return state_.load() >= place; }) && !is_in_the_way() && join()) {
                take_part(number);
                leave();
                continue;
            }
            sleep_unless_there_is_a_place();
        }
    }
    void leave() noexcept {
        if (state_.fetch_sub(1) > 1 || !caller_sleeps_.load()) return;
        const lock own(mutex_);
        pthread_cond_signal(&all_left_);
    }

    /// True if the calling thread runs on the processor of the thread that leads: the others are
    /// busy, and it would only take that thread's time.
    [[nodiscard]] bool is_in_the_way() const noexcept {
        const int here = processor();
        return here >= 0 && here == processor_.load(std::memory_order_relaxed);
    }
    /// Sleeps for a few of the time slices that the system gives to threads.
    static void nap() noexcept {
        const timespec duration{0, 10'000'000};
        nanosleep(&duration, nullptr);
    }

    /// Takes a place, if there is one.
    bool join() noexcept {
        std::uint32_t seen = state_.load();
        while (seen >= place)
            if (state_.compare_exchange_weak(seen, seen - place + 1)) {
                wake(seen - place + 1);
                return true;
            }
        return false;
    }

    /// Wakes up to two threads if there are more places than threads that poll for one. Each of
    /// them wakes others in turn.
    void wake(std::uint32_t state) noexcept {
        const auto places = static_cast<int>(state / place),
                   joined = static_cast<int>(state % place);
        const auto missing = [&] { return places - (made_ - sleeping_.load() - joined); };
        if (missing() <= 0) return;
        const lock own(mutex_); // a thread that has missed the places sleeps now
        for (int n = (std::min)({missing(), sleeping_.load(), 2}); n > 0; --n) {
            --sleeping_;
            ++to_wake_;
            pthread_cond_signal(&begun_);
        }
    }
    /// A thread that is woken too late for a place is awake for the next call.
    void sleep_unless_there_is_a_place() noexcept {
        const lock own(mutex_);
        if (state_.load() >= place) return;
        ++sleeping_;
        while (to_wake_ == 0) pthread_cond_wait(&begun_, &mutex_);
        --to_wake_;
    }
    void sleep_until_all_have_left() noexcept {
        const lock own(mutex_);
        caller_sleeps_.store(true);
        while (state_.load() != 0) pthread_cond_wait(&all_left_, &mutex_);
        caller_sleeps_.store(false);
    }

    /// Waits for a condition, for about the time in which a sleeping thread can be woken.
    /// \return the condition
    template <class Condition>
    static bool poll(const Condition& condition) noexcept {
        for (int turn = 0; turn < 1000; ++turn) {
            if (condition()) return true;
#if defined(__x86_64__)
            asm volatile("pause");
#elif defined(__aarch64__)
            asm volatile("isb");
#endif
        }
        return false;
    }

    /// The processor of the calling thread; -1 if unknown.
    static int processor() noexcept {
#if defined(__linux__)
        return sched_getcpu();
#else
        return -1;
#endif
    }

    static inline std::atomic<team*> teams{nullptr}; ///< a list of all teams
    /// True if the calling thread works for a team.
    static inline constinit thread_local bool at_work = false;

    std::atomic<std::uint32_t> state_{0};
    alignas(cache_line) void (*call_)(const void*, int) noexcept = nullptr;
    const void* work_ = nullptr;
    team* next_ = nullptr;             ///< in the list
    std::atomic<bool> is_taken_{true}; ///< by a call
    std::atomic<int> processor_{-1};   ///< of the thread that leads, as the call began
    int made_ = 0;                     ///< threads
    std::atomic<int> numbered_{0};     ///< threads that have a number
    std::atomic<int> sleeping_{0};     ///< threads that are not to wake
    int to_wake_ = 0;                  ///< threads that sleep but are to wake
    std::atomic<bool> caller_sleeps_{false};
    pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t begun_ = PTHREAD_COND_INITIALIZER;
    pthread_cond_t all_left_ = PTHREAD_COND_INITIALIZER;
};

} // namespace HPK_ISA
} // namespace hpk::detail
