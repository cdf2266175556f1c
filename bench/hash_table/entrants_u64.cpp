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
#include "registration.hpp"

namespace hpk::bench::hash_table {
namespace {

/// The peers, our tables on the native backend, and every variant on each other backend that the
/// build tries.
std::vector<table_type> types() {
    std::vector<table_type> all = peers();
    for (const table_type& type : policies()) all.push_back(type);
    hpk::hash_table::variants::for_each([&]<class Policy>(std::type_identity<Policy>) {
        HPK_TRIED_BACKENDS::for_each([&]<class Backend>(std::type_identity<Backend>) {
            if constexpr (backend_has_lanes<Backend, std::uint64_t> &&
                          std::same_as<backend_of<Policy, Backend>, Backend> &&
                          !std::same_as<Backend, backend_of<Policy, native>>)
                all.push_back(table_with_numbers<typename Policy::template on<Backend>>(
                    Policy::name, backend_name<Backend>()));
        });
    });
    std::erase_if(all, [](const table_type& type) { return type.huge_pages; });
    return all;
}

/// Each kind of work for each type of tables, at keys that `make` makes.
template <class Key>
void add_works(std::vector<entrant>& all, const std::string& name_of_keys,
               std::function<key_set<Key>()> make) {
    const auto keys = std::make_shared<key_source<Key>>(std::move(make));
    for (const table_type& type : types()) {
        if (!type.with<Key>()) continue;
        const std::shared_ptr<table> t = type.with<Key>()(keys);
        for (std::size_t k = 0; k < workload_names.size(); ++k)
            if (const auto w = static_cast<workload>(k); !counts_words(w))
                all.push_back(entrant_at<Key>(type, t, w, name_of_keys));
    }
}

std::vector<entrant> entrants() {
    std::vector<entrant> all;
    for (int bits = 4; bits <= 22; bits += 2) {
        const std::size_t n = std::size_t{1} << bits;
        add_works<std::uint64_t>(all, "random/" + std::to_string(n),
                                 [n] { return random_keys(n); });
    }
    for (const std::size_t length : {std::size_t{12}, std::size_t{40}})
        for (const int bits : {10, 14, 18}) {
            const std::size_t n = std::size_t{1} << bits;
            add_works<std::string>(all, std::to_string(length) + "_characters/" + std::to_string(n),
                                   [n, length] { return string_keys(n, length); });
        }
    return all;
}

const registration entered(entrants);

} // namespace
} // namespace hpk::bench::hash_table
