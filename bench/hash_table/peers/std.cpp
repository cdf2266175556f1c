// SPDX-License-Identifier: MIT
#include <unordered_map>

#include "hash_table/peers/peer.hpp"

namespace hpk::bench::hash_table {
namespace {

struct unordered_map : standard_traits {
    static constexpr std::string_view name = "std::unordered_map";
    template <class Key>
    using map = std::unordered_map<Key, std::uint64_t, hpk::hash<Key>>;
};

} // namespace

std::vector<table_type> std_tables() {
#if defined(_LIBCPP_VERSION)
    return {peer<unordered_map>("std", "libc++_" + std::to_string(_LIBCPP_VERSION))};
#else
    return {peer<unordered_map>("std", "libstdc++_" + std::to_string(_GLIBCXX_RELEASE))};
#endif
}

} // namespace hpk::bench::hash_table
