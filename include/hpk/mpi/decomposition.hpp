// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>

#include <mpi.h>

#include "hpk/core/expects.hpp"
#include "hpk/mpi/box.hpp"
#include "hpk/mpi/environment.hpp"

namespace hpk::mpi {
namespace detail {

/// Finds the number of parts into which each axis is cut: as many parts in all as there are ranks,
/// or as are possible; among these the choice that cuts through the fewest cells, preferring to cut
/// the first axes. Axes for which `wanted` is not 0 are cut into that many parts.
template <std::size_t Rank>
class best_parts {
public:
    best_parts(const std::array<std::size_t, Rank>& extents, const std::array<int, Rank>& wanted,
               int ranks)
        : extents_(extents), wanted_(wanted), ranks_(ranks) {
        std::array<int, Rank> parts{};
        try_axis(0, parts, 1, 0);
    }

    [[nodiscard]] const std::array<int, Rank>& get() const noexcept { return best_; }

private:
    /// \param used  the number of parts so far
    /// \param cost  the cells at the cuts so far, as a fraction of all cells
    void try_axis(std::size_t axis, std::array<int, Rank>& parts, int used, double cost) {
        if (axis == Rank) {
            if (used > most_ || (used == most_ && cost < least_cost_)) {
                best_ = parts;
                most_ = used;
                least_cost_ = cost;
            }
            return;
        }
        const auto cells = std::max<std::size_t>(1, extents_[axis]);
        const auto room = static_cast<std::size_t>(ranks_ / used);
        const int most = static_cast<int>((std::min)(cells, room));
        const int wanted = wanted_[axis];
        for (int n = wanted == 0 ? most : wanted; n >= (std::max)(1, wanted) && n <= most; --n) {
            parts[axis] = n;
            const double cuts = n == 1 ? 0 : n / static_cast<double>(cells);
            try_axis(axis + 1, parts, used * n, cost + cuts);
        }
    }

    const std::array<std::size_t, Rank>& extents_;
    const std::array<int, Rank>& wanted_;
    int ranks_;
    std::array<int, Rank> best_{};
    int most_ = 0;
    double least_cost_ = std::numeric_limits<double>::infinity();
};

} // namespace detail

/// The decomposition of a grid: each axis is cut into parts whose lengths differ by at most one
/// cell, and each part belongs to one rank. The ranks form a Cartesian communicator, in their
/// order, with the last axis running fastest. Ranks without a part own nothing but must still take
/// part in collective calls.
template <std::size_t Rank>
class decomposition {
public:
    using extents_type = std::array<std::size_t, Rank>; ///< cells along each axis
    using parts_type = std::array<int, Rank>;           ///< parts along each axis
    using direction = std::array<int, Rank>;            ///< -1, 0 or 1 along each axis

    /// \param all      the ranks; all must call this with the same arguments
    /// \param extents  the extents of the whole grid
    /// \param parts    the number of parts of each axis; 0 lets hpk choose
    /// \throws std::invalid_argument for parts that are negative, more than an axis has cells, or
    ///         whose product is not the number of ranks although none is 0; hpk::mpi::error if MPI
    ///         fails
    decomposition(MPI_Comm all, const extents_type& extents, const parts_type& parts = {})
        : all_(detail::communicator::copy_of(all)), extents_(extents) {
        const int ranks = size_of(all);
        expect_parts(extents, parts, ranks);
        parts_ = detail::best_parts<Rank>(extents, parts, ranks).get();
        int used = 1;
        for (const int n : parts_) used *= n;
        expects(used > 0, [&] { return sentence(parts, ranks); });

        std::array<int, Rank> wraps;
        wraps.fill(1);
        MPI_Comm made = MPI_COMM_NULL;
        detail::check(MPI_Cart_create(all_.get(), static_cast<int>(Rank), parts_.data(),
                                      wraps.data(), 0, &made),
                      "MPI_Cart_create");
        cartesian_ = detail::communicator(made);
        if (made != MPI_COMM_NULL) own_ = share_of(rank_in(made));
    }

