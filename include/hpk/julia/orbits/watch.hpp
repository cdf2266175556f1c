// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>

#include "hpk/core/isa.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Calls an observer with the number of finished rows, from any thread but one at a time, and
/// remembers whether it has asked to stop.
template <class Observer>
class watch {
    using result = std::invoke_result_t<Observer&, std::size_t>;
    static_assert(std::is_void_v<result> || std::same_as<std::remove_cvref_t<result>, bool>,
                  "an observer must return nothing, or a bool that is false to stop the run");

public:
    /// A watch with no finished rows. The observer must outlive it.
    explicit watch(Observer& observer) noexcept : observer_(observer) {}

    /// True until the observer has asked to stop.
    [[nodiscard]] bool goes_on() const noexcept { return goes_on_.load(std::memory_order_relaxed); }

    /// The same, after some ten thousand operations on vectors. The observer is called in some of
    /// these calls: some tens of times per second and thread.
    bool poll() noexcept {
        constexpr unsigned every = 256;
        if (polls_.fetch_add(1, std::memory_order_relaxed) % every == every - 1) call();
        return goes_on();
    }

    /// Tells the observer that so many rows are finished.
    void finish(std::size_t rows) noexcept {
        rows_ = rows;
        call();
    }

private:
    /// Calls the observer unless another thread is calling it.
    void call() noexcept {
        if (busy_.test_and_set(std::memory_order_acquire)) return;
        if constexpr (std::is_void_v<result>)
            std::invoke(observer_, rows_);
        else if (goes_on() && !std::invoke(observer_, rows_))
            goes_on_.store(false, std::memory_order_relaxed);
        busy_.clear(std::memory_order_release);
    }

    Observer& observer_;
    std::size_t rows_ = 0;
    std::atomic<bool> goes_on_ = true;
    std::atomic<unsigned> polls_ = 0;
    std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
};

} // namespace HPK_ISA
} // namespace hpk::julia
