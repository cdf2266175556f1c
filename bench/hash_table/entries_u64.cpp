// SPDX-License-Identifier: MIT
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

#include "backends.hpp"
#include "hash_table/entrants.hpp"
#include "hash_table/policies.hpp"
#include "hash_table/policy.hpp"
#include "registry.hpp"

namespace hpk::bench::hash_table {
namespace {

/// The peers, our tables on the native backend, and every variant on each other backend that the
/// build tries.
std::vector<candidate> candidates() {
    std::vector<candidate> all = peers();
    for (const candidate& c : policies()) all.push_back(c);
    hpk::hash_table::variants::for_each([&]<class Policy>(std::type_identity<Policy>) {
        HPK_TRIED_BACKENDS::for_each([&]<class Backend>(std::type_identity<Backend>) {
            if constexpr (backend_has_lanes<Backend, std::uint64_t> &&
                          std::same_as<backend_of<Policy, Backend>, Backend> &&
                          !std::same_as<Backend, backend_of<Policy, native>>)
                all.push_back(table_with_numbers<typename Policy::template on<Backend>>(
                    Policy::name, backend_name<Backend>()));
        });
    });
    std::erase_if(all, [](const candidate& c) { return !is_plain(c); });
    return all;
}

/// Each kind of work for each candidate, at keys that `make` makes.
template <class Key>
void add_works(std::vector<entrant>& all, const std::vector<candidate>& who,
               const std::string& kind, std::size_t n, std::function<key_set<Key>()> make) {
    const auto keys = std::make_shared<key_source<Key>>(std::move(make));
    for (const candidate& c : who) {
        if (!seat<Key>::suits(c)) continue;
        const auto at = std::make_shared<seat<Key>>(c, keys);
        for (std::size_t w = 0; w < workload_names.size(); ++w)
            all.push_back(
                entrant_at(c, at, static_cast<workload>(w), kind + "/" + std::to_string(n)));
    }
}

std::vector<entrant> entrants() {
    std::vector<entrant> all;
    const auto who = candidates();
    for (int bits = 4; bits <= 22; bits += 2) {
        const std::size_t n = std::size_t{1} << bits;
        add_works<std::uint64_t>(all, who, "random", n, [n] { return random_keys(n); });
    }
    for (const std::size_t length : {std::size_t{12}, std::size_t{40}})
        for (const int bits : {10, 14, 18}) {
            const std::size_t n = std::size_t{1} << bits;
            add_works<std::string>(all, who, std::to_string(length) + "_characters", n,
                                   [n, length] { return string_keys(n, length); });
        }
    return all;
}

const entry entered(entrants);

} // namespace
} // namespace hpk::bench::hash_table
