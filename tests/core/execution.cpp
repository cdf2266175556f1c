// SPDX-License-Identifier: MIT

#include <atomic>
#include <memory>
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
#endif

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
