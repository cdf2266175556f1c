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
    std::vector<signed char> last(1);
    i.lower_bound(keys, positions, hpk::parallel{});
    i.closest(keys, positions);
    i.equal_range(keys, positions, last);
    hpk::search::count(sorted, keys, last);
    static_cast<void>(
        i.contains(keys, last) + i.count(keys).size() + i.count(T(1)) + i.closest(T(1)) +
        hpk::search::closest(sorted, T(1)) + hpk::search::contains(sorted, keys, last) +
        hpk::search::upper_bound(sorted, keys).size() + hpk::search::digitize(i, keys).size() +
        hpk::search::digitize(sorted, T(1)) + hpk::search::histogram(sorted, keys).size());
    static_cast<void>(hpk::search::contains(sorted, T(1)));
    const std::vector<short> short_keys{1};
    if constexpr (std::is_signed_v<T>) hpk::search::lower_bound(sorted, short_keys, positions);
    if constexpr (std::is_integral_v<T>)
        static_cast<void>(hpk::search::lower_bound(sorted, -1LL) + i.upper_bound(1U));
    if constexpr (std::is_floating_point_v<T>) {
        static_cast<void>(hpk::search::draw(i, sorted).size() +
                          hpk::search::interpolate(sorted, sorted, keys).size());
        static_cast<void>(hpk::search::interpolate(i, sorted, T(1)));
    }
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
