// SPDX-License-Identifier: MIT

#include <algorithm>
#include <atomic>
#include <limits>
#include <memory>
#include <type_traits>
#include <vector>

#include <hpk/core/execution.hpp>
#include <hpk/core/type_list.hpp>

#include "catch.hpp"

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

#if defined(_OPENMP)
TEST_CASE("execution/the number of threads is the one asked for") {
    for (int threads = 1; threads <= 4; ++threads) {
        std::atomic<int> workers{0};
        distribute(parallel{threads}, 100, [&] {
            ++workers;
            return [](std::ptrdiff_t) {};
        });
        CHECK(workers == threads);
    }
}

/// OpenMP ends the program if it cannot create as many threads as requested.
TEST_CASE("execution/more threads than a machine can have are not asked for") {
    constexpr int all = std::numeric_limits<int>::max();
    const int most = thread_count(parallel{all});
    CHECK(most >= 1);
    CHECK(most <= std::max(64, 4 * omp_get_num_procs()));
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
    // The environment may also request too many, for parallel{}.
    const int before = omp_get_max_threads();
    omp_set_num_threads(40'000);
    CHECK(thread_count(parallel{}) == most);
    check_distribute(parallel{});
    omp_set_num_threads(before);
}
#endif

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
