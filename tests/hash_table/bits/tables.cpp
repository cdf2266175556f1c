// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/hash_table.hpp>

#include "bits/numbers.hpp"
#include "bits/sources.hpp"
#include "bits/table.hpp"

namespace hpk::test {
namespace {

template <class Key>
Key key_of(std::uint64_t number) {
    if constexpr (std::is_same_v<Key, std::string>)
        return std::to_string(number) + " is a key";
    else
        return static_cast<Key>(number);
}

/// A sequence of operations on a table, and the record of it: the order of its elements after each
/// part, and the indices from look-ups.
template <class Policy, class Key>
std::vector<std::uint64_t> life() {
    hash_table::map<Policy, Key, std::uint64_t> m;
    std::vector<std::uint64_t> seen;
    const auto walk = [&] {
        seen.push_back(m.size());
        for (const auto& element : m) seen.push_back(element.second);
    };
    const auto look_up = [&] {
        std::vector<Key> keys;
        for (std::uint64_t k = 0; k < 4000; k += 3) keys.push_back(key_of<Key>(k * k));
        std::vector<std::size_t> places(keys.size());
        seen.push_back(m.find_many(keys, std::span(places)));
        seen.insert(seen.end(), places.begin(), places.end());
    };

    for (std::uint64_t k = 0; k < 3000; ++k) m[key_of<Key>(k * k)] = k;
    walk();
    look_up();
    numbers n;
    for (int k = 0; k < 20'000; ++k) { // about 3/4 of the keys are in the table at a time
        const std::uint64_t number = n.next() % 4000;
        if (n.next() % 4 == 0)
            m.erase(key_of<Key>(number * number));
        else
            m.try_emplace(key_of<Key>(number * number), number);
    }
    walk();
    look_up();
    erase_if(m, [](const auto& element) { return element.second % 7 < 5; });
    walk();
    m.shrink_to_fit();
    walk();
    std::vector<Key> keys;
    std::vector<std::uint64_t> values;
    for (std::uint64_t k = 0; k < 5000; ++k) {
        values.push_back(n.next() % 6000);
        keys.push_back(key_of<Key>(values.back()));
    }
    m.insert_many(keys, values);
    walk();
    m.build(keys, values);
    walk();
    m.reserve(10'000);
    walk();
    return seen;
}

template <class Policies, class Key>
void enter_lives(bits_table& table, const std::string& kind) {
    Policies::for_each([&]<class Policy>(std::type_identity<Policy>) {
        scalar_and_native::for_each([&]<class B>(std::type_identity<B>) {
            const std::string name(Policy::name);
            table.enter<std::uint64_t>("hash_table/life/" + name + "/" + kind,
                                       name + " on " + backend_name<B>(),
                                       life<typename Policy::template on<B>, Key>());
        });
    });
}

void enter_tables(bits_table& table) {
    using any_key = type_list<hash_table::linear, hash_table::tagged, hash_table::ordered>;
    enter_lives<hash_table::variants, std::uint64_t>(table, "u64");
    enter_lives<hash_table::variants, std::int32_t>(table, "i32");
    enter_lives<any_key, std::string>(table, "string");
}

const register_bits tables(enter_tables);

} // namespace
} // namespace hpk::test
