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

#include "hpk/julia/orbits/pending.hpp"
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
    trapped_orbits(std::complex<T> c, double trap_radius, int max_iterations, std::int32_t* counts,
                   const Rule& rule) noexcept
        : c_(c), trap_(static_cast<T>(trap_radius) * disc_bounds<T>::margin), rule_(rule),
          pending_(c, trap_ * trap_, max_iterations, counts, rule) {}

    /// Finds the fates of tiles, each in a disc.
    template <std::size_t V>
    void certify(const std::array<disc<L>, V>& tiles, fate* fates) const noexcept {
        julia::certify<L, V>(tiles, complex_lanes<L>::broadcast(c_), trap_, fates, rule_.formula);
    }
    /// Makes room for n more pixels before pixel `end`.
    void make_room(std::size_t n, std::size_t end) noexcept { pending_.make_room(n, end); }
    /// Adds the pixels x[k] + i·y, pixel `pixel` and those after it, for k < n.
    void push(const T* x, T y, std::size_t n, std::size_t pixel) noexcept {
        pending_.push(x, y, n, pixel);
    }
    /// True if pixels with such coordinates can be added.
    static bool takes(std::span<const T>, std::span<const T>) noexcept { return true; }
    /// Counts all pixels that were added.
    void finish() noexcept { pending_.finish(); }

private:
    std::complex<T> c_;
    T trap_;
    [[no_unique_address]] Rule rule_;
    pending_orbits<T, Backend, Rule> pending_;
};

/// The orbits of a Mandelbrot set.
template <class T, class Backend, class Rule>
class returning_orbits {
    using L = lanes<T, Backend>;

public:
    returning_orbits(std::complex<T> z0, int max_iterations, std::int32_t* counts,
                     const Rule& rule) noexcept
        : z0_(z0), rule_(rule), pending_(z0, max_iterations, counts, rule) {}

    /// Finds the fates of tiles, each in a disc.
    template <std::size_t V>
    void certify(const std::array<disc<L>, V>& tiles, fate* fates) const noexcept {
        certify_parameters<L, V>(z0_, tiles, fates, rule_.formula);
    }
    /// Makes room for n more pixels before pixel `end`.
    void make_room(std::size_t n, std::size_t end) noexcept { pending_.make_room(n, end); }
    /// True if pixels with such coordinates can be added: not if one of them is so far out that
    /// orbits might return from |z| >= 2.
    static bool takes(std::span<const T> x, std::span<const T> y) noexcept {
        const auto farthest = [](std::span<const T> coordinates) {
            const auto [least, largest] = std::ranges::minmax(coordinates);
            return (std::max)(-least, largest);
        };
        const T re = farthest(x), im = farthest(y);
        return re * re + im * im < T(3.98);
    }
    /// Adds the pixels x[k] + i·y, pixel `pixel` and those after it, for k < n.
    void push(const T* x, T y, std::size_t n, std::size_t pixel) noexcept {
        pending_.push(x, y, n, pixel);
    }
    /// Counts all pixels that were added.
    void finish() noexcept { pending_.finish(); }

private:
    std::complex<T> z0_;
    [[no_unique_address]] Rule rule_;
    pending_parameters<T, Backend, Rule> pending_;
};

} // namespace HPK_ISA
} // namespace hpk::julia
