// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <memory>
#include <vector>

#include "reductions/pictures.hpp"
#include "reductions/problem.hpp"
#include "reductions/rows.hpp"

namespace hpk::bench::reductions {
namespace {

using namespace hpk::reductions;

/// The plain sums and every variant; in large arrays only the faster ones.
template <bool Products>
std::vector<entrant> rungs(std::size_t size) {
    const auto p = std::make_shared<problem<Products>>(size);
    std::vector<entrant> all = peers_at(p);
    if (size <= std::size_t{1} << 16)
        add_variants<variants>(all, p);
    else
        add_variants<type_list<in_order, pairwise, striped, extracted>>(all, p);
    if (size >= std::size_t{1} << 16) add_all_cores<extracted>(all, p);
    return all;
}

std::vector<contest> contests() {
    contest sums{"reductions_sum", "The sum of {} numbers, double", "terms", "ns per term",
                 rungs<false>};
    contest dots{"reductions_dot", "The dot product of {} pairs of numbers, double", "terms",
                 "ns per term", rungs<true>};
    for (contest* const c : {&sums, &dots}) {
        for (int bits = 8; bits <= 24; bits += 2) c->sizes.push_back(std::size_t{1} << bits);
        for (const int bits : {8, 16, 24}) c->ladders.push_back(std::size_t{1} << bits);
        c->axis = "numbers";
        c->bytes = 8.0 * (c == &dots ? 2 : 1);
    }
    sums.picture = "sum_times";
    const contest rows{
        "reductions_rows",
        "Lines through {} rows of 14 numbers",
        "rows",
        "ns per row",
        [](std::size_t count) { return row_products(std::make_shared<row_problem>(count)); },
        {1000, 100'000}};
    return {sums, dots, rows};
}

const ladder_registration entered("reductions", contests, draw);

} // namespace
} // namespace hpk::bench::reductions
