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

#include "hash_table/competing.hpp"

namespace hpk::bench::hash_table {

/// A peer. Its hash is hpk::hash if its own is the identity.
template <class Adaptor>
candidate peer(std::string name, std::string version) {
    candidate c{std::move(name), std::move(version), true, false, {}, {}};
    c.with_numbers = maker<Adaptor, std::uint64_t>();
    c.with_strings = maker<Adaptor, std::string>();
    return c;
}
/// The same with hpk::huge_page_allocator.
template <class Adaptor>
candidate peer_in_huge_pages(std::string name, std::string version) {
    candidate c{std::move(name), std::move(version), true, true, {}, {}};
    c.with_numbers = maker<Adaptor, std::uint64_t>();
    return c;
}

// Each is defined in its own object file.
std::vector<candidate> absl_tables();
std::vector<candidate> boost_tables();
std::vector<candidate> google_tables();
std::vector<candidate> std_tables();
std::vector<candidate> tsl_tables();

} // namespace hpk::bench::hash_table
