// SPDX-License-Identifier: MIT
#include <hpk/hash_table.hpp>

#include "alone.hpp"

std::int64_t alone::hash_table() {
    hpk::hash_map<std::int64_t, std::int64_t> squares;
    for (std::int64_t k = 0; k < 100; ++k) squares[k] = k * k;
    std::int64_t sum = 0;
    for (const auto& [k, square] : squares) sum += square;
    return sum;
}
