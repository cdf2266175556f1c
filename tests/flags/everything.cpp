// SPDX-License-Identifier: MIT
//
// Includes every public header, as a consumer does whose warnings are errors, and compiles a good
// part of each family: templates warn only where they are instantiated. Never run.

#include <array>
#include <complex>
#include <cstdint>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/core/mdspan.hpp>
#include <hpk/diffusion.hpp>
#include <hpk/hash_table.hpp>
#include <hpk/hash_table/huge_page_allocator.hpp>
#include <hpk/hpk.hpp>
#include <hpk/julia.hpp>
#if __has_include(<Eigen/Core>)
#include <hpk/eigen.hpp>
#endif

void use_julia();
void use_diffusion();
void use_tables();
void use_eigen();

namespace {

// Each variant and each type, and each backend and execution at least once.
template <class T>
void count_escapes() {
    using namespace hpk::julia;
    const auto classic = accumulated_plane(region<T>{}, 10);
    const auto pixels = uniform_plane(region<T>{}, 7, 5);
    const std::complex<T> c{T(-0.62772), T(-0.42193)};
    const std::vector<std::complex<T>> z(20), cs(20, c);
    std::vector<std::int32_t> counts(20);
    variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        static_cast<void>(escape_counts<Variant>(classic, c, 10));
        escape_counts<Variant>(z, cs, 10, counts, hpk::parallel{2});
    });
    static_cast<void>(escape_counts<fastest, hpk::scalar>(pixels, c, 10, hpk::parallel{}));
    static_cast<void>(escape_counts(plane_view<T>(pixels), c, 10));
    static_cast<void>(escape_counts(z, cs, 10));
}

template <class T>
void diffuse() {
    using namespace hpk::diffusion;
    auto u = dye_block<T>(16, 16);
    auto v = u;
    variants::for_each(
        [&]<class Variant>(std::type_identity<Variant>) { evolve<Variant>(u, {}, 3); });
    evolve<fastest, hpk::scalar>(u, {.dt = T(0.05)}, 3, fixed<T>{T(0.25)}, hpk::parallel{});
    evolve<fused>(u, {.dt = T(0.05)}, 3, reflecting{}, hpk::parallel{2});
    evolve<time_blocked>(u, {}, 3, frozen{});
    hpk::grid<T, 1> line(40);
    evolve(line, {}, 5);
    hpk::grid<T, 3> box(4, 5, 6);
    workspace memory;
    evolve(box, {}, 5, periodic{}, hpk::sequential{}, memory);
    evolve_and_observe(u, {}, 10, 5, [](const auto& cells, std::int64_t steps) {
        return !cells.empty() && steps < 10;
    });
    laplacian(u, v);
    convolve(u, std::array{T(1), T(-2), T(1)}, v, reflecting{});
    std::vector<T> cells(12);
    evolve(hpk::grid_view<T, 2>(cells.data(), {3, 4}), {}, 1);
    std::ostringstream text;
    text << u << (u == v) << stability_limit<3>(T(1));
}

/// Works for every map; values are integers.
template <class Map>
void use_map(const std::vector<typename Map::key_type>& keys) {
    using mapped = typename Map::mapped_type;
    Map m;
    const std::vector<mapped> values(keys.size());
    m.build(keys, values);
    m.insert_many(keys, values);
    for (const auto& key : keys) ++m[key];
    m.insert_or_assign(keys[0], mapped{1});
    m.try_emplace(keys[0]);
    m.emplace(keys[0], mapped{2});
    m.insert({keys[0], mapped{3}});
    std::vector<mapped*> pointers(keys.size());
    std::vector<std::size_t> indices(keys.size());
    const std::unique_ptr<bool[]> there(new bool[keys.size()]);
    m.find_many(keys, std::span(pointers));
    m.find_many(keys, std::span(indices));
    m.contains_many(keys, std::span(there.get(), keys.size()));
    m.nth(0).second = m.at(keys[0]);
    m.max_load_factor(0.5f);
    Map copy(m);
    Map moved(std::move(copy));
    moved.merge(m);
    m.reserve(100);
    swap(m, moved);
    hpk::erase_if(m, [](const auto& element) { return element.second == mapped{}; });
    for (auto it = m.begin(); it != m.end();) it = m.erase(it);
    m.erase(m.cbegin(), m.cend());
    static_cast<void>(m == moved && m.statistics().max_probes > m.probe_count(keys[0]));
    m.shrink_to_fit();
    m.clear();
}

template <class Set>
void use_set(const std::vector<typename Set::key_type>& keys) {
    Set a(keys.begin(), keys.end());
    a.build(keys);
    const Set b = a;
    static_cast<void>(set_union(a, b) == set_intersection(a, b));
    static_cast<void>(set_difference(a, b) == set_symmetric_difference(a, b));
    static_cast<void>(a.contains(keys[0], a.hash_function()(keys[0])));
}

} // namespace

void use_julia() {
    count_escapes<float>();
    count_escapes<double>();
}

void use_diffusion() {
    diffuse<float>();
    diffuse<double>();
}

void use_tables() {
    using namespace hpk::hash_table;
    const std::vector<std::uint32_t> numbers{1, 2, 3};
    const std::vector<std::string> words{"call", "me", "Ishmael"};
    variants::for_each([&]<class Policy>(std::type_identity<Policy>) {
        use_map<map<Policy, std::uint32_t, std::int64_t>>(numbers);
    });
    use_map<map<compact, std::string, short>>(words);
    use_map<map<ordered, std::string, unsigned char>>(words);
    use_map<map<key_window, std::int16_t, int>>({1, 2, 3});
    use_set<hpk::hash_set<std::string, hpk::seeded_hash<std::string>>>(words);
    use_set<hpk::hash_set<std::uint32_t, hpk::siphash<std::uint32_t>>>(numbers);
    use_set<hpk::hash_set<double, hpk::hash<double>, std::equal_to<>,
                          hpk::huge_page_allocator<double>>>({1.5});
    static_cast<void>(entropy(words, hpk::hash<std::string>{}, 8));
    hpk::hash_map<std::string, std::unique_ptr<int>> owners;
    owners.try_emplace(std::string_view("Ahab"), std::make_unique<int>(1));
    owners.erase("Ahab");
}

void use_eigen() {
#if __has_include(<Eigen/Core>)
    using array = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    array u = array::Zero(16, 16);
    hpk::diffusion::evolve(u, {}, 3);
    hpk::diffusion::evolve<hpk::diffusion::eigen>(u.block(2, 2, 8, 8), {}, 3,
                                                  hpk::diffusion::reflecting{}, hpk::parallel{});
    auto g = hpk::diffusion::dye_block<float>(8, 8);
    hpk::as_eigen(g) *= 2;
#endif
}
