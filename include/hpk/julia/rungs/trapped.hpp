// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "hpk/julia/orbits/group.hpp"
#include "hpk/julia/orbits/groupwise.hpp"
#include "hpk/julia/orbits/pixels.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/trap/certificate.hpp"
#include "hpk/julia/trap/interior_trap.hpp"
#include "hpk/julia/trap/tile_orbits.hpp"
#include "hpk/julia/trap/tiles.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The top rung: `interleaved`, plus discs that prove counts without iterating.
///
/// Proofs of one kind (docs/interior-trap.md) find most counts, and always the same counts. The
/// orbits of a tile of 8 x 8 pixels often stay so close together that the orbit of the middle
/// determines the count of all. In a Julia set the interior trap is a disc about 0 that no orbit
/// leaves again, so an orbit in it has the count max_iterations; in a Mandelbrot set an orbit has
/// it if a disc about one of its points returns into itself, or if its c lies in the main cardioid
/// or the disc of period 2, by a margin for rounding. The remaining orbits are packed into full
/// vectors and iterated.
///
/// For a Julia set the proofs need an attracting cycle of period 256 or less. For any other c the
/// variant does what `interleaved` does, after a search of a few microseconds. It does so without a
/// search below 80 iterations or 4096 steps in all, where proofs cost more than orbits, and for
/// lists, whose neighbours need not be similar, and for formulas other than z² + c, the burning
/// ship and the tricorn. Memory: O(columns).
struct trapped : groupwise<trapped, 4> {
    /// The members of every variant: see hpk::julia::variants.
    /// \{
    static constexpr std::string_view name = "trapped";
    static constexpr std::string_view summary =
        "interleaved, with an interior trap, certified tiles and packed orbits";
    static constexpr bool vectorised = true;
    static constexpr bool takes_sets = true;

    template <class L, std::size_t V, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        count_group<L, V>(points, k, max_iterations);
    }

    /// As groupwise has it, for rules without proofs.
    using groupwise::count_plane;

    template <class Backend, std::floating_point T, provable<T> Rule, class Execution>
    static void count_plane(const julia_pixels<T, Rule>& pixels, int max_iterations,
                            std::int32_t* counts, Execution how) {
        const std::complex<T> c = pixels.c;
        const auto re = static_cast<double>(c.real());
        const auto im = static_cast<double>(c.imag());
        const bool moves_outwards = re * re + im * im <= 3.99; // from |z| >= 2 on
        const double radius = proofs_pay(pixels.plane, max_iterations) && moves_outwards
                                  ? interior_trap_radius(c, pixels.rule.formula)
                                  : 0;
        if (radius == 0) {
            groupwise::template count_plane<Backend>(pixels, max_iterations, counts, how);
            return;
        }
        count_tiles<Backend>(pixels, max_iterations, counts, how, [&] {
            return trapped_orbits<T, Backend, Rule>(c, radius, max_iterations, counts, pixels.rule);
        });
    }

    template <class Backend, std::floating_point T, provable<T> Rule, class Execution>
    static void count_plane(const mandelbrot_pixels<T, Rule>& pixels, int max_iterations,
                            std::int32_t* counts, Execution how) {
        if (!proofs_pay(pixels.plane, max_iterations)) {
            groupwise::template count_plane<Backend>(pixels, max_iterations, counts, how);
            return;
        }
        count_tiles<Backend>(pixels, max_iterations, counts, how, [&] {
            return returning_orbits<T, Backend, Rule>(pixels.z0, max_iterations, counts,
                                                      pixels.rule);
        });
    }
    /// \}

