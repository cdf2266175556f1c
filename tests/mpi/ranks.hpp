// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The parts that the tests over MPI share.

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <tuple>
#include <vector>

#include <hpk/mpi.hpp>

#include "catch.hpp"
#include "common.hpp"

namespace hpk::test {

/// A different value for each cell.
template <class T>
auto numbered() {
    return [](auto... index) {
        std::size_t n = 7;
        ((n = n * 131 + static_cast<std::size_t>(index)), ...);
        return static_cast<T>(static_cast<double>(n * 2654435761u % 1000003) * 1e-6);
    };
}

/// The same values in a grid of one process.
template <class T, std::size_t Rank>
grid<T, Rank> whole_grid(const std::array<std::size_t, Rank>& extents) {
    grid<T, Rank> g(extents);
    mpi::detail::for_each_row(mpi::box<Rank>::of(extents), [&, cell = g.data()](auto c) mutable {
        for (; c[Rank - 1] < static_cast<std::ptrdiff_t>(extents[Rank - 1]); ++c[Rank - 1])
            *cell++ = std::apply(numbered<T>(), c);
    });
    return g;
}

/// True if this rank's cells are, to the bit, those of the whole grid at the same places.
template <class T, std::size_t Rank>
bool is_part_of(const mpi::distributed_grid<T, Rank>& u, const grid<T, Rank>& whole) {
    const mpi::detail::placed<const T, Rank> all{mpi::box<Rank>::of(whole.extents()), whole.view()};
    bool same = true;
    mpi::detail::for_each_row(u.own(), [&, cells = u.local().data()](const auto& c) mutable {
        const std::size_t length = u.own().extent(Rank - 1);
        same = same && std::memcmp(all.at(c), cells, length * sizeof(T)) == 0;
        cells += length;
    });
    return same;
}

/// Every way to cut `Rank` axes for a number of ranks, and the one that hpk chooses.
template <std::size_t Rank>
std::vector<std::array<int, Rank>> ways_to_cut(const std::array<std::size_t, Rank>& extents,
                                               int ranks) {
    std::vector<std::array<int, Rank>> ways{{}};
    std::array<int, Rank> parts;
    const auto choose = [&](auto&& self, std::size_t axis, int left) -> void {
        if (axis == Rank) {
            if (left == 1) ways.push_back(parts);
            return;
        }
        for (int n = 1; n <= left; ++n) {
            if (left % n != 0 || (n > 1 && static_cast<std::size_t>(n) > extents[axis])) continue;
            parts[axis] = n;
            self(self, axis + 1, left / n);
        }
    };
    choose(choose, 0, ranks);
    return ways;
}

} // namespace hpk::test
