// SPDX-License-Identifier: MIT
#include <tsl/robin_map.h>

#include "hash_table/peers/peer.hpp"

namespace hpk::bench::hash_table {
namespace {

struct robin_map : standard_traits {
    static constexpr std::string_view name = "tsl::robin_map";
    template <class Key>
    using map = tsl::robin_map<Key, std::uint64_t, hpk::hash<Key>>;
};

} // namespace

std::vector<table_type> tsl_tables() {
    return {peer<robin_map>("tsl", HPK_BENCH_TSL)};
}

} // namespace hpk::bench::hash_table
