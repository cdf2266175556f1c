// SPDX-License-Identifier: MIT
//
// Which arguments the functions take, and what they answer to keys of other types, in the keys' own
// memory, and where the processor flushes subnormal numbers.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/core/grid.hpp>
#include <hpk/search.hpp>

#include "common.hpp"
#include "flushing.hpp"

namespace hpk::test {
namespace {

template <class Sorted, class Keys, class Positions>
constexpr bool accepts = requires(const Sorted& sorted, const Keys& keys, Positions& positions) {
    search::lower_bound(sorted, keys, positions);
};

using ints = std::vector<int>;
static_assert(accepts<ints, ints, std::vector<int>>);
static_assert(accepts<ints, ints, std::vector<std::int8_t>>);
static_assert(accepts<ints, ints, std::vector<std::ptrdiff_t>>);
static_assert(accepts<ints, ints, std::span<std::size_t>>);
static_assert(!accepts<ints, ints, std::vector<bool>>);
static_assert(!accepts<ints, ints, std::array<bool, 3>>);
static_assert(!accepts<ints, ints, std::vector<char>>);
static_assert(!accepts<ints, ints, std::span<const std::size_t>>);

/// Has data() and size(), as arrays with strides do, whose elements are not one after the other.
struct strided {
    [[nodiscard]] int* data() const { return nullptr; }
    [[nodiscard]] std::size_t size() const { return 0; }
};
static_assert(!accepts<ints, strided, ints> && !accepts<strided, ints, ints> &&
              !accepts<ints, ints, strided>);

/// Can only be read through a reference that is not const, as std::views::drop_while.
struct remembering {
    int* begin() { return nullptr; }
    int* end() { return nullptr; }
};
static_assert(!accepts<ints, remembering, ints>);

template <class Values>
constexpr bool takes_values = requires(const std::vector<double>& points, Values& values) {
    search::interpolate(points, points, points, values);
};
static_assert(takes_values<std::vector<double>> && takes_values<std::span<double>>);
static_assert(!takes_values<std::span<const double>> && !takes_values<const std::vector<double>>);

static_assert(search::exact_in<int, double> && search::exact_in<float, double> &&
              search::exact_in<std::uint32_t, std::int64_t> && search::exact_in<short, float>);
static_assert(!search::exact_in<double, float> && !search::exact_in<std::int64_t, double> &&
              !search::exact_in<int, float> && !search::exact_in<int, unsigned> &&
              !search::exact_in<unsigned, int> && !search::exact_in<float, int> &&
              !search::exact_in<bool, int>);

TEST_CASE("integers are compared by their values, whatever their types") {
    const std::vector<int> sorted{-5, 1, 2, 2, 7};
    CHECK(search::lower_bound(sorted, (1LL << 32) + 2) == 5);
    CHECK(search::upper_bound(sorted, -(1LL << 32) + 2) == 0);
    CHECK(search::lower_bound(sorted, std::uint64_t{2}) == 2);
    CHECK_FALSE(search::contains(sorted, (1LL << 32) + 2));
    CHECK_FALSE(search::contains(sorted, 0xfffffffbU)); // the bits of -5
    CHECK(search::count(sorted, short{2}) == 2);
    CHECK(search::closest(sorted, 1LL << 40) == 4);
    CHECK(search::closest(sorted, -(1LL << 40)) == 0);
    CHECK(search::equal_range(sorted, 1ULL << 63) == std::pair<std::size_t, std::size_t>(5, 5));
    const std::vector<std::uint32_t> without_sign{3, 0xffffffff};
    CHECK_FALSE(search::contains(without_sign, -1));
    CHECK(search::lower_bound(without_sign, -1) == 0);
    CHECK(search::index<std::uint32_t>(without_sign).closest(-1) == 0);
    CHECK_FALSE(search::contains(std::vector<std::uint64_t>{0}, -(1LL << 40)));
    CHECK(search::lower_bound(std::vector<double>{1, 2, 3}, 2) == 1);
    CHECK(search::contains(std::vector<double>{0.1F, 0.5}, 0.1F));
}

TEST_CASE("keys may have any type whose values the array's type has") {
    const std::vector<double> sorted{1, 2, 3};
    CHECK(search::lower_bound(sorted, std::vector<int>{0, 2, 5}) ==
          std::vector<std::size_t>{0, 1, 3});
    CHECK(search::upper_bound(std::vector<long>{1, 2}, std::vector<long long>{1, 3}) ==
          std::vector<std::size_t>{1, 2});
    CHECK(search::upper_bound(std::vector<long long>{1, 2}, std::vector<long>{1, 3}) ==
          std::vector<std::size_t>{1, 2});
}

TEST_CASE("positions are integers with or without a sign") {
    const std::vector<int> sorted{1, 3, 3, 7};
    const std::vector<int> keys{0, 3, 9};
    std::vector<int> positions(3);
    search::upper_bound(sorted, keys, positions);
    CHECK(positions == std::vector<int>{0, 3, 4});
    std::vector<std::int8_t> narrow(3, 77);
    CHECK(refusal([&] { search::lower_bound(std::vector<int>(128, 1), keys, narrow); }) ==
          "the array has 128 elements but a position can be 127 at most: take a wider type for "
          "positions");
    CHECK(narrow == std::vector<std::int8_t>(3, 77));
}

TEST_CASE("grids with gaps are refused before anything is written") {
    std::vector<int> cells{15, -1, 25, -1, 35, -1};
    const grid_view<const int> column(cells.data(), {3, 1}, 2);
    const std::vector<int> sorted{10, 20, 30, 40};
    std::vector<int> positions(3, 77);
    const auto gaps = "a view with gaps between its rows is not contiguous: copy its cells first";
    CHECK(refusal([&] { search::lower_bound(sorted, column, positions); }) == gaps);
    CHECK(refusal([&] { search::lower_bound(column, sorted, positions); }) == gaps);
    CHECK(refusal([&] {
              search::lower_bound(sorted, positions, grid_view<int>(cells.data(), {3, 1}, 2));
          }) == gaps);
    CHECK(positions == std::vector<int>(3, 77));
    CHECK(cells == std::vector<int>{15, -1, 25, -1, 35, -1});
    const grid_view<const int> all(cells.data(), {2, 3});
    std::vector<int> six(6);
    search::lower_bound(sorted, all, six);
    CHECK(six == std::vector<int>{1, 0, 2, 0, 3, 0});
}

TEST_CASE("positions may be written to the memory of the keys") {
    std::vector<std::uint32_t> sorted(3000);
    std::iota(sorted.begin(), sorted.end(), 5U);
    sorted.insert(sorted.end(), 2, std::numeric_limits<std::uint32_t>::max());
    std::vector<std::uint32_t> keys(2500);
    for (std::uint32_t k = 0; k < keys.size(); ++k) keys[k] = k % 3 == 0 ? ~0U : k * 7919 % 4000;
    using all = concatenate<search::variants, type_list<search::fastest>>;
    all::for_each([&]<class V>(std::type_identity<V>) {
        const auto in_place = [&](auto call) {
            auto expected = keys, own = keys;
            call(keys, expected);
            call(own, own);
            CHECK(own == expected);
        };
        in_place([&](auto& k, auto& p) { search::lower_bound<V>(sorted, k, p); });
        in_place([&](auto& k, auto& p) { search::upper_bound<V>(sorted, k, p); });
        in_place([&](auto& k, auto& p) { search::closest<V>(sorted, k, p, parallel{2}); });
        in_place([&](auto& k, auto& p) { search::count<V>(sorted, k, p); });
        in_place([&](auto& k, auto& p) {
            std::vector<std::uint32_t> last(k.size());
            search::equal_range<V>(sorted, k, p, last);
        });
    });
}

TEST_CASE("many keys are counted and looked for without an index, too") {
    const std::vector<int> sorted{1, 3, 3, 7};
    const std::vector<int> keys{0, 3, 7};
    std::vector<int> first(3);
    std::vector<std::uint8_t> last(3);
    search::equal_range(sorted, keys, first, last, parallel{2});
    CHECK(first == std::vector<int>{0, 1, 3});
    CHECK(last == std::vector<std::uint8_t>{0, 3, 4});
    CHECK(search::count(sorted, keys) == std::vector<std::size_t>{0, 2, 1});
    std::vector<char> there(3);
    CHECK(search::contains(sorted, keys, there) == 2);
    CHECK(there == std::vector<char>{0, 1, 1});
    const search::index<int> i(sorted);
    CHECK(i.lower_bound(keys) == std::vector<std::size_t>{0, 1, 3});
    CHECK(i.upper_bound(keys, parallel{2}) == std::vector<std::size_t>{0, 3, 4});
    CHECK(i.closest(keys) == std::vector<std::size_t>{0, 1, 3});
    CHECK(i.count(keys) == std::vector<std::size_t>{0, 2, 1});
    CHECK(search::lower_bound(i, 3) == 1);
    const std::vector<int> many(200, 1);
    const search::index<int> of_many(many);
    std::vector<std::int8_t> narrow(3);
    CHECK(refusal([&] { of_many.equal_range(keys, first, narrow); }) ==
          "the array has 200 elements but a position can be 127 at most: take a wider type for "
          "last");
    CHECK(refusal([&] { of_many.count(keys, std::span(first).first(2)); }) ==
          "counts has 2 elements but keys has 3");
    CHECK(first == std::vector<int>{0, 1, 3});
    const std::vector<double> with_nan{1, std::bit_cast<double>(~std::uint64_t{0})};
    CHECK(search::contains(with_nan, with_nan[1]));
    CHECK_FALSE(search::contains(std::vector<double>{1}, with_nan[1]));
}

TEST_CASE("before sorts as searches need it") {
    const auto nan = std::bit_cast<float>(0xffc00000);
    std::vector<float> values{nan, 2, -0.0F, nan, 0, -1};
    std::sort(values.begin(), values.end(), search::before{});
    CHECK(values[0] == -1);
    CHECK(values[3] == 2);
    CHECK(search::count(values, nan) == 2);
    CHECK(search::count(values, 0.0F) == 2);
}

TEST_CASE("a search for one key does not read the whole array") {
    std::vector<int> sorted(1000);
    std::iota(sorted.begin(), sorted.end(), 0);
    std::swap(sorted[900], sorted[910]); // debug builds would notice if they looked
    CHECK(search::lower_bound(sorted, 123) == 123);
    CHECK(search::contains(sorted, 123));
    CHECK(search::upper_bound(sorted, std::vector<int>{5, 7}) == std::vector<std::size_t>{6, 8});
}

TEST_CASE("an index that was moved from has no elements") {
    std::vector<int> sorted(1000);
    std::iota(sorted.begin(), sorted.end(), 0);
    static_assert(std::is_nothrow_move_constructible_v<search::index<int>> &&
                  std::is_nothrow_move_assignable_v<search::index<int>>);
    search::index<int> a(sorted);
    search::index<int> b(std::move(a));
    CHECK(b.lower_bound(500) == 500);
    CHECK(a.size() == 0); // NOLINT(bugprone-use-after-move)
    CHECK(a.lower_bound(500) == 0);
    a = b;
    CHECK(a.lower_bound(500) == 500);
    search::index<int>& itself = a;
    a = std::move(itself);
    CHECK(a.lower_bound(500) == 500);
}

TEST_CASE("distances and lines are those of subnormal numbers even where they are flushed") {
    const flushing flushed(true);
    const std::vector<double> small{std::bit_cast<double>(std::uint64_t{0x0010000000000000}),
                                    std::bit_cast<double>(std::uint64_t{0x0010000000000100})};
    const std::vector<double> near_first{std::bit_cast<double>(std::uint64_t{0x0010000000000010})};
    CHECK(search::closest(small, near_first) == std::vector<std::size_t>{0});
    CHECK(search::closest(small, near_first[0]) == 0);
    CHECK(search::index<double>(small).closest(near_first[0]) == 0);
    const std::vector<double> middle{std::bit_cast<double>(std::uint64_t{0x0010000000000080})};
    const std::vector<double> ys{0, 0x1p-1000};
    CHECK(search::interpolate(small, ys, middle) == std::vector<double>{0x1p-1001});
    CHECK(search::interpolate(small, ys, middle[0]) == 0x1p-1001);
    const std::vector<double> sums{std::bit_cast<double>(std::uint64_t{100}),
                                   std::bit_cast<double>(std::uint64_t{300})};
    CHECK(search::draw(sums, std::vector<double>{0.1, 0.5, 0.9}) ==
          std::vector<std::size_t>{0, 1, 1});
    const std::vector<double> widened{0, std::bit_cast<float>(1)};
    CHECK(search::lower_bound(widened, std::vector<float>{std::bit_cast<float>(2)}) ==
          std::vector<std::size_t>{2});
}

} // namespace
} // namespace hpk::test
