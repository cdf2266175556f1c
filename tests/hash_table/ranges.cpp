// SPDX-License-Identifier: MIT
//
// Tables with the standard library's algorithms and views of ranges, with every policy.

#include <algorithm>
#include <array>
#include <iterator>
#include <ranges>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "hash_table/policies.hpp"
#include "views.hpp"

namespace hpk::test {
namespace {

#if HPK_TEST_HAS_VIEWS

template <class Table>
constexpr bool is_range_of_its_elements() {
    using iterator = std::ranges::iterator_t<Table>;
    static_assert(std::ranges::forward_range<Table> && std::ranges::sized_range<Table>);
    static_assert(std::ranges::common_range<Table> && !std::ranges::view<Table>);
    static_assert(std::input_iterator<iterator> && std::sentinel_for<iterator, iterator>);
    static_assert(std::derived_from<typename std::iterator_traits<iterator>::iterator_category,
                                    std::forward_iterator_tag>);
    return std::is_same_v<std::ranges::range_value_t<Table>,
                          typename std::remove_cvref_t<Table>::value_type>;
}

template <class Range>
std::vector<std::ranges::range_value_t<Range>> sorted(Range&& range) {
    std::vector<std::ranges::range_value_t<Range>> all;
    std::ranges::copy(range, std::back_inserter(all));
    std::ranges::sort(all);
    return all;
}

struct ranges {
    static constexpr const char* name = "ranges";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        using map = hash_table::map<Policy, int, int>;
        using set = hash_table::set<Policy, int>;
        STATIC_REQUIRE(is_range_of_its_elements<map>() && is_range_of_its_elements<const map>());
        STATIC_REQUIRE(is_range_of_its_elements<set>() && is_range_of_its_elements<const set>());

        const auto squares = std::views::iota(0, 100) | std::views::transform([](int k) {
                                 return std::pair<const int, int>(k, k * k);
                             });
        map m(squares.begin(), squares.end());
        CHECK(m.size() == 100);
        CHECK(std::ranges::equal(sorted(m | std::views::keys), std::views::iota(0, 100)));
        CHECK(std::ranges::equal(sorted(std::as_const(m) | std::views::values),
                                 squares | std::views::values));
        CHECK(std::ranges::max_element(m, {}, &map::value_type::second)->first == 99);
        CHECK(std::ranges::find(m, 49, &map::value_type::second)->first == 7);
        CHECK(std::ranges::all_of(m, [&](const auto& e) { return m.at(e.first) == e.second; }));
        for (int& value : m | std::views::values) value = 1;
        CHECK(std::ranges::count(m | std::views::values, 1) == 100);

        // Ranges with a sentinel of another type, and single-pass ranges.
        auto odd = m | std::views::keys | std::views::filter([](int k) { return k % 2; });
        set s(odd.begin(), odd.end());
        const std::array more{1, 100, 101, 102, 103};
        s.insert(std::counted_iterator(more.begin(), 3), std::default_sentinel);
        CHECK(s.size() == 52);
        std::istringstream text("7 8 9");
        s.insert_range(std::views::istream<int>(text));
        CHECK(s.size() == 53);
        s.insert_range(more);
        m.insert_range(squares | std::views::take_while([](auto e) { return e.first < 200; }));
        m.insert_range(std::vector<std::pair<int, int>>{{1, 5}, {200, 6}});
        CHECK((m.size() == 101 && m.at(1) == 1 && m.at(200) == 6));
        CHECK(std::ranges::equal(sorted(s | std::views::drop_while([](int) { return false; })),
                                 sorted(s)));
        CHECK(std::ranges::includes(sorted(s), more));

        // A contiguous range can be looked up without a copy.
        std::array<bool, 5> found{};
        const std::span keys(more);
        CHECK(s.contains_many(keys | std::views::drop(1), std::span(found).first(4)) == 4);
        CHECK(found == std::array{true, true, true, true, false});
    }
};

const check_policies<ranges> register_ranges;

#else
TEST_CASE("tables and views of ranges") {
    WARN(no_views);
}
#endif

} // namespace
} // namespace hpk::test
