// SPDX-License-Identifier: MIT
//
// A program for C++23, with a library that has <mdspan> and std::ranges::to.

#include <array>
#include <cstdio>
#include <functional>
#include <iterator>
#include <mdspan>
#include <memory_resource>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/hash_table/pmr.hpp>
#include <hpk/hpk.hpp>

namespace {

int failures = 0;

void check(bool right, const char* what) {
    if (!right) std::printf("wrong: %s\n", what);
    failures += right ? 0 : 1;
}

bool refused(auto call) {
    try {
        call();
    } catch (const std::invalid_argument&) {
        return true;
    }
    return false;
}

using extents = std::dextents<std::size_t, 2>;

void check_mdspan() {
    hpk::grid<double> g(3, 4);
    const auto m = hpk::to_mdspan<std::mdspan<double, extents>>(g);
    g(2, 3) = 23;
    check(m[2, 3] == 23 && m.extent(1) == 4, "a grid is an mdspan of its cells");
    check(hpk::view_of(m).data() == g.data(), "and that a view of them");
    const std::mdspan fixed_rows(g.data(), std::extents<int, 3, std::dynamic_extent>(4));
    check(hpk::view_of(fixed_rows) == g.view(), "extents may be fixed and signed");
    const std::mdspan<const double, extents> reads = m;
    static_assert(std::is_same_v<decltype(hpk::view_of(reads)), hpk::grid_view<const double>>);

    const hpk::grid_view<double> gaps(g.data(), {2, 3}, 4);
    using strided = std::mdspan<double, extents, std::layout_stride>;
    check(hpk::view_of(hpk::to_mdspan<strided>(gaps)).row_stride() == 4, "gaps are strides");
    check(refused([&] { (void)hpk::to_mdspan<std::mdspan<double, extents>>(gaps); }),
          "layout_right has no gaps");
    using turned = std::mdspan<double, extents, std::layout_left>;
    check(refused([&] { (void)hpk::view_of(turned(g.data(), 3, 4)); }), "columns are no rows");

    // A kernel takes one, and gives the bits that it gives a grid.
    auto expected = hpk::diffusion::dye_block<double>(40, 40);
    std::vector<double> cells(expected.begin(), expected.end());
    hpk::diffusion::evolve(expected, {}, 20, hpk::diffusion::reflecting{});
    hpk::diffusion::evolve(std::mdspan(cells.data(), 40, 40), {}, 20, hpk::diffusion::reflecting{});
    check(std::ranges::equal(cells, expected), "an mdspan evolves in place");
}

void check_ranges_to() {
    const auto squares =
        std::views::iota(0, 100) | std::views::transform([](int k) { return std::pair(k, k * k); });
    const auto map = squares | std::ranges::to<hpk::hash_map<int, int>>();
    check(map.size() == 100 && map.at(9) == 81, "a range goes to a map");
    const auto deduced = squares | std::ranges::to<hpk::hash_map>();
    static_assert(std::is_same_v<decltype(deduced), const hpk::hash_map<int, int>>);
    check(deduced == map, "whose types are deduced");
    const auto ordered = squares | std::views::keys |
                         std::ranges::to<hpk::hash_table::set<hpk::hash_table::ordered, int>>();
    check(std::ranges::equal(ordered, std::views::iota(0, 100)), "and with any policy");

    // Ranges whose sentinel has another type than the iterator.
    std::istringstream text("3 1 4 1 5");
    check((std::views::istream<int>(text) | std::ranges::to<hpk::hash_set<int>>()) ==
              hpk::hash_set<int>{1, 3, 4, 5},
          "a stream goes to a set");
    const auto few = squares | std::views::take_while([](auto e) { return e.first < 7; });
    hpk::hash_map<int, int> m(std::from_range, few, 50);
    check(m.size() == 7 && m.bucket_count() >= 50, "from_range, with a number of buckets");
    std::pmr::monotonic_buffer_resource memory;
    const hpk::pmr::hash_map<int, int> in_buffer(std::from_range, few, &memory);
    check(in_buffer.size() == 7 && in_buffer.get_allocator().resource() == &memory,
          "from_range, with a memory resource");
    m.insert_range(squares);
    check(m == map, "insert_range");
}

} // namespace

int main() {
    check_mdspan();
    check_ranges_to();
    return failures == 0 ? 0 : 1;
}
