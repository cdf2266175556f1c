// SPDX-License-Identifier: MIT
#include <boost/unordered/unordered_flat_map.hpp>

#include "hash_table/peers/peer.hpp"

namespace hpk::bench::hash_table {
namespace {

template <template <class> class Hash, template <class> class Allocator>
struct flat_map : standard_traits {
    static constexpr std::string_view name = "boost::unordered_flat_map";
    template <class Key>
    using map = boost::unordered_flat_map<Key, std::uint64_t, Hash<Key>, std::equal_to<>,
                                          Allocator<std::pair<const Key, std::uint64_t>>>;
};
template <class Key>
using mixing_hash = hpk::hash<Key>;
template <class Key>
using own_hash = boost::hash<Key>;

} // namespace

std::vector<table_type> boost_tables() {
    return {peer<flat_map<mixing_hash, std::allocator>>("boost", HPK_BENCH_BOOST),
            peer<flat_map<own_hash, std::allocator>>("boost_own_hash", HPK_BENCH_BOOST),
            peer_in_huge_pages<flat_map<mixing_hash, hpk::huge_page_allocator>>("boost",
                                                                                HPK_BENCH_BOOST)};
}

} // namespace hpk::bench::hash_table
