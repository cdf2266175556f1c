// SPDX-License-Identifier: MIT
#include <absl/container/flat_hash_map.h>

#include "hash_table/peers/peer.hpp"

namespace hpk::bench::hash_table {
namespace {

template <template <class> class Hash, template <class> class Allocator>
struct flat_map : standard_traits {
    static constexpr std::string_view name = "absl::flat_hash_map";
    template <class Key>
    using map = absl::flat_hash_map<Key, std::uint64_t, Hash<Key>, std::equal_to<>,
                                    Allocator<std::pair<const Key, std::uint64_t>>>;
};
template <class Key>
using mixing_hash = hpk::hash<Key>;
template <class Key>
using own_hash = absl::Hash<Key>;

} // namespace

std::vector<table_type> absl_tables() {
    return {peer<flat_map<mixing_hash, std::allocator>>("absl", HPK_BENCH_ABSL),
            peer<flat_map<own_hash, std::allocator>>("absl_own_hash", HPK_BENCH_ABSL),
            peer_in_huge_pages<flat_map<mixing_hash, hpk::huge_page_allocator>>("absl",
                                                                                HPK_BENCH_ABSL)};
}

} // namespace hpk::bench::hash_table
