// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/huge_page_allocator.hpp>

#include "backends.hpp"
#include "hash_table/loops.hpp"
#include "hash_table/policies.hpp"

namespace hpk::bench::hash_table {

template <class Policy, template <class> class Allocator = std::allocator>
struct policy_traits : standard_traits {
    static constexpr std::string_view name = Policy::name;
    template <class Key>
    using map = hpk::hash_table::map<Policy, Key, std::uint64_t, hpk::hash<Key>, std::equal_to<>,
                                     Allocator<std::pair<const Key, std::uint64_t>>>;
};

/// key_window supports only numbers as keys, and no contest of `node` has others.
template <class Policy>
inline constexpr bool takes_strings =
    Policy::name != std::string_view("key_window") && Policy::name != std::string_view("node");

/// A table with numbers as keys.
template <class Policy, template <class> class Allocator = std::allocator>
table_type table_with_numbers(std::string_view name, std::string backend) {
    table_type c{std::string(name), std::move(backend), false, false, {}, {}};
    c.with_numbers = maker<policy_traits<Policy, Allocator>, std::uint64_t>();
    return c;
}

/// The tables of a policy; the default's also in huge pages.
template <class Policy>
std::vector<table_type> tables_of(std::string_view name) {
    const std::string backend = backend_name<backend_of<Policy, native>>();
    table_type c = table_with_numbers<Policy>(name, backend);
    if constexpr (takes_strings<Policy>)
        c.with_strings = maker<policy_traits<Policy>, std::string>();
    if constexpr (!std::same_as<Policy, hpk::hash_table::tagged>) {
        return {c};
    } else {
        table_type huge = table_with_numbers<Policy, huge_page_allocator>(name, backend);
        huge.huge_pages = true;
        return {c, huge};
    }
}

} // namespace hpk::bench::hash_table
