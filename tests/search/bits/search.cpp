// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/search.hpp>

#include "bits/numbers.hpp"
#include "bits/sources.hpp"
#include "bits/table.hpp"

namespace hpk::test {
namespace {

template <class T>
void enter_positions(bits_table& table, const std::string& type) {
    numbers n;
    std::vector<T> sorted(3000), keys(500);
    const auto make = [&] {
        if constexpr (std::is_floating_point_v<T>)
            return n.of<T>(-4, 4);
        else
            return static_cast<T>(n.next());
    };
    for (T& x : sorted) x = make();
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t k = 0; k < keys.size(); ++k)
        keys[k] = k % 2 == 0 ? make() : sorted[n.next() % sorted.size()];
    for_each_source<search::variants, scalar_and_native, integer_like<T>>(
        [&]<class Variant, class Backend>(const std::string& source) {
            std::vector<std::uint64_t> positions(keys.size());
            search::lower_bound<Variant, Backend>(sorted, keys, positions);
            table.enter<std::uint64_t>("search/lower/" + type, source, positions);
            search::upper_bound<Variant, Backend>(sorted, keys, positions);
            table.enter<std::uint64_t>("search/upper/" + type, source, positions);
            search::closest<Variant, Backend>(sorted, keys, positions);
            table.enter<std::uint64_t>("search/closest/" + type, source, positions);
        });
}

const register_bits search_positions([](bits_table& table) {
    enter_positions<std::int32_t>(table, "i32");
    enter_positions<std::uint64_t>(table, "u64");
    enter_positions<float>(table, "f32");
    enter_positions<double>(table, "f64");
});

} // namespace
} // namespace hpk::test
