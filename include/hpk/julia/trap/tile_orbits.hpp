// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The orbits of a plane's tiles: proofs for whole tiles, and the pixels of those without a proof.

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>

#include "hpk/julia/orbits/group.hpp"
#include "hpk/julia/orbits/pending.hpp"
#include "hpk/julia/orbits/pixels.hpp"
#include "hpk/julia/orbits/points.hpp"
#include "hpk/julia/trap/certificate.hpp"
#include "hpk/julia/trap/parameter_certificate.hpp"
#include "hpk/julia/trap/pending_parameters.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The orbits of a Julia set whose c has an interior trap.
template <class T, class Backend, class Rule>
class trapped_orbits {
    using L = lanes<T, Backend>;

public:
    trapped_orbits(std::complex<T> c, double trap_radius, int max_iterations,
                   const Rule& rule) noexcept
        : c_(complex_lanes<L>::broadcast(c)),
          trap_(static_cast<T>(trap_radius) * disc_bounds<T>::margin),
          pending_(c_, trap_ * trap_, max_iterations, rule) {}

    /// Finds the fates of tiles, each in a disc.
    template <std::size_t V>
    void certify(const std::array<disc<L>, V>& tiles, fate* fates) const noexcept {
        julia::certify<L, V>(tiles, c_, trap_, fates);
    }
    /// Makes room for n more orbits whose counts lie before `end`.
    void make_room(std::size_t n, const std::int32_t* end) noexcept { pending_.make_room(n, end); }
    /// Adds the pixels x[k] + i·y, whose counts go to counts[k], for k < n.
    void push(const T* x, T y, std::size_t n, std::int32_t* counts) noexcept {
        pending_.push(x, y, n, counts);
    }
    /// Counts all pixels that were added.
    void finish() noexcept { pending_.finish(); }

private:
    complex_lanes<L> c_;
    T trap_;
    pending_orbits<T, Backend, Rule> pending_;
};

/// The orbits of a Mandelbrot set.
template <class T, class Backend, class Rule>
class returning_orbits {
    using L = lanes<T, Backend>;

public:
    returning_orbits(std::complex<T> z0, int max_iterations, const Rule& rule) noexcept
        : z0_(z0), max_iterations_(max_iterations), rule_(rule),
          pending_(z0, max_iterations, rule) {}

    /// Finds the fates of tiles, each in a disc.
    template <std::size_t V>
    void certify(const std::array<disc<L>, V>& tiles, fate* fates) const noexcept {
        certify_parameters<L, V>(z0_, tiles, fates);
    }
    /// Makes room for n more orbits whose counts lie before `end`.
    void make_room(std::size_t n, const std::int32_t* end) noexcept { pending_.make_room(n, end); }
    /// Adds the pixels x[k] + i·y, whose counts go to counts[k], for k < n. If one of them is so
    /// far out that orbits might return from |z| >= 2, they are counted at once.
    void push(const T* x, T y, std::size_t n, std::int32_t* counts) noexcept {
        const auto [least, largest] = std::minmax_element(x, x + n);
        const T farthest = (std::max)(-*least, *largest);
        if (farthest * farthest + y * y < T(3.98)) {
            pending_.push(x, y, n, counts);
            return;
        }
        const mandelbrot_pixels<T, Rule> row{{std::span(x, n), std::span(&y, 1)}, z0_, rule_};
        const band_points<mandelbrot_pixels<T, Rule>, 1> points{row, 0, counts};
        std::size_t k = 0;
        for (; k + L::size <= n; k += L::size) count_group<L, 1>(points, k, max_iterations_);
        for (; k < n; ++k) count_group<lanes<T, scalar>, 1>(points, k, max_iterations_);
    }
    /// Counts all pixels that were added.
    void finish() noexcept { pending_.finish(); }

private:
    std::complex<T> z0_;
    int max_iterations_;
    [[no_unique_address]] Rule rule_;
    pending_parameters<T, Backend, Rule> pending_;
};

} // namespace HPK_ISA
} // namespace hpk::julia