private:
    static constexpr std::size_t tile = tile_place<>::side;
    static constexpr std::size_t vectors = 4; ///< vectors of tiles in flight

    /// An interval of coordinates.
    template <class T>
    struct span {
        T middle, half;
    };

    /// The interval that holds up to `tile` coordinates.
    template <class T>
    static span<T> span_of(std::span<const T> coordinates, std::size_t first) noexcept {
        const auto tile_of =
            coordinates.subspan(first, (std::min)(tile, coordinates.size() - first));
        const auto [low, high] = std::ranges::minmax(tile_of);
        return {(low + high) / 2, (high - low) / 2};
    }

    /// The intervals of all tiles of a row, padded to whole groups of vectors.
    template <class T, class Backend>
    struct tile_spans {
        static constexpr std::size_t group = vectors * lanes<T, Backend>::size;
        std::size_t tiles;
        std::vector<T> middle, half;

        explicit tile_spans(std::span<const T> x)
            : tiles((x.size() + tile - 1) / tile),
              middle((tiles + group - 1) / group * group, T(4)), half(middle.size()) {
            for (std::size_t t = 0; t < tiles; ++t) {
                const span<T> s = span_of(x, t * tile);
                middle[t] = s.middle;
                half[t] = s.half;
            }
        }
    };

    /// True if proofs can be expected to cost less than orbits.
    template <class T>
    static bool proofs_pay(plane_view<T> p, int max_iterations) noexcept {
        return max_iterations >= 80 && static_cast<double>(p.size()) * max_iterations > 4096;
    }

    /// Counts a plane by bands of tiles, with what `make_orbits` returns in each thread.
    template <class Backend, class Pixels, class Execution, class MakeOrbits>
    static void count_tiles(const Pixels& pixels, int max_iterations, std::int32_t* counts,
                            Execution how, MakeOrbits make_orbits) {
        const tile_spans<typename Pixels::value_type, Backend> columns(pixels.plane.x);
        const std::size_t bands = (pixels.plane.rows() + tile - 1) / tile;
        distribute(how, static_cast<std::ptrdiff_t>(bands), [&] {
            return band_counter<Backend, Pixels, decltype(make_orbits())>(
                pixels, columns, make_orbits, max_iterations, counts);
        });
    }

    /// Counts bands of tiles. `Orbits`, one of those of hpk/julia/trap/tile_orbits.hpp, certifies
    /// tiles and iterates the pixels of the others.
    template <class Backend, class Pixels, class Orbits>
    class band_counter {
        using T = typename Pixels::value_type;
        using L = lanes<T, Backend>;
        using bounds = disc_bounds<T>;
        static constexpr std::size_t group = tile_spans<T, Backend>::group;

    public:
        template <class MakeOrbits>
        band_counter(const Pixels& pixels, const tile_spans<T, Backend>& columns,
                     MakeOrbits make_orbits, int max_iterations, std::int32_t* counts) noexcept
            : plane_(pixels.plane), columns_(columns), max_iterations_(max_iterations),
              tiles_(pixels, max_iterations, counts), orbits_(make_orbits()) {}
        band_counter(const band_counter&) = delete;
        band_counter& operator=(const band_counter&) = delete;
        ~band_counter() { orbits_.finish(); }

        void operator()(std::ptrdiff_t band) noexcept {
            const std::size_t top = static_cast<std::size_t>(band) * tile;
            const span<T> rows = span_of(plane_.y, top);
            for (std::size_t first = 0; first < columns_.tiles; first += group) {
                std::array<fate, group> fates;
                certify_tiles(first, rows, fates.data());
                const std::size_t end = (std::min)(group, columns_.tiles - first);
                for (std::size_t t = 0; t < end; ++t) settle(top, (first + t) * tile, fates[t]);
            }
        }

    private:
        /// Finds the fates of a group of tiles, each with a disc that contains its pixels.
        void certify_tiles(std::size_t first, span<T> rows, fate* fates) const noexcept {
            const L y = L::broadcast(rows.middle);
            const L y_half = L::broadcast(rows.half);
            std::array<disc<L>, vectors> discs;
            for (std::size_t v = 0; v < vectors; ++v) {
                const L x = L::load(columns_.middle.data() + first + v * L::size);
                const L x_half = L::load(columns_.half.data() + first + v * L::size);
                const L diagonal = approximate_sqrt(x_half * x_half + y_half * y_half);
                discs[v] = {{x, y},
                            diagonal * L::broadcast(bounds::growth) +
                                L::broadcast(bounds::rounding)};
            }
            orbits_.certify(discs, fates);
        }

        /// Stores the ends of the orbits of a tile whose fate is known; adds the pixels of any
        /// other to orbits_.
        void settle(std::size_t top, std::size_t left, fate f) noexcept {
            const std::size_t rows = (std::min)(tile, plane_.rows() - top);
            const std::size_t columns = (std::min)(tile, plane_.columns() - left);
            // Whole tiles get loops of a constant length.
            if (columns == tile)
                settle(tile_place<std::integral_constant<std::size_t, tile>>{top, left, rows, {}},
                       f);
            else
                settle(tile_place<>{top, left, rows, columns}, f);
        }

        template <class Columns>
        void settle(const tile_place<Columns>& at, fate f) noexcept {
            if (f == never_escapes)
                tiles_.fill(at, max_iterations_);
            else if (f != unknown_fate && latches_escapes<T, decltype(Pixels::rule)>)
                tiles_.iterate(at, std::min<int>(f, max_iterations_));
            else if (f != unknown_fate)
                tiles_.fill(at, std::min<int>(f, max_iterations_));
            else if (orbits_.takes(plane_.x.subspan(at.left, at.columns),
                                   plane_.y.subspan(at.top, at.rows)))
                iterate(at);
            else
                tiles_.iterate(at, 0);
        }

        template <class Columns>
        void iterate(const tile_place<Columns>& at) noexcept {
            const std::size_t corner = at.top * plane_.columns() + at.left;
            orbits_.make_room(tile * tile, corner + tile * plane_.columns());
            for (std::size_t i = 0; i < at.rows; ++i)
                orbits_.push(plane_.x.data() + at.left, plane_.y[at.top + i], at.columns,
                             corner + i * plane_.columns());
        }

        plane_view<T> plane_;
        const tile_spans<T, Backend>& columns_;
        int max_iterations_;
        tile_writer<Backend, Pixels> tiles_;
        Orbits orbits_;
    };
};

} // namespace HPK_ISA
} // namespace hpk::julia
