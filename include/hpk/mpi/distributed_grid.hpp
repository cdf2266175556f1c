// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <mpi.h>

#include "hpk/core/expects.hpp"
#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/mpi/box.hpp"
#include "hpk/mpi/decomposition.hpp"
#include "hpk/mpi/environment.hpp"

namespace hpk::mpi {

/// A grid distributed over the ranks of a communicator: each rank owns a box of its cells. New
/// cells are zero. Copies are deep, but they share the communicators, which the last copy frees; so
/// the last copy must be destroyed on all ranks.
///
///     hpk::mpi::distributed_grid<double> u(MPI_COMM_WORLD, {rows, columns});
///     u.fill([](std::size_t i, std::size_t j) { return i == j ? 1.0 : 0.0; });
///
/// \tparam T     float or double
/// \tparam Rank  1, 2 or 3: the number of axes, unrelated to MPI's ranks
template <std::floating_point T, std::size_t Rank = 2>
class distributed_grid {
public:
    using value_type = T;                               ///< what a cell holds
    using extents_type = std::array<std::size_t, Rank>; ///< cells along each axis
    using parts_type = std::array<int, Rank>;           ///< parts along each axis

    /// \param all      the ranks; all must call this with the same arguments
    /// \param extents  the extents of the whole grid; an axis may have fewer cells than there are
    ///                 ranks
    /// \param parts    the number of parts of each axis; 0 lets hpk choose
    /// \throws std::invalid_argument for parts that do not fit, std::length_error and
    ///         std::bad_alloc if there is not enough memory, hpk::mpi::error if MPI fails
    explicit distributed_grid(MPI_Comm all, const extents_type& extents,
                              const parts_type& parts = {})
        : layout_(std::make_shared<const decomposition<Rank>>(all, extents, parts)),
          cells_(layout_->own().extents()) {}

    /// The decomposition of the grid.
    [[nodiscard]] const decomposition<Rank>& layout() const noexcept { return *layout_; }
    /// The extents of the whole grid.
    [[nodiscard]] const extents_type& extents() const noexcept { return layout_->extents(); }

    /// The cells of this rank; none on a rank that owns nothing.
    /// \{
    [[nodiscard]] grid_view<T, Rank> local() noexcept { return cells_.view(); }
    [[nodiscard]] grid_view<const T, Rank> local() const noexcept { return cells_.view(); }
    /// \}
    /// The coordinates of these cells in the whole grid.
    [[nodiscard]] const box<Rank>& own() const noexcept { return layout_->own(); }

    /// Sets each cell of this rank to f(i), f(i, j) or f(i, j, k), with its indices in the whole
    /// grid.
    template <class F>
    void fill(F&& f) {
        detail::for_each_row(own(), [&, cell = cells_.data()](auto c) mutable {
            for (; c[Rank - 1] < own().last[Rank - 1]; ++c[Rank - 1]) *cell++ = call(f, c);
        });
    }

private:
    template <class F>
    static T call(F& f, const typename box<Rank>::coordinates& c) {
        return std::apply(
            [&](auto... i) { return static_cast<T>(f(static_cast<std::size_t>(i)...)); }, c);
    }

    std::shared_ptr<const decomposition<Rank>> layout_;
    grid<T, Rank> cells_;
};

namespace detail {

template <std::floating_point T>
[[nodiscard]] MPI_Datatype type_of() noexcept {
    static_assert(std::same_as<T, float> || std::same_as<T, double>);
    return std::same_as<T, float> ? MPI_FLOAT : MPI_DOUBLE;
}

/// An MPI datatype for a part of a grid in memory or in a file.
template <std::floating_point T, std::size_t Rank>
class part_type {
public:
    /// The part of a grid in which the distances between rows and planes are given by `within`.
    part_type(const std::array<std::size_t, Rank>& within, const box<Rank>& part) {
        std::array<int, Rank> sizes{}, subsizes{}, starts{};
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            sizes[axis] = as_count(within[axis], "an extent");
            subsizes[axis] = as_count(part.extent(axis), "an extent");
            starts[axis] = static_cast<int>(part.first[axis]);
        }
        check(MPI_Type_create_subarray(static_cast<int>(Rank), sizes.data(), subsizes.data(),
                                       starts.data(), MPI_ORDER_C, type_of<T>(), &handle_),
              "MPI_Type_create_subarray");
        check(MPI_Type_commit(&handle_), "MPI_Type_commit");
    }
    part_type(part_type&& other) noexcept
        : handle_(std::exchange(other.handle_, MPI_DATATYPE_NULL)) {}
    part_type& operator=(part_type&&) = delete;
    ~part_type() {
        if (handle_ != MPI_DATATYPE_NULL) MPI_Type_free(&handle_);
    }

