// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <hpk/hash_table.hpp>

#include "backends.hpp"
#include "hash_table/competing.hpp"
#include "hash_table/policies.hpp"

namespace hpk::bench::hash_table {

template <class Policy, template <class> class Allocator = std::allocator>
struct policy_adaptor : standard_interface {
    static constexpr std::string_view name = Policy::name;
    template <class Key>
    using map = hpk::hash_table::map<Policy, Key, std::uint64_t, hpk::hash<Key>, std::equal_to<>,
                                     Allocator<std::pair<const Key, std::uint64_t>>>;
};

/// A window of keys is one of numbers.
template <class Policy>
inline constexpr bool takes_strings = Policy::name != std::string_view("key_window");

template <class Policy>
std::vector<candidate> tables_of(std::string_view name) {
    using adaptor = policy_adaptor<Policy>;
    candidate c{std::string(name),
                backend_name<backend_of<Policy, native>>(),
                false,
                false,
                maker<adaptor, std::uint64_t>(),
                {}};
    if constexpr (takes_strings<Policy>) c.with_strings = maker<adaptor, std::string>();
    return {c};
}

} // namespace hpk::bench::hash_table
