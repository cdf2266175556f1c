// SPDX-License-Identifier: MIT
//
// Normal deviates: the quantiles of reference/normals.csv, and their distribution.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "random/problem.hpp"

namespace hpk::test {
namespace {

using random::fill_normal;

/// The numbers of the rows, and the deviates that must be made of them.
struct normal_rows {
    std::vector<std::uint64_t> k;
    std::vector<double> quantiles;
};
const normal_rows& read_normals() {
    static const normal_rows rows = [] {
        normal_rows all;
        for (const auto& f : read_reference("normals.csv", "k,quantile").fields) {
            all.k.push_back(std::stoull(f[0]));
            all.quantiles.push_back(std::bit_cast<double>(std::stoull(f[1], nullptr, 16)));
        }
        return all;
    }();
    return rows;
}

template <class V, class B>
void check_quantiles() {
    const normal_rows& rows = read_normals();
    REQUIRE(rows.k.size() == 840);
    // u = k * 2^-53, and its mirror image.
    given lower, upper;
    for (const std::uint64_t k : rows.k) {
        lower.words.push_back(k << 11);
        upper.words.push_back(~(k << 11));
    }
    const given first = lower;
    std::vector<double> below(rows.k.size()), above(rows.k.size());
    fill_normal<V, B>(lower, below);
    fill_normal<V, B>(upper, above);
    CHECK(below == rows.quantiles);
    for (double& x : above) x = -x;
    CHECK(above == rows.quantiles);
    std::vector<float> floats(rows.k.size());
    lower = first;
    fill_normal<V, B>(lower, floats);
    for (std::size_t r = 0; r < floats.size(); ++r)
        if (floats[r] != static_cast<float>(rows.quantiles[r])) FAIL("row " << r);
}

const deferred_registration register_quantiles([] {
    random::variants::for_each([]<class V>(std::type_identity<V>) {
        for_each_backend<V, std::uint64_t>([]<class B>() {
            void (*const body)() = &check_quantiles<V, B>;
            REGISTER_TEST_CASE(body, "random/" + std::string(V::name) + "/" + backend_name<B>() +
                                         "/quantiles");
        });
    });
});

TEST_CASE("a normal deviate is the quantile of the middle of the interval of a double") {
    random::philox4x32 engine(1), uniform(1);
    for (int n = 0; n < 10'000; ++n) {
        const double x = random::normal(engine), u = random::uniform(uniform);
        // Both sides of the equation in the half whose numbers are small. By integers, since
        // -ffast-math may regroup sums.
        const auto k = static_cast<std::int64_t>(u * 0x1p53);
        const std::int64_t smaller = std::min(k, (std::int64_t{1} << 53) - 1 - k);
        const double p = static_cast<double>(2 * smaller + 1) * 0x1p-54;
        const double computed = std::erfc(std::abs(x) * 0.70710678118654752) / 2;
        const double density = std::exp(-x * x / 2) * 0.39894228040143268;
        if (std::abs(computed - p) > 2e-15 * std::max(1.0, std::abs(x)) * density + 4e-16 * p)
            FAIL("the quantile of " << u << " is not " << x);
    }
    CHECK(engine == uniform);
}

/// The probability of a normal deviate of at most x.
double probability_up_to(double x) {
    return std::erfc(-x * 0.70710678118654752) / 2;
}

TEST_CASE("normal deviates: moments, neighbours, tails, Kolmogorov and Smirnov") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        INFO(engine_name<E>());
        E engine(2024);
        std::vector<double> x(optimised ? 1'000'000 : 100'000);
        fill_normal(engine, x, parallel{2});
        const auto n = static_cast<double>(x.size());
        // The mean of x^2p is 1 * 3 * … * (2p - 1), and its variance that of x^4p less its square.
        std::array<double, 4> sums{};
        double products = 0;
        for (std::size_t k = 0; k < x.size(); ++k) {
            double power = 1;
            for (double& sum : sums) sum += power *= x[k];
            products += x[k] * x[(k + 1) % x.size()];
        }
        CHECK(std::abs(sums[0]) < 4 * std::sqrt(n));
        CHECK(std::abs(sums[1] - n) < 4 * std::sqrt(2 * n));
        CHECK(std::abs(sums[2]) < 4 * std::sqrt(15 * n));
        CHECK(std::abs(sums[3] - 3 * n) < 4 * std::sqrt(96 * n));
        CHECK(std::abs(products) < 4 * std::sqrt(n));

        std::sort(x.begin(), x.end());
        for (const double limit : {1.0, 2.0, 3.0, 4.0}) {
            INFO("beyond " << limit);
            const double expected = n * probability_up_to(-limit);
            const auto below = std::lower_bound(x.begin(), x.end(), -limit) - x.begin();
            const auto above = x.end() - std::upper_bound(x.begin(), x.end(), limit);
            CHECK(std::abs(static_cast<double>(below) - expected) < 4 * std::sqrt(expected));
            CHECK(std::abs(static_cast<double>(above) - expected) < 4 * std::sqrt(expected));
        }
        // The largest distance from the distribution exceeds 1.95 / sqrt(n) once in a thousand.
        double distance = 0;
        for (std::size_t k = 0; k < x.size(); ++k) {
            const double p = probability_up_to(x[k]), rank = static_cast<double>(k);
            distance = std::max({distance, p - rank / n, (rank + 1) / n - p});
        }
        CHECK(distance < 1.95 / std::sqrt(n));
    });
}

} // namespace
} // namespace hpk::test
