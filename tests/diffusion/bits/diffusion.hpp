// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/diffusion.hpp>

#include "bits/numbers.hpp"
#include "bits/sources.hpp"
#include "bits/table.hpp"

namespace hpk::test {

template <std::size_t Rank>
using extents_list = std::vector<std::array<std::size_t, Rank>>;

inline const extents_list<1>& extents_of_rank(std::integral_constant<std::size_t, 1>) {
    static const extents_list<1> list{{1}, {2}, {5}, {64}, {333}};
    return list;
}
inline const extents_list<2>& extents_of_rank(std::integral_constant<std::size_t, 2>) {
    static const extents_list<2> list{{1, 1}, {2, 3}, {1, 9}, {7, 5}, {16, 64}, {29, 75}};
    return list;
}
inline const extents_list<3>& extents_of_rank(std::integral_constant<std::size_t, 3>) {
    static const extents_list<3> list{{1, 1, 1}, {2, 3, 4}, {5, 6, 7}, {9, 4, 33}};
    return list;
}

/// Grids of T with Rank axes and these edges, with every variant: all cells of all sizes and
/// numbers of steps make one entry per order of operations.
template <class T, std::size_t Rank, class Backends, class Boundary>
void enter_grids(bits_table& table, const std::string& edges, Boundary outside) {
    const diffusion::parameters<T> p{.dt = T(0.1), .D = T(0.7)}; // orders differ in their product
    for_each_source<diffusion::variants, Backends, T>([&]<class Variant, class Backend>(
                                                          const std::string& source) {
        std::vector<T> cells;
        for (const auto& extents : extents_of_rank(std::integral_constant<std::size_t, Rank>{})) {
            for (const int steps : {1, 2, 9, 20}) {
                numbers n;
                grid<T, Rank> u(extents);
                for (T& cell : u) cell = n.of<T>(1, 2); // never so small as to be subnormal
                diffusion::evolve<Variant, Backend>(u, p, steps, outside);
                cells.insert(cells.end(), u.begin(), u.end());
            }
        }
        const std::string name = "diffusion/" + std::string(Variant::order) + "/" +
                                 std::to_string(Rank) + "d/" + edges + "/" + type_name<T>();
        table.enter<T>(name, source, cells);
    });
}

/// Not every combination, to keep builds short: edges are handled in the same way for all types and
/// backends, and differences between backends show in two dimensions.
template <std::size_t Rank>
void enter_diffusion(bits_table& table) {
    using best = type_list<native>;
    using backends = std::conditional_t<Rank == 2, scalar_and_native, best>;
    enter_grids<double, Rank, backends>(table, "periodic", diffusion::periodic{});
    enter_grids<double, Rank, best>(table, "fixed", diffusion::fixed{1.7});
    enter_grids<double, Rank, best>(table, "reflecting", diffusion::reflecting{});
    enter_grids<double, Rank, best>(table, "frozen", diffusion::frozen{});
    if constexpr (Rank == 2)
        enter_grids<float, Rank, best>(table, "periodic", diffusion::periodic{});
}

} // namespace hpk::test
