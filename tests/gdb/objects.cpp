// SPDX-License-Identifier: MIT
//
// Objects for a debugger to show.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <hpk/core/grid.hpp>
#include <hpk/hash_table.hpp>

namespace {

template <class Grid>
Grid numbered(Grid grid) {
    int number = 0;
    for (auto& cell : grid) cell = static_cast<typename Grid::value_type>(number++);
    return grid;
}

/// A few elements, one of them erased; -1 and -2 are keys that `key_window` stores apart.
template <class Policy>
struct few {
    hpk::hash_table::map<Policy, std::int32_t, double> map{
        {7, 0.5}, {-1, 1.5}, {3, 2.5}, {-2, 3.5}};
    hpk::hash_table::set<Policy, std::uint16_t> set{7, 65535, 3, 65534};
    few() {
        map.erase(3);
        set.erase(3);
    }
};

/// 40 keys share a hash: some lie far from their home.
struct crowding_hash {
    std::size_t operator()(int key) const noexcept { return static_cast<std::size_t>(key / 40); }
};

/// Many elements, and their iteration order in the program.
template <class Policy>
struct many {
    hpk::hash_table::set<Policy, int, crowding_hash> set;
    std::vector<int> in_order;
    many() {
        for (int k = 0; k < 7000; ++k) set.insert(k);
        for (int k = 0; k < 7000; k += 10) set.erase(k);
        in_order.assign(set.begin(), set.end());
    }
};

/// The debugger stops here, when all objects are made.
template <class... Objects>
void look_at(const Objects&...) {
    asm volatile("");
}

} // namespace

int main() {
    using namespace hpk::hash_table;

    const auto line = numbered(hpk::grid<int, 1>(3));
    const auto sheet = numbered(hpk::grid<double>(2, 3));
    const auto box = numbered(hpk::grid<float, 3>(2, 2, 2));
    const auto large = numbered(hpk::grid<int>(1000, 1000));
    const hpk::grid<int> no_cells;
    const hpk::grid_view<const double> window(sheet.data() + 1, {2, 2}, 3);

    const few<linear> few_linear;
    const few<tagged> few_tagged;
    const few<key_window> few_key_window;
    const few<ordered> few_ordered;
    const hpk::hash_map<int, int> no_elements;

    const many<linear> many_linear;
    const many<tagged> many_tagged;
    const many<compact> many_compact;
    const many<node> many_node;
    const many<key_window> many_key_window;
    const many<ordered> many_ordered;

    look_at(line, sheet, box, large, no_cells, window, few_linear, few_tagged, few_key_window,
            few_ordered, no_elements, many_linear, many_tagged, many_compact, many_node,
            many_key_window, many_ordered);
}
