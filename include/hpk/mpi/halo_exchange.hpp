// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include <mpi.h>

#include "hpk/mpi/box.hpp"
#include "hpk/mpi/decomposition.hpp"
#include "hpk/mpi/distributed_grid.hpp"
#include "hpk/mpi/environment.hpp"

namespace hpk::mpi::detail {

/// Fetches the cells around those of a rank, `width` deep, from the ranks that own them, with one
/// message to and from each neighbour, including those across edges and corners, so that all
/// messages travel at once. Coordinates count from the first cell of this rank. Construction and
/// destruction are collective over the Cartesian communicator.
template <class T, std::size_t Rank>
class halo_exchange {
public:
    /// \param width  1 … layout.widest_halo()
    halo_exchange(const decomposition<Rank>& layout, std::ptrdiff_t width, bool wraps)
        : own_(box<Rank>::of(layout.own().extents())), reach_(own_) {
        for (int code = 0; code < directions; ++code) {
            const auto d = direction_of(code);
            const int peer = layout.neighbour(d, wraps);
            if (code == directions / 2 || peer == MPI_PROC_NULL) continue;
            messages_.push_back({side(d, width, 0), side(d, width, width), {}, {}, peer, code});
        }
        for (message& m : messages_) {
            for (std::size_t axis = 0; axis < Rank; ++axis) {
                reach_.first[axis] = (std::min)(reach_.first[axis], m.theirs.first[axis]);
                reach_.last[axis] = (std::max)(reach_.last[axis], m.theirs.last[axis]);
            }
            m.out.resize(m.ours.size());
            m.in.resize(m.theirs.size());
            const int count = as_count(m.out.size(), "a message's length");
            // A message sent to the left is received from the right.
            const int back = directions - 1 - m.code;
            const MPI_Comm comm = layout.cartesian();
            check(MPI_Recv_init(m.in.data(), count, type_of<T>(), m.peer, back, comm, add()),
                  "MPI_Recv_init");
            check(MPI_Send_init(m.out.data(), count, type_of<T>(), m.peer, m.code, comm, add()),
                  "MPI_Send_init");
        }
    }
    halo_exchange(const halo_exchange&) = delete;
    halo_exchange& operator=(const halo_exchange&) = delete;
    ~halo_exchange() {
        for (MPI_Request& request : requests_) MPI_Request_free(&request);
    }

    /// The cells of this rank.
    [[nodiscard]] const box<Rank>& own() const noexcept { return own_; }
    /// The cells of this rank and the halo.
    [[nodiscard]] const box<Rank>& reach() const noexcept { return reach_; }

    /// Starts sending the cells that neighbours need, and receiving the halo.
    void start(const placed<T, Rank>& home) {
        for (message& m : messages_)
            copy(home, placed<T, Rank>{m.ours, view(m.ours, m.out)}, m.ours);
        check(MPI_Startall(static_cast<int>(requests_.size()), requests_.data()), "MPI_Startall");
    }
    /// Waits until all messages have been sent and received.
    void finish() {
        check(
            MPI_Waitall(static_cast<int>(requests_.size()), requests_.data(), MPI_STATUSES_IGNORE),
            "MPI_Waitall");
    }
    /// Copies the received cells to their places, as far as these are in `to`.
    void put(const placed<T, Rank>& to) {
        for (message& m : messages_)
            copy(placed<T, Rank>{m.theirs, view(m.theirs, m.in)}, to, m.theirs & to.where);
    }

private:
    static constexpr int directions = Rank == 1 ? 3 : Rank == 2 ? 9 : 27;
    struct message {
        box<Rank> ours, theirs; ///< the cells to send, and the cells to receive
        std::vector<T> out, in;
        int peer, code;
    };

    /// The direction with a number: one base-3 digit per axis for -1, 0 and 1, so that the numbers
    /// of opposite directions add up to the largest one, and the middle number is no direction.
    static std::array<int, Rank> direction_of(int code) noexcept {
        std::array<int, Rank> d{};
        for (int& digit : d) {
            digit = code % 3 - 1;
            code /= 3;
        }
        return d;
    }

    /// The `width` outermost cells on a side, moved outwards by `outwards` cells.
    [[nodiscard]] box<Rank> side(const std::array<int, Rank>& d, std::ptrdiff_t width,
                                 std::ptrdiff_t outwards) const noexcept {
        box<Rank> b = own_;
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            if (d[axis] < 0) b.last[axis] = width;
            if (d[axis] > 0) b.first[axis] = b.last[axis] - width;
            b.first[axis] += d[axis] * outwards;
            b.last[axis] += d[axis] * outwards;
        }
        return b;
    }

    static grid_view<T, Rank> view(const box<Rank>& where, std::vector<T>& cells) noexcept {
        return {cells.data(), where.extents()};
    }
    MPI_Request* add() { return &requests_.emplace_back(MPI_REQUEST_NULL); }

    box<Rank> own_, reach_;
    std::vector<message> messages_;
    std::vector<MPI_Request> requests_;
};

} // namespace hpk::mpi::detail
