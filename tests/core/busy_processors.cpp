// SPDX-License-Identifier: MIT

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <hpk/core/execution.hpp>

#include "catch.hpp"

namespace hpk::test {
namespace {

using seconds = std::chrono::duration<double>;

/// A busy loop for each processor, during its lifetime.
class busy_loops {
public:
    busy_loops() {
        for (int k = 0; k < detail::processors(); ++k)
            threads_.emplace_back([this] {
                while (!end_.load(std::memory_order_relaxed)) {
                }
            });
    }
    busy_loops(const busy_loops&) = delete;
    busy_loops& operator=(const busy_loops&) = delete;
    ~busy_loops() {
        end_ = true;
        for (std::thread& thread : threads_) thread.join();
    }

private:
    std::atomic<bool> end_{false};
    std::vector<std::thread> threads_;
};

/// The time of one processor that a piece of work takes, about 2 microseconds in optimised code.
std::uint64_t work(std::ptrdiff_t i) {
    auto x = static_cast<std::uint64_t>(i);
    for (int k = 0; k < 2000; ++k) x = x * 6364136223846793005U + 1442695040888963407U;
    return x;
}

/// How long many short calls take.
template <class Execution>
double time_of_calls(Execution how) {
    std::vector<std::uint64_t> results(32);
    const auto begin = std::chrono::steady_clock::now();
    for (int call = 0; call < 300; ++call)
        distribute(how, static_cast<std::ptrdiff_t>(results.size()), [&] {
            return [&](std::ptrdiff_t i) { results[static_cast<std::size_t>(i)] += work(i); };
        });
    return seconds(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + 3, values.end());
    return values[3];
}

/// When other programs use all processors, threads that wait actively waste the time that those
/// they wait for need: two took ten times as long as one when hpk ran them by GCC's OpenMP.
TEST_CASE("execution/two threads on busy processors are not much slower than one") {
    const busy_loops others;
    double slower = 0;
    for (int attempt = 0; attempt < 5; ++attempt) {
        std::vector<double> one, two;
        for (int turn = 0; turn < 7; ++turn) {
            one.push_back(time_of_calls(sequential{}));
            two.push_back(time_of_calls(parallel{2}));
        }
        slower = median(two) / median(one);
        if (slower < 2) break;
        WARN("beside busy loops two threads took " << slower << " times as long as one");
    }
    CHECK(slower < 2);
}

} // namespace
} // namespace hpk::test