    /// All cells of a view.
    template <class U>
    static part_type all_of(grid_view<U, Rank> v) {
        auto within = v.extents();
        within.back() = v.row_stride();
        return {within, box<Rank>::of(v.extents())};
    }

    [[nodiscard]] MPI_Datatype get() const noexcept { return handle_; }

private:
    MPI_Datatype handle_ = MPI_DATATYPE_NULL;
};

/// Starts the messages between the cells of each rank and the whole grid on the root, and waits for
/// all of them.
///
/// \param on_root  starts the root's half of the message for a part: (address, type, rank)
/// \param on_own   starts the owner's half: (address, type, root)
template <std::floating_point T, std::size_t Rank, class U, class V, class OnRoot, class OnOwn>
void move_parts(const decomposition<Rank>& layout, grid_view<U, Rank> whole, grid_view<V, Rank> own,
                int root, OnRoot on_root, OnOwn on_own) {
    std::string complaint;
    const int rank = rank_in(layout.all());
    const int ranks = size_of(layout.all());
    expect_root(layout.all(), root);
    if (rank == root && whole.extents() != layout.extents()) {
        using hpk::detail::shown;
        complaint = "whole has " + shown(whole.extents(), " x ") +
                    " cells on the root but the distributed grid has " +
                    shown(layout.extents(), " x ");
    }
    agree<std::invalid_argument>(layout.all(), complaint);

    std::vector<part_type<T, Rank>> types;
    std::vector<MPI_Request> requests;
    const auto add = [&](const part_type<T, Rank>& type, auto start) {
        requests.push_back(MPI_REQUEST_NULL);
        check(start(type.get(), &requests.back()), "a message");
    };
    if (!own.empty()) {
        types.push_back(part_type<T, Rank>::all_of(own));
        add(types.back(), [&](auto type, auto* request) {
            return on_own(own.data(), type, root, layout.all(), request);
        });
    }
    if (rank == root) {
        auto within = whole.extents();
        within.back() = whole.row_stride();
        for (int r = 0; r < ranks; ++r) {
            const auto share = layout.share_of(r);
            if (share.size() == 0) continue;
            types.emplace_back(within, share);
            add(types.back(), [&](auto type, auto* request) {
                return on_root(whole.data(), type, r, layout.all(), request);
            });
        }
    }
    check(MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE),
          "MPI_Waitall");
}

} // namespace detail

/// Distributes a grid that one rank has to all ranks. Collective.
///
/// \param whole  on the root a grid with the extents of u; ignored on the other ranks
/// \param u      every cell is overwritten
/// \param root   the rank that has the grid
/// \throws std::invalid_argument on every rank for different extents, or a root that is not a rank;
///         hpk::mpi::error if MPI fails
template <std::floating_point T, std::size_t Rank>
void scatter(std::type_identity_t<grid_view<const T, Rank>> whole, distributed_grid<T, Rank>& u,
             int root = 0) {
    detail::move_parts<T>(
        u.layout(), whole, u.local(), root,
        [](const T* cells, auto type, int to, auto all, auto* request) {
            return MPI_Isend(cells, 1, type, to, 0, all, request);
        },
        [](T* cells, auto type, int from, auto all, auto* request) {
            return MPI_Irecv(cells, 1, type, from, 0, all, request);
        });
}

/// Gathers the cells of all ranks on one rank. Collective.
///
/// \param u      the grid
/// \param whole  on the root a grid with the extents of u, whose cells are all overwritten; ignored
///               on the other ranks
/// \param root   the rank that receives the grid
/// \throws std::invalid_argument and hpk::mpi::error as scatter does
template <std::floating_point T, std::size_t Rank>
void gather(const distributed_grid<T, Rank>& u, std::type_identity_t<grid_view<T, Rank>> whole,
            int root = 0) {
    detail::move_parts<T>(
        u.layout(), whole, u.local(), root,
        [](T* cells, auto type, int from, auto all, auto* request) {
            return MPI_Irecv(cells, 1, type, from, 0, all, request);
        },
        [](const T* cells, auto type, int to, auto all, auto* request) {
            return MPI_Isend(cells, 1, type, to, 0, all, request);
        });
}

} // namespace hpk::mpi
