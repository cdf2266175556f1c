// SPDX-License-Identifier: MIT
#include <unordered_map>

#include "peers/hash_tables/peer.hpp"

namespace hpk::bench::hash_table {
namespace {

struct unordered_map : standard_interface {
    static constexpr std::string_view name = "std::unordered_map";
    template <class Key>
    using map = std::unordered_map<Key, std::uint64_t, hpk::hash<Key>>;
};

} // namespace

std::vector<candidate> std_tables() {
    return {peer<unordered_map>("std")};
}

} // namespace hpk::bench::hash_table
