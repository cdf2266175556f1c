// SPDX-License-Identifier: MIT
#include <sparsehash/dense_hash_map>

#include "hash_table/peers/peer.hpp"

namespace hpk::bench::hash_table {
namespace {

/// It reserves two keys. The keys of the benchmarks are random or small, or longer than one
/// character.
template <class Key>
Key reserved_key(unsigned char which);
template <>
std::uint64_t reserved_key(unsigned char which) {
    return ~std::uint64_t{which};
}
template <>
std::string reserved_key(unsigned char which) {
    return {static_cast<char>(which)};
}

struct dense_map : standard_traits {
    static constexpr std::string_view name = "google::dense_hash_map";
    template <class Key>
    using map = google::dense_hash_map<Key, std::uint64_t, hpk::hash<Key>, std::equal_to<Key>>;

    template <class Map>
    static void prepare(Map& map) {
        map.set_empty_key(reserved_key<typename Map::key_type>(0));
        map.set_deleted_key(reserved_key<typename Map::key_type>(1));
    }
    template <class Map>
    static void reserve(Map& map, std::size_t size) {
        map.resize(size);
    }
    template <class Map, class Key>
    static void insert(Map& map, const Key& key, std::uint64_t value) {
        map.insert({key, value});
    }
};

} // namespace

std::vector<table_type> google_tables() {
    return {peer<dense_map>("google", HPK_BENCH_GOOGLE)};
}

} // namespace hpk::bench::hash_table
