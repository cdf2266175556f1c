// SPDX-License-Identifier: MIT
//
// Compiles a good part of the search family, as a consumer does whose warnings are errors:
// templates warn only where they are instantiated. Never run.

#include <cstdint>
#include <type_traits>
#include <vector>

#include <hpk/search.hpp>

void use_search();

namespace {

template <class T>
void search_all() {
    const std::vector<T> sorted{T(1), T(2)}, keys{T(1)};
    std::vector<std::uint16_t> positions(1);
    hpk::search::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        hpk::search::lower_bound<Variant>(sorted, keys, positions);
        hpk::search::upper_bound<Variant, hpk::scalar>(sorted, keys, positions, hpk::parallel{2});
        hpk::search::closest<Variant>(sorted, keys, positions);
    });
    const hpk::search::index<T> i(sorted);
    i.lower_bound(keys, positions, hpk::parallel{});
    i.closest(keys, positions);
    static_cast<void>(i.count(T(1)) + i.closest(T(1)) + hpk::search::closest(sorted, T(1)) +
                      hpk::search::upper_bound(sorted, keys).size());
}

} // namespace

void use_search() {
    search_all<std::int32_t>();
    search_all<std::uint32_t>();
    search_all<std::int64_t>();
    search_all<std::uint64_t>();
    search_all<float>();
    search_all<double>();
}
