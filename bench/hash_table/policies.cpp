// SPDX-License-Identifier: MIT
#include "hash_table/policies.hpp"

#include <type_traits>

#include <hpk/hash_table.hpp>

namespace hpk::bench::hash_table {

std::vector<table_type> policies() {
    std::vector<table_type> all;
    const auto add = [&]<class Policy>(std::string_view name, std::type_identity<Policy>) {
        for (table_type& c : tables_of<Policy>(name)) all.push_back(std::move(c));
    };
    hpk::hash_table::variants::for_each(
        [&]<class Policy>(std::type_identity<Policy> policy) { add(Policy::name, policy); });
    add("compact", std::type_identity<hpk::hash_table::compact>());
    return all;
}

} // namespace hpk::bench::hash_table
