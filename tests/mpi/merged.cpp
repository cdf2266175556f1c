// SPDX-License-Identifier: MIT
//
// Sums and sketches of several ranks are those of one process.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <hpk/distinct.hpp>

#include "ranks.hpp"

namespace hpk::test {
namespace {

/// This rank's part of an array. The parts differ in size, and with several ranks one is empty.
template <class T>
std::span<const T> own_part(const std::vector<T>& all) {
    const auto ranks = static_cast<std::size_t>(mpi::size_of(MPI_COMM_WORLD));
    const auto rank = static_cast<std::size_t>(mpi::rank_in(MPI_COMM_WORLD));
    const auto begin = [&](std::size_t r) { return r * r * all.size() / (ranks * ranks); };
    if (ranks > 2 && rank == 0) return {};
    const std::size_t first = ranks > 2 && rank == 1 ? 0 : begin(rank);
    return std::span(all).subspan(first, begin(rank + 1) - first);
}

/// Numbers of many magnitudes and both signs, whose plain sum depends on the order.
template <class T>
std::vector<T> scattered(std::size_t n) {
    random_numbers random(17);
    std::vector<T> x(n);
    for (T& value : x) {
        value = static_cast<T>(random.uniform(-1, 1));
        for (auto k = static_cast<int>(random.uniform(0, 25)); k > 0; --k) value *= T(10);
    }
    return x;
}

template <class T>
void compare_sums(const std::vector<T>& x) {
    const T expected = reductions::exact_sum(x);
    const auto same = [&](T found) {
        return std::bit_cast<bits_type<T>>(found) == std::bit_cast<bits_type<T>>(expected);
    };
    CHECK(same(mpi::sum(MPI_COMM_WORLD, own_part(x))));
    CHECK(same(mpi::sum<scalar>(MPI_COMM_WORLD, own_part(x))));
    CHECK(same(mpi::sum(MPI_COMM_WORLD, own_part(x), parallel{2})));
}

TEST_CASE("mpi/sums") {
    compare_sums(scattered<double>(100'003));
    compare_sums(scattered<float>(100'003));
    compare_sums(std::vector<double>{1e300, 1, -1e300, 0x1p-1074, 1e308, -1e308, 3});
    compare_sums(std::vector<double>{});
    compare_sums(std::vector<double>(9, -0.0));
    const double infinity = std::numeric_limits<double>::infinity();
    compare_sums(std::vector<double>{1, infinity, 2});
    compare_sums(std::vector<double>{1, infinity, 2, 3, -infinity});

    std::vector<std::int32_t> integers(1000);
    for (std::size_t k = 0; k < integers.size(); ++k)
        integers[k] = static_cast<std::int32_t>(k * 7'654'321 % 2'000'003) - 1'000'000;
    CHECK(mpi::sum(MPI_COMM_WORLD, own_part(integers)) == reductions::sum(integers));
    const std::vector<std::uint64_t> large(5, ~std::uint64_t{0});
    CHECK(mpi::sum(MPI_COMM_WORLD, own_part(large)) == reductions::sum(large));

    mpi::distributed_grid<double> u(MPI_COMM_WORLD, {13, 11});
    u.fill(numbered<double>());
    CHECK(mpi::sum(MPI_COMM_WORLD, u.local()) ==
          reductions::exact_sum(whole_grid<double, 2>({13, 11})));
    CHECK(refusal([&] {
              static_cast<void>(mpi::sum(MPI_COMM_WORLD, own_part(integers), parallel{-1}));
          }) == "parallel.threads is -1 but must be 0 (all) or more");
}

TEST_CASE("mpi/accumulators of products") {
    const std::vector<double> x = scattered<double>(5000), y = scattered<double>(5000);
    const auto own_x = own_part(x), own_y = own_part(y);
    reductions::exact_accumulator<double> own;
    for (std::size_t k = 0; k < own_x.size(); ++k) own.add_product(own_x[k], own_y[k]);
    CHECK(mpi::merged(MPI_COMM_WORLD, own).value() == reductions::exact_dot(x, y));
}

/// Keys of which every third occurs twice, in other places.
std::vector<std::uint64_t> repeated_keys(std::size_t n) {
    std::vector<std::uint64_t> keys(n);
    for (std::size_t k = 0; k < n; ++k) keys[k] = k % 3 == 0 ? n - k : k;
    return keys;
}

TEST_CASE("mpi/sketches") {
    const int rank = mpi::rank_in(MPI_COMM_WORLD);
    for (const std::size_t n : {0U, 1U, 100U, 20'000U}) {
        const auto keys = repeated_keys(n);
        distinct::hyperloglog<std::uint64_t> registers(10), own_registers(10);
        registers.add_many(keys);
        own_registers.add_many(own_part(keys));
        CHECK(mpi::merged(MPI_COMM_WORLD, own_registers) == registers);
        distinct::hyperloglog<std::uint64_t> wider(10 + rank % 3);
        wider.add_many(own_part(keys));
        CHECK(mpi::merged(MPI_COMM_WORLD, wider) == registers);

        distinct::k_minimum_values<std::uint64_t> hashes(64), own_hashes(64);
        hashes.add_many(keys);
        own_hashes.add_many(own_part(keys));
        CHECK(mpi::merged(MPI_COMM_WORLD, own_hashes) == hashes);
        distinct::k_minimum_values<std::uint64_t> more(64 + 7 * static_cast<std::size_t>(rank));
        more.add_many(own_part(keys));
        CHECK(mpi::merged(MPI_COMM_WORLD, more) == hashes);
        // Room for every hash there is, not for k.
        distinct::k_minimum_values<std::uint64_t> each(~std::size_t{0});
        for (const std::uint64_t key : own_part(keys)) each.add(key);
        CHECK(mpi::merged(MPI_COMM_WORLD, each).reduced(64) == hashes);
    }
    distinct::redis_hyperloglog words(14), own_words(14);
    const std::vector<std::string> users{"ada", "grace", "barbara", "ada"};
    words.add_many(users);
    own_words.add_many(own_part(users));
    CHECK(mpi::merged(MPI_COMM_WORLD, own_words) == words);
}

TEST_CASE("mpi/sketches with other seeds are refused on every rank") {
    const auto rank = static_cast<std::uint64_t>(mpi::rank_in(MPI_COMM_WORLD));
    const bool alone = mpi::size_of(MPI_COMM_WORLD) == 1;
    const sketch_hash<std::uint64_t> seeded(rank);
    const std::string expected = "the ranks' sketches have different hash functions or seeds, so "
                                 "that they cannot be combined";
    const distinct::hyperloglog<std::uint64_t> registers(10, seeded);
    const distinct::k_minimum_values<std::uint64_t> hashes(64, seeded);
    const auto merge = [](const auto& sketch) {
        return refusal([&] { static_cast<void>(mpi::merged(MPI_COMM_WORLD, sketch)); });
    };
    CHECK(merge(registers) == (alone ? "" : expected));
    CHECK(merge(hashes) == (alone ? "" : expected));
    const distinct::hyperloglog<std::uint64_t, distinct::datasketches_hash<std::uint64_t>> other(
        10 + static_cast<int>(rank), {10 + static_cast<int>(rank)});
    CHECK(merge(other) == (alone ? "" : expected));
}

} // namespace
} // namespace hpk::test
