// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <functional>
#include <type_traits>

#include "hpk/core/isa.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Calls an observer with the number of finished rows, from any thread but one at a time, and
/// remembers whether it has asked to stop.
template <class Observer>
class watch {
    static_assert(std::invocable<Observer&, std::size_t>,
                  "an observer is called with the number of finished rows, a std::size_t");
    using result = std::invoke_result_t<Observer&, std::size_t>;
    static_assert(std::is_void_v<result> || std::same_as<std::remove_cvref_t<result>, bool>,
                  "an observer must return nothing, or a bool that is false to stop the run");

public:
    /// A watch with no finished rows. The observer must outlive it.
    explicit watch(Observer& observer) noexcept : observer_(observer) {}

    /// True until the observer has asked to stop.
    [[nodiscard]] bool goes_on() const noexcept { return goes_on_.load(std::memory_order_relaxed); }

    /// The same, after some hundred operations on vectors or more. The observer is called if a
    /// fortieth of a second has passed since it was, which is looked at in every 32nd call.
    bool poll() noexcept {
        constexpr unsigned every = 32;
        thread_local unsigned polls = 0;
        return ++polls % every == 0 ? poll_clock() : goes_on();
    }
    /// The same, looking at the clock in every call.
    bool poll_clock() noexcept {
        if (now() - called_.load(std::memory_order_relaxed) >= pause) call();
        return goes_on();
    }

    /// Tells the observer that so many rows are finished.
    void finish(std::size_t rows) noexcept {
        rows_ = rows;
        call();
    }

private:
    static constexpr std::int64_t pause = 25'000'000;
    /// The time in nanoseconds. (<chrono> is a large header.)
    [[nodiscard]] static std::int64_t now() noexcept {
        std::timespec time{};
        clock_gettime(CLOCK_MONOTONIC, &time);
        return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    }

    /// Calls the observer unless another thread is calling it.
    void call() noexcept {
        if (busy_.test_and_set(std::memory_order_acquire)) return;
        if constexpr (std::is_void_v<result>)
            std::invoke(observer_, rows_);
        else if (goes_on() && !std::invoke(observer_, rows_))
            goes_on_.store(false, std::memory_order_relaxed);
        called_.store(now(), std::memory_order_relaxed);
        busy_.clear(std::memory_order_release);
    }

    Observer& observer_;
    std::size_t rows_ = 0;
    std::atomic<bool> goes_on_ = true;
    std::atomic<std::int64_t> called_ = now(); ///< when the observer was last called, or the start
    std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
};

} // namespace HPK_ISA
} // namespace hpk::julia
