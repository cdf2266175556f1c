// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <hpk/core/grid.hpp>
#include <hpk/diffusion/boundary.hpp>

#include "diffusion/peers/padded_loop.hpp"

namespace hpk::bench::diffusion {

template <class T>
using padded_loop = void(peers::padded_pair<T>&, T scale, std::int64_t steps);

/// The memory of the plain loop.
template <class T>
class padded_grid {
public:
    padded_grid() = default;

    /// Holds the cells of a grid.
    template <std::size_t Rank, hpk::diffusion::boundary B>
    padded_grid(const hpk::grid<T, Rank>& u, B outside) {
        std::ranges::copy(u.extents(), pair_.extents.end() - Rank);
        pair_.outside = edge_of<B>();
        if constexpr (hpk::diffusion::is_fixed<B>)
            pair_.outside_value = static_cast<T>(outside.value);
        memory_ = hpk::grid<T, 1>(2 * pair_.size());
        pair_.now = memory_.data();
        pair_.next = memory_.data() + pair_.size();
        for_each_row(u,
                     [](const T* row, T* padded, std::size_t n) { std::copy_n(row, n, padded); });
    }

    peers::padded_pair<T>& pair() { return pair_; }

    /// Writes the cells to a grid of the same extents.
    template <std::size_t Rank>
    void copy_to(hpk::grid<T, Rank>& u) const {
        for_each_row(u,
                     [](T* row, const T* padded, std::size_t n) { std::copy_n(padded, n, row); });
    }

private:
    template <class B>
    static constexpr peers::edge edge_of() {
        using namespace hpk::diffusion;
        if constexpr (std::same_as<B, periodic>)
            return peers::edge::periodic;
        else if constexpr (std::same_as<B, reflecting>)
            return peers::edge::reflecting;
        else if constexpr (std::same_as<B, frozen>)
            return peers::edge::frozen;
        else
            return peers::edge::fixed;
    }

    template <class Grid, class F>
    void for_each_row(Grid& u, F f) const {
        const std::size_t rows = std::max<std::size_t>(pair_.extents[1], 1);
        for (std::size_t r = 0; r < u.rows(); ++r)
            f(u.row(r),
              pair_.now + pair_.first() + r / rows * pair_.plane_stride() +
                  r % rows * pair_.row_stride(),
              u.columns());
    }

    hpk::grid<T, 1> memory_;
    peers::padded_pair<T> pair_{};
};

} // namespace hpk::bench::diffusion
