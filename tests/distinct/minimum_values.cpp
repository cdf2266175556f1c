// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "distinct/problem.hpp"
#include "fenced.hpp"

namespace hpk::test {
namespace {

using distinct::k_minimum_values;
using sketch = k_minimum_values<std::uint64_t>;

/// The k smallest different hashes of keys.
template <class T>
std::vector<std::uint64_t> smallest_of(std::span<const T> keys, std::size_t k) {
    std::set<std::uint64_t> hashes;
    for (const T& key : keys) hashes.insert(sketch_hash<T>{}(key));
    std::vector<std::uint64_t> result(hashes.begin(), hashes.end());
    result.resize(std::min(k, result.size()));
    return result;
}

template <class Sketch>
std::vector<std::uint64_t> hashes_of(const Sketch& s) {
    return {s.hashes().begin(), s.hashes().end()};
}

template <class T, class B>
void check_keys(const std::vector<T>& keys, std::size_t k) {
    INFO(backend_name<B>() << ", " << keys.size() << " keys, k = " << k);
    const std::span<const T> all(keys);
    const auto expected = smallest_of(all, k);
    k_minimum_values<T> whole(k), parts(k), shared(k);
    whole.template add_many<B>(all);
    REQUIRE(hashes_of(whole) == expected);
    parts.template add_many<B>(all.first(keys.size() / 3));
    parts.template add_many<B>(all.subspan(keys.size() / 3));
    REQUIRE(parts == whole);
    shared.template add_many<B>(all.subspan(keys.size() / 2), parallel{});
    shared.template add_many<B>(all.first(keys.size() / 2), parallel{3});
    REQUIRE(shared == whole);
    if (keys.size() < 3000) {
        k_minimum_values<T> single(k);
        for (const T& key : keys) single.add(key);
        REQUIRE(single == whole);
    }
}

template <class T>
void check_sizes() {
    HPK_TRIED_BACKENDS::for_each([]<class B>(std::type_identity<B>) {
        for (const std::size_t k : {3U, 16U, 100U, 1023U, 5000U})
            for (const std::size_t n : {0U, 1U, 2U, 3U, 4U, 17U, 511U, 513U, 1100U, 20'011U}) {
                check_keys<T, B>(numbered_keys<T>(n, n), k);
                std::vector<T> repeated = numbered_keys<T>(0, n);
                for (std::size_t j = 0; j < n; ++j)
                    repeated[j] = numbered_key<T>(j * j % (n / 7 + 1));
                check_keys<T, B>(repeated, k);
            }
    });
}

TEST_CASE("the smallest hashes are found, whatever the number of keys") {
    check_sizes<std::uint64_t>();
    check_sizes<std::int32_t>();
    check_sizes<std::string>();
}

TEST_CASE("hashes of any distribution are sorted") {
    const auto check = [](auto hash_of) {
        for (const std::size_t n : {0U, 1U, 2U, 100U, 5000U}) {
            std::vector<std::uint64_t> hashes(n), sorted(n);
            for (std::size_t k = 0; k < n; ++k) hashes[k] = hash_of(std::uint64_t{k});
            distinct::sort_hashes(hashes, sorted.data());
            std::ranges::sort(hashes);
            CHECK(sorted == hashes);
        }
    };
    check([](std::uint64_t k) { return hpk::detail::fmix64(k); });
    check([](std::uint64_t k) { return hpk::detail::fmix64(k) >> 50; });
    check([](std::uint64_t k) { return k % 3 == 0 ? ~std::uint64_t{0} : 9 - k % 7; });
    check([](std::uint64_t k) { return 5000 - k; });
    check([](std::uint64_t /*k*/) { return std::uint64_t{7}; });
    check([](std::uint64_t /*k*/) { return ~std::uint64_t{0}; });
}

TEST_CASE("no key outside the span is read") {
    const auto keys = numbered_keys<std::uint64_t>(0, 5003);
    for (const fence side : {fence::before, fence::behind}) {
        const fenced<std::uint64_t> all(keys, side);
        sketch s(50);
        s.add_many(all.elements());
        CHECK(hashes_of(s) == smallest_of(std::span<const std::uint64_t>(keys), 50));
    }
}

TEST_CASE("extreme hashes are kept, too") {
    sketch s(4);
    for (const std::uint64_t h : {~std::uint64_t{0}, std::uint64_t{0}, std::uint64_t{7}})
        s.add_hash(h);
    CHECK(hashes_of(s) == std::vector<std::uint64_t>{0, 7, ~std::uint64_t{0}});
    CHECK(s.estimate() == 3);
    s.add_hash(~std::uint64_t{0} - 1);
    CHECK(s.estimate() == 3); // (4 - 1) 2^64 / 2^64
    s.add_hash(5);
    s.add_hash(5);
    CHECK(hashes_of(s) == std::vector<std::uint64_t>{0, 5, 7, ~std::uint64_t{0} - 1});
    // A full sketch of hashes that are 0 but for a few: the largest estimate.
    sketch low(3);
    for (const std::uint64_t h : {0U, 1U, 2U}) low.add_hash(h);
    CHECK(low.estimate() == 2 * 0x1p64 / 3);
}

TEST_CASE("k minimum values: merging is idempotent, commutative and associative") {
    for (const std::size_t n : {0U, 1U, 100U, 3000U}) {
        sketch a(64), b(64), c(64), all(64);
        a.add_many(numbered_keys<std::uint64_t>(0, n));
        b.add_many(numbered_keys<std::uint64_t>(n / 2, n));
        c.add_many(numbered_keys<std::uint64_t>(5 * n, n / 3));
        all.add_many(numbered_keys<std::uint64_t>(0, n + n / 2));
        CHECK(union_of(a, a) == a);
        CHECK(union_of(a, b) == all);
        CHECK(union_of(b, a) == all);
        CHECK(union_of(union_of(a, b), c) == union_of(a, union_of(b, c)));
        CHECK(union_of(a, sketch(64)) == a);
        CHECK(union_of(a.reduced(20), b) == all.reduced(20));
        CHECK(union_of(a, b.reduced(20)) == all.reduced(20));
        auto itself = a;
        itself.merge(itself);
        CHECK(itself == a);
    }
}

TEST_CASE("k minimum values: estimates are right, and not biased") {
    for (const auto& [k, trials] : {std::pair{16U, 2000}, std::pair{256U, 500}}) {
        double sum = 0, squares = 0;
        for (int t = 0; t < trials; ++t) {
            k_minimum_values<std::uint64_t> s(k, sketch_hash<std::uint64_t>(std::uint64_t(t)));
            s.add_many(numbered_keys<std::uint64_t>(0, 4000));
            const double error = s.estimate() / 4000 - 1;
            sum += error;
            squares += error * error;
        }
        const double spread = std::sqrt(squares / trials);
        INFO("k = " << k << ": bias " << sum / trials << ", spread " << spread);
        CHECK(std::abs(sum / trials) < 5 * spread / std::sqrt(trials));
        // Of n keys a part of (n - k + 1) / n is estimated.
        const double theory = sketch(k).standard_error() * std::sqrt((4000. - k + 1) / 4000);
        CHECK(spread == Approx(theory).epsilon(0.2));
        // The k-th hash for the (k - 1)-st (example 12-27) would be found: 1 / k too many.
        CHECK(1. / k > 2 * std::abs(sum / trials));
    }
    CHECK(sketch(102).standard_error() == 0.1);
}

TEST_CASE("k minimum values: small intersections are estimated") {
    sketch a(4096), b(4096);
    a.add_many(numbered_keys<std::uint64_t>(0, 100'000));
    b.add_many(numbered_keys<std::uint64_t>(98'000, 100'000));
    // A share of 1/99, with a standard deviation of a seventh of it.
    CHECK(jaccard(a, b) == Approx(2. / 198).epsilon(0.5));
    CHECK(intersection_estimate(a, b) == Approx(2000).epsilon(0.5));
    CHECK(jaccard(a, a) == 1);
    CHECK(jaccard(sketch(3), sketch(4)) == 1);
    CHECK(jaccard(a, sketch(4096)) == 0);
}

TEST_CASE("k minimum values: few keys in both are counted exactly") {
    sketch few(200);
    few.add_many(numbered_keys<std::uint64_t>(0, 100));
    for (std::uint64_t n = 0; n <= 100; ++n) {
        sketch others(200);
        others.add_many(numbered_keys<std::uint64_t>(100 - n, 99));
        CHECK(intersection_estimate(few, others) == std::min(static_cast<double>(n), 99.));
    }
    CHECK(intersection_estimate(sketch(3), sketch(3)) == 0);
}

TEST_CASE("k minimum values: strings in any form, and hashes that are kept") {
    k_minimum_values<std::string> s(100);
    s.add("one");
    s.add(std::string_view("two"));
    s.add_many(std::vector<const char*>{"two", "three"});
    CHECK(s.estimate() == 3);
    CHECK(k_minimum_values<std::string>(100, s.hashes()) == s);
    CHECK(k_minimum_values<std::string>(99, s.hashes()) != s);
    s.clear();
    CHECK(s.estimate() == 0);
}

TEST_CASE("k minimum values: what cannot be done is refused in a sentence") {
    CHECK(refusal([] { sketch(2); }) == "k is 2 but must be at least 3");
    const std::vector<std::uint64_t> hashes{1, 2, 2, 5};
    CHECK(refusal([&] { sketch(3, hashes); }) == "there are 4 hashes but k is 3");
    CHECK(refusal([&] { sketch(4, hashes); }) == "the hashes are not in ascending order");
    sketch s(10);
    s.add(1);
    const sketch before = s;
    CHECK(refusal([&] { static_cast<void>(s.reduced(11)); }) ==
          "k is 11 but must be from 3 to the sketch's 10");
    CHECK(refusal([&] { s.add_many(hashes, parallel{-1}); }) ==
          "parallel.threads is -1 but must be 0 (all) or more");
    const sketch other(10, sketch_hash<std::uint64_t>{1});
    CHECK(refusal([&] { s.merge(other); }) ==
          "the sketches have different hash functions or seeds, so that they cannot be combined");
    CHECK(s == before);
}

TEST_CASE("minimum values take memory for the keys that there are, not for k") {
    const auto keys = numbered_keys<std::uint64_t>(0, 30'000);
    for (const std::size_t k : {std::size_t{1} << 40, ~std::size_t{0}}) {
        distinct::k_minimum_values<std::uint64_t> all(k);
        all.add_many(keys, parallel{2});
        all.add_many(keys);
        CHECK(all.estimate() == 30'000);
    }
}

} // namespace
} // namespace hpk::test
