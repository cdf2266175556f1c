// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "hpk/core/lanes.hpp"
#include "hpk/julia/orbits/group.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/store_counts.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// A tile of a plane: its first row and column, and how many it has of each. `Columns` may be a
/// constant.
template <class Columns = std::size_t>
struct tile_place {
    static constexpr std::size_t side = 8; ///< the most rows and columns
    std::size_t top, left, rows;
    Columns columns;
};

/// The pixels of a tile, row by row and filled up with copies of the last: a source of points for
/// kernels, as those of hpk/julia/orbits/points.hpp, which keeps the ends of the orbits.
template <class Pixels>
struct tile_points {
    using T = typename Pixels::value_type;
    static constexpr std::size_t capacity = tile_place<>::side * tile_place<>::side;
    explicit tile_points(const Pixels& of) noexcept : pixels(of) {}

    const Pixels& pixels;
    alignas(64) T x[capacity];
    alignas(64) T y[capacity];
    alignas(64) std::int32_t counts[capacity];
    alignas(64) T kept[capacity];

    template <class Columns>
    void take(const tile_place<Columns>& tile) noexcept {
        std::size_t n = 0;
        for (std::size_t i = 0; i < tile.rows; ++i, n += tile.columns) {
            std::copy_n(pixels.plane.x.data() + tile.left, tile.columns, x + n);
            std::fill_n(y + n, tile.columns, pixels.plane.y[tile.top + i]);
        }
        std::fill(x + n, x + capacity, pixels.plane.x[tile.left + tile.columns - 1]);
        std::fill(y + n, y + capacity, pixels.plane.y[tile.top + tile.rows - 1]);
    }

    const auto& rule() const noexcept { return pixels.rule; }
    template <class L>
    complex_lanes<L> start(std::size_t v, std::size_t k) const noexcept {
        return pixels.start(pixel<L>(v, k));
    }
    template <class L, std::size_t V>
    auto parameters(std::size_t k) const noexcept {
        return pixels.template parameters<L, V>([&](std::size_t v) { return pixel<L>(v, k); });
    }
    template <class I>
    void store(I n, std::size_t v, std::size_t k) noexcept {
        store_counts(n, counts + k + v * I::size);
    }
    template <class I, class L>
    void store(I n, L norms, std::size_t v, std::size_t k) noexcept {
        store(n, v, k);
        smaller(norms, L::broadcast((std::numeric_limits<T>::max)())).store(kept + k + v * L::size);
    }

private:
    template <class L>
    complex_lanes<L> pixel(std::size_t v, std::size_t k) const noexcept {
        return {L::load(x + k + v * L::size), L::load(y + k + v * L::size)};
    }
};

/// Stores the ends of the orbits of whole tiles of `Pixels`, as their rule keeps them.
template <class Backend, class Pixels>
class tile_writer {
    using T = typename Pixels::value_type;
    using L = lanes<T, Backend>;

public:
    tile_writer(const Pixels& pixels, int max_iterations, std::int32_t* counts) noexcept
        : pixels_(pixels), max_iterations_(max_iterations), counts_(counts) {
        if constexpr (Rule::keeps_norms)
            pixels.rule.template complete<lanes<T, scalar>>(&max_iterations_, &kept_if_inside_, 1);
    }

    /// For a tile whose orbits all have this count; if norms are kept, it must be max_iterations.
    template <class Columns>
    void fill(const tile_place<Columns>& tile, int count) const noexcept {
        for (std::size_t i = 0; i < tile.rows; ++i) {
            const std::size_t place = first_pixel(tile, i);
            if constexpr (Rule::keeps_counts) std::fill_n(counts_ + place, tile.columns, count);
            if constexpr (Rule::keeps_norms)
                std::fill_n(pixels_.rule.kept + place, tile.columns, kept_if_inside_);
        }
    }

    /// For a tile none of whose orbits escapes within so many steps: iterates all.
    template <class Columns>
    void iterate(const tile_place<Columns>& tile, int certain) const noexcept {
        constexpr std::size_t vectors = 4;
        using points = tile_points<Pixels>;
        static_assert(points::capacity % (vectors * L::size) == 0);
        points all(pixels_);
        all.take(tile);
        const std::size_t size = tile.rows * tile.columns;
        for (std::size_t k = 0; k < size; k += vectors * L::size)
            count_group<L, vectors>(all, k, max_iterations_, certain);
        if constexpr (Rule::keeps_norms)
            all.rule().template complete<L>(all.counts, all.kept, size);
        for (std::size_t i = 0; i < tile.rows; ++i) {
            const std::size_t place = first_pixel(tile, i);
            if constexpr (Rule::keeps_counts)
                std::copy_n(all.counts + i * tile.columns, tile.columns, counts_ + place);
            if constexpr (Rule::keeps_norms)
                std::copy_n(all.kept + i * tile.columns, tile.columns, pixels_.rule.kept + place);
        }
    }

private:
    using Rule = decltype(Pixels::rule);

    template <class Columns>
    std::size_t first_pixel(const tile_place<Columns>& tile, std::size_t row) const noexcept {
        return (tile.top + row) * pixels_.plane.columns() + tile.left;
    }

    const Pixels& pixels_;
    int max_iterations_;
    std::int32_t* counts_;
    T kept_if_inside_ = 0; ///< what is kept of an orbit that does not escape
};

} // namespace HPK_ISA
} // namespace hpk::julia
