// SPDX-License-Identifier: MIT
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <type_traits>
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
/// build is to try.
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

std::vector<entrant> entrants() {
    using enum workload;
    std::vector<entrant> all;
    const auto who = candidates();
    for (const std::size_t n : {std::size_t{32'000}, std::size_t{1'000'000}}) {
        const auto keys =
            std::make_shared<key_source<std::uint64_t>>([n] { return random_keys(n); });
        for (const candidate& c : who) {
            const auto at = std::make_shared<seat<std::uint64_t>>(c, keys);
            for (const workload w : {insert, find_hits, find_misses, find_many, churn})
                all.push_back(entrant_at(c, at, w, "random/" + std::to_string(n)));
        }
    }
    return all;
}

const entry entered(entrants);

} // namespace
} // namespace hpk::bench::hash_table
