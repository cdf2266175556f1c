// SPDX-License-Identifier: MIT
#include "peers/hash_tables/peer.hpp"

namespace hpk::bench::hash_table {

std::vector<candidate> peers() {
    std::vector<candidate> all;
    const auto add = [&](const std::vector<candidate>& some) {
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
