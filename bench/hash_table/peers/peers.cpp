// SPDX-License-Identifier: MIT
#include "hash_table/peers/peer.hpp"

namespace hpk::bench::hash_table {

std::vector<table_type> peers() {
    std::vector<table_type> all;
    const auto add = [&](const std::vector<table_type>& some) {
        all.insert(all.end(), some.begin(), some.end());
    };
#if defined(HPK_BENCH_BOOST)
    add(boost_tables());
#endif
#if defined(HPK_BENCH_ABSL)
    add(absl_tables());
#endif
#if defined(HPK_BENCH_TSL)
    add(tsl_tables());
#endif
#if defined(HPK_BENCH_GOOGLE)
    add(google_tables());
#endif
    add(std_tables());
    return all;
}

} // namespace hpk::bench::hash_table
