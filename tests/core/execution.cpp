// SPDX-License-Identifier: MIT

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <memory>
#include <thread>
#include <type_traits>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <hpk/core/execution.hpp>
#include <hpk/core/type_list.hpp>

#include "catch.hpp"

#if defined(__SANITIZE_THREAD__)
#define HPK_THREAD_SANITIZER true
#elif defined(__has_feature)
#define HPK_THREAD_SANITIZER __has_feature(thread_sanitizer)
#else
#define HPK_THREAD_SANITIZER false
#endif

namespace hpk::test {
namespace {

template <class Execution>
void check_distribute(Execution how) {
    for (const std::ptrdiff_t count : {0, 1, 2, 7, 100, 1001}) {
        std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
        std::atomic<int> workers{0};
        std::atomic<int> ends{0};
        const auto make_worker = [&] {
            ++workers;
            const std::shared_ptr<void> at_end(nullptr, [&](void*) { ++ends; });
            return [&calls, at_end](std::ptrdiff_t i) { ++calls[static_cast<std::size_t>(i)]; };
        };
        distribute(how, count, make_worker);
        for (const auto& n : calls) CHECK(n == 1);
        CHECK(workers >= 1);
        CHECK(workers == ends);
    }
}

TEST_CASE("execution/every piece is done once, by workers that end") {
    check_distribute(sequential{});
    for (int threads = 0; threads <= 5; ++threads) check_distribute(parallel{threads});
}

/// True if a second thread joins one of many calls. It does not if other programs leave it no
/// processor but the caller's.
bool a_second_thread_works() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    std::atomic<int> workers{0};
    while (workers < 2 && std::chrono::steady_clock::now() < end) {
        workers = 0;
        distribute(parallel{2}, 100, [&] {
            ++workers;
            return [&](std::ptrdiff_t) {
                const auto begin = std::chrono::steady_clock::now();
                while (std::chrono::steady_clock::now() - begin < std::chrono::microseconds(20)) {
                }
            };
        });
    }
    return workers == 2;
}

TEST_CASE("execution/a second thread works") {
    if (!a_second_thread_works()) WARN("not seen: other programs use all processors but one");
}

TEST_CASE("execution/there are at most as many workers as threads were asked for") {
    for (int threads = 1; threads <= 7; ++threads) {
        std::atomic<int> workers{0};
        for (int call = 0; call < 100; ++call) {
            workers = 0;
            distribute(parallel{threads}, 100, [&] {
                ++workers;
                return [](std::ptrdiff_t) {};
            });
            REQUIRE(workers >= 1);
            REQUIRE(workers <= threads);
        }
    }
}

TEST_CASE("execution/more threads than a machine can have are not asked for") {
    constexpr int all = std::numeric_limits<int>::max();
    const int most = thread_count(parallel{all});
    CHECK(most >= 1);
    CHECK(most <= std::max(64, 4 * detail::processors()));
    for (const int threads : {40'000, 1'000'000, all}) {
        CHECK(thread_count(parallel{threads}) == most);
        std::atomic<int> workers{0};
        std::atomic<int> pieces{0};
        distribute(parallel{threads}, 1000, [&] {
            ++workers;
            return [&](std::ptrdiff_t) { ++pieces; };
        });
        CHECK(workers <= most);
        CHECK(pieces == 1000);
    }
}

#if defined(_OPENMP)
TEST_CASE("execution/OpenMP's settings hold") {
    const int before = omp_get_max_threads();
    omp_set_num_threads(3);
    CHECK(thread_count(parallel{}) == 3);
    CHECK(thread_count(parallel{2}) == 2);
    omp_set_num_threads(40'000); // as the environment may say
    CHECK(thread_count(parallel{}) == thread_count(parallel{40'000}));
    check_distribute(parallel{});
    omp_set_num_threads(before);

    const int levels = omp_get_max_active_levels();
    omp_set_max_active_levels(1);
    std::atomic<int> wrong{0};
#pragma omp parallel num_threads(2)
    wrong += thread_count(parallel{5}) == (omp_in_parallel() != 0 ? 1 : 5) ? 0 : 1;
    CHECK(wrong == 0);
    omp_set_max_active_levels(levels);
}
#endif

TEST_CASE("execution/calls of several threads run at the same time") {
    std::atomic<std::ptrdiff_t> sum{0};
    std::vector<std::thread> callers;
    callers.reserve(4);
    for (int caller = 0; caller < 4; ++caller)
        callers.emplace_back([&] {
            for (int call = 0; call < 50; ++call)
                distribute(parallel{3}, 100, [&] { return [&](std::ptrdiff_t i) { sum += i; }; });
        });
    for (std::thread& caller : callers) caller.join();
    CHECK(sum == std::ptrdiff_t{4} * 50 * 4950);
}

TEST_CASE("execution/a call inside another one uses one thread") {
    std::atomic<int> pieces{0};
    std::atomic<int> elsewhere{0};
    distribute(parallel{3}, 20, [&] {
        return [&](std::ptrdiff_t) {
            const auto outer = std::this_thread::get_id();
            distribute(parallel{3}, 20, [&] {
                return [&](std::ptrdiff_t) {
                    ++pieces;
                    elsewhere += std::this_thread::get_id() == outer ? 0 : 1;
                };
            });
        };
    });
    CHECK(pieces == 20 * 20);
    CHECK(elsewhere == 0);
}

TEST_CASE("execution/the child of a fork has threads of its own") {
    if (HPK_THREAD_SANITIZER) {
        WARN("the thread sanitizer allows no new threads after a fork");
        return;
    }
    const bool here = a_second_thread_works();
    const pid_t child = fork();
    if (child == 0) _exit(a_second_thread_works() ? 2 : 1);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (here && WEXITSTATUS(status) != 2)
        WARN("not seen: other programs use all processors but one");
    check_distribute(parallel{3});
}

TEST_CASE("execution/a policy with fewer threads") {
    STATIC_REQUIRE(std::is_same_v<decltype(at_most(3, sequential{})), sequential>);
    for (int threads = 0; threads <= 5; ++threads)
        for (const std::ptrdiff_t most : {1, 2, 3, 1'000'000'000}) {
            const parallel fewer = at_most(most, parallel{threads});
            CHECK(fewer.threads == std::min<std::ptrdiff_t>(most, thread_count(parallel{threads})));
        }
}

// Policies are objects that can be named once, and parts of types.
constexpr sequential here;
constexpr parallel on_two{2};
static_assert(on_two.threads == 2 && parallel().threads == 0);
static_assert(execution_policy<sequential> && execution_policy<parallel>);
static_assert(!execution_policy<const parallel&> && !execution_policy<int>);
static_assert(std::is_empty_v<sequential> && std::is_trivially_copyable_v<parallel>);

template <execution_policy auto How>
struct sum_of_indices {
    static std::ptrdiff_t up_to(std::ptrdiff_t count) {
        std::atomic<std::ptrdiff_t> sum{0};
        distribute(How, count, [&] { return [&](std::ptrdiff_t i) { sum += i; }; });
        return sum;
    }
};

TEST_CASE("execution/policies are constants and template arguments") {
    CHECK(sum_of_indices<here>::up_to(100) == 4950);
    CHECK(sum_of_indices<on_two>::up_to(100) == 4950);
    CHECK(sum_of_indices<parallel{}>::up_to(100) == 4950);
    STATIC_REQUIRE(std::is_same_v<sum_of_indices<parallel{2}>, sum_of_indices<on_two>>);
    STATIC_REQUIRE_FALSE(std::is_same_v<sum_of_indices<parallel{3}>, sum_of_indices<on_two>>);
    // As an argument, a constant is deduced as its type and not as a reference or a const one.
    STATIC_REQUIRE(std::is_same_v<decltype([]<execution_policy E>(E) {
                                      return std::type_identity<E>();
                                  }(on_two)),
                                  std::type_identity<parallel>>);
    CHECK(thread_count(here) == 1);
}

TEST_CASE("type_list/lists") {
    using list = type_list<int, float>;
    STATIC_REQUIRE(list::size == 2);
    STATIC_REQUIRE(list::contains<float>);
    STATIC_REQUIRE_FALSE(list::contains<double>);
    STATIC_REQUIRE(std::is_same_v<concatenate<list, type_list<char>>, type_list<int, float, char>>);
    std::size_t sizes = 0;
    list::for_each([&]<class T>(std::type_identity<T>) { sizes = sizes * 100 + sizeof(T); });
    CHECK(sizes == sizeof(int) * 100 + sizeof(float));
}

} // namespace
} // namespace hpk::test
