// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "hash_table/table.hpp"

namespace hpk::bench::hash_table {

/// Tables of a policy, on the native backend. Each policy is compiled in its own object file.
template <class Policy>
std::vector<table_type> tables_of(std::string_view name);

/// All of hpk's tables, from the lowest rung to the top.
std::vector<table_type> policies();

} // namespace hpk::bench::hash_table
