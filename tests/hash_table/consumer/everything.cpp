// SPDX-License-Identifier: MIT
//
// Compiles a good part of the hash table family, as a consumer does whose warnings are errors:
// templates warn only where they are instantiated. Never run.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/huge_page_allocator.hpp>
#include <hpk/hash_table/pmr.hpp>
#include <hpk/hash_table/saved.hpp>
#include <hpk/hash_table/shared_map.hpp>

void use_hash_table();

namespace {

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
    m.accumulate_many(keys, values);
    m.count_many(keys, hpk::parallel{});
    static_cast<void>(m.at_or(keys[0], mapped{1}));
    m.try_emplace_with(keys[0], [] { return mapped{2}; });
    static_cast<void>(hpk::join(keys, m));
    static_cast<void>(hpk::join(m, m));
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

void use_hash_table() {
    using namespace hpk::hash_table;
    const std::vector<std::uint32_t> numbers{1, 2, 3};
    const std::vector<std::string> words{"call", "me", "Ishmael"};
    variants::for_each([&]<class Policy>(std::type_identity<Policy>) {
        use_map<map<Policy, std::uint32_t, std::int64_t>>(numbers);
    });
    use_map<map<compact, std::string, short>>(words);
    use_map<map<ordered, std::string, unsigned char>>(words);
    use_map<map<node, std::string, int>>(words);
    use_map<map<key_window, std::int16_t, int>>({1, 2, 3});
    use_set<hpk::hash_set<std::string, hpk::seeded_hash<std::string>>>(words);
    use_set<hpk::hash_set<std::uint32_t, hpk::siphash<std::uint32_t>>>(numbers);
    use_set<hpk::hash_set<double, hpk::hash<double>, std::equal_to<>,
                          hpk::huge_page_allocator<double>>>({1.5});
    static_cast<void>(entropy(words, hpk::hash<std::string>{}, 8));
    hpk::hash_map<std::string, std::unique_ptr<int>> owners;
    owners.try_emplace(std::string_view("Ahab"), std::make_unique<int>(1));
    owners.erase("Ahab");

    hpk::hash_map<std::uint32_t, short> saved;
    std::stringstream file;
    save(saved, file);
    load(file, saved);
    load(std::span<const std::byte>(), saved);
    const std::vector<short> ones(numbers.size(), 1);
    std::vector<short> found(numbers.size());
    hpk::shared_map<std::uint32_t, short> shared;
    shared.accumulate_many(numbers, ones);
    shared.insert_many(numbers, ones, hpk::parallel{});
    shared.find_many(numbers, std::span(found), short{0});
    saved.find_many(numbers, std::span(found), short{0});
    std::vector<std::uint64_t> bits(1);
    saved.contains_many(numbers, std::span(bits));
    shared.insert_or_assign(1, short{2});
    shared.insert_or_visit(1U, [](short& n) { n = 3; }, short{2});
    static_cast<void>(shared.at_or(1, 0) == shared.find(2U) || shared.snapshot().empty());
    shared.erase_if([](const auto& element) { return element.second == 1; });
}
