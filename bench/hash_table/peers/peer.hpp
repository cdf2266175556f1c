// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/hash/hash.hpp>
#include <hpk/hash_table/huge_page_allocator.hpp>

#include "hash_table/loops.hpp"

namespace hpk::bench::hash_table {

/// A peer. Its hash is hpk::hash if its own is the identity.
template <class Traits>
table_type peer(std::string name, std::string version) {
    table_type c{std::move(name), std::move(version), true, false, {}, {}};
    c.with_numbers = maker<Traits, std::uint64_t>();
    c.with_strings = maker<Traits, std::string>();
    return c;
}
/// The same with hpk::huge_page_allocator.
template <class Traits>
table_type peer_in_huge_pages(std::string name, std::string version) {
    table_type c{std::move(name), std::move(version), true, true, {}, {}};
    c.with_numbers = maker<Traits, std::uint64_t>();
    return c;
}

// Each is defined in its own object file.
std::vector<table_type> absl_tables();
std::vector<table_type> boost_tables();
std::vector<table_type> google_tables();
std::vector<table_type> std_tables();
std::vector<table_type> tsl_tables();

} // namespace hpk::bench::hash_table
