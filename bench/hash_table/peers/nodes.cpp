// SPDX-License-Identifier: MIT
#if defined(HPK_BENCH_ABSL)
#include <absl/container/node_hash_map.h>
#endif
#if defined(HPK_BENCH_BOOST) && __has_include(<boost/unordered/unordered_node_map.hpp>)
#include <boost/unordered/unordered_node_map.hpp>
#endif

#include "hash_table/peers/peer.hpp"

namespace hpk::bench::hash_table {
namespace {

#if defined(HPK_BENCH_ABSL)
struct absl_nodes : standard_traits {
    static constexpr std::string_view name = "absl::node_hash_map";
    template <class Key>
    using map = absl::node_hash_map<Key, std::uint64_t, hpk::hash<Key>, std::equal_to<>>;
};
#endif

#if defined(BOOST_UNORDERED_UNORDERED_NODE_MAP_HPP_INCLUDED)
struct boost_nodes : standard_traits {
    static constexpr std::string_view name = "boost::unordered_node_map";
    template <class Key>
    using map = boost::unordered_node_map<Key, std::uint64_t, hpk::hash<Key>, std::equal_to<>>;
};
#endif

} // namespace

std::vector<table_type> node_peers() {
    std::vector<table_type> all = std_tables();
#if defined(HPK_BENCH_ABSL)
    all.push_back(peer<absl_nodes>("absl_node", HPK_BENCH_ABSL));
#endif
#if defined(BOOST_UNORDERED_UNORDERED_NODE_MAP_HPP_INCLUDED)
    all.push_back(peer<boost_nodes>("boost_node", HPK_BENCH_BOOST));
#endif
    return all;
}

} // namespace hpk::bench::hash_table