    /// All ranks, including those that own nothing.
    [[nodiscard]] MPI_Comm all() const noexcept { return all_.get(); }
    /// The ranks that own cells, which are the first of all(); MPI_COMM_NULL on the others.
    [[nodiscard]] MPI_Comm cartesian() const noexcept { return cartesian_.get(); }
    /// The extents of the whole grid.
    [[nodiscard]] const extents_type& extents() const noexcept { return extents_; }
    /// The number of parts of each axis.
    [[nodiscard]] const parts_type& parts() const noexcept { return parts_; }
    /// The cells that this rank owns, in coordinates of the whole grid.
    [[nodiscard]] const box<Rank>& own() const noexcept { return own_; }

    /// The cells that a rank owns.
    [[nodiscard]] box<Rank> share_of(int rank) const noexcept {
        box<Rank> share;
        for (std::size_t axis = Rank; axis-- > 0; rank /= parts_[axis]) {
            const auto n = static_cast<std::ptrdiff_t>(extents_[axis]);
            const std::ptrdiff_t place = rank % parts_[axis];
            share.first[axis] = n * place / parts_[axis];
            share.last[axis] = n * (place + 1) / parts_[axis];
        }
        return rank == 0 ? share : box<Rank>{};
    }

    /// The rank that owns the neighbouring part in this direction; MPI_PROC_NULL if there is none.
    ///
    /// \param d      not all 0
    /// \param wraps  true if the grid is periodic
    [[nodiscard]] int neighbour(const direction& d, bool wraps) const {
        std::array<int, Rank> place{};
        const int rank = rank_in(cartesian());
        detail::check(MPI_Cart_coords(cartesian(), rank, static_cast<int>(Rank), place.data()),
                      "MPI_Cart_coords");
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            place[axis] += d[axis];
            const bool outside = place[axis] < 0 || place[axis] >= parts_[axis];
            // An axis in one part needs no exchange: the kernel handles its edges.
            if ((outside && !wraps) || (d[axis] != 0 && parts_[axis] == 1)) return MPI_PROC_NULL;
        }
        int result = 0;
        detail::check(MPI_Cart_rank(cartesian(), place.data(), &result), "MPI_Cart_rank");
        return result;
    }

    /// The widest possible halo: the least number of cells that a rank has along an axis that is
    /// cut; 0 if none is.
    [[nodiscard]] std::ptrdiff_t widest_halo() const noexcept {
        std::ptrdiff_t least = 0;
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            if (parts_[axis] == 1) continue;
            const auto share = static_cast<std::ptrdiff_t>(extents_[axis]) / parts_[axis];
            least = least == 0 ? share : (std::min)(least, share);
        }
        return least;
    }

private:
    static std::string sentence(const parts_type& parts, int ranks) {
        return "parts is " + hpk::detail::shown(parts, " x ") + ", which does not fit " +
               hpk::detail::shown(ranks) + (ranks == 1 ? " rank" : " ranks");
    }

    static void expect_parts(const extents_type& extents, const parts_type& parts, int ranks) {
        using hpk::detail::shown;
        long long product = 1;
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            const int n = parts[axis];
            expects(n >= 0, [&] { return sentence(parts, ranks); });
            expects(n <= 1 || static_cast<std::size_t>(n) <= extents[axis], [&] {
                return "parts is " + shown(parts, " x ") + " but axis " + shown(axis) +
                       " has only " + shown(extents[axis]) + " cells";
            });
            expects(extents[axis] <= (std::numeric_limits<int>::max)(), [&] {
                return "extents is " + shown(extents, " x ") + ", longer than MPI can count";
            });
            product = std::min<long long>(product * n, (std::numeric_limits<int>::max)());
        }
        expects(product == 0 || product == ranks, [&] { return sentence(parts, ranks); });
    }

    detail::communicator all_, cartesian_;
    extents_type extents_;
    parts_type parts_{};
    box<Rank> own_;
};

} // namespace hpk::mpi
