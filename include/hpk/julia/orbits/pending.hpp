// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "hpk/core/vectors/packing.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/orbit_ends.hpp"
#include "hpk/julia/orbits/passes.hpp"
#include "hpk/julia/orbits/rule.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Unfinished orbits, all after the same number of steps, stored contiguously so that vectors stay
/// full however scattered the remaining pixels are.
///
/// |c|² must be at most 3.99, so that a point beyond the radius only moves further out: an orbit
/// that has escaped is beyond the limit at every later step, so each step can be counted by itself.
template <class T, class Backend, class Rule = classic_rule<T>>
class pending_orbits {
    using L = lanes<T, Backend>;
    using I = typename L::integer_lanes;
    using M = typename L::mask_type;
    using index = integer_like<T>;
    static constexpr std::size_t vectors =
        3; ///< enough to hide latency, few enough for 16 registers
    static constexpr std::size_t group = vectors * L::size;

public:
    static constexpr std::size_t capacity =
        768; ///< orbits; 30 KiB, to stay in the first-level cache

    /// Orbits with this c; one that reaches |z|² <= trap_norm never escapes. The rule may have a
    /// watch.
    pending_orbits(std::complex<T> c, T trap_norm, int max_iterations, std::int32_t* counts,
                   const Rule& rule = {}) noexcept
        : c_{complex_lanes<L>::broadcast(c)}, trap_norm_(trap_norm),
          max_iterations_(max_iterations), counts_(counts), rule_(rule) {}

    /// Makes room for n more orbits of pixels before pixel `end`, finishing the pending ones if
    /// necessary.
    void make_room(std::size_t n, std::size_t end) noexcept {
        const bool in_reach =
            size_ == 0 || end - origin_ <= std::size_t{(std::numeric_limits<std::int32_t>::max)()};
        if (size_ + n > capacity || !in_reach) finish();
    }

    /// Adds the orbits that start at x[k] + i·y, those of pixel `pixel` + k, for k < n.
    void push(const T* x, T y, std::size_t n, std::size_t pixel) noexcept {
        if (size_ == 0) origin_ = pixel;
        const auto first = static_cast<index>(pixel - origin_);
        for (std::size_t k = 0; k < n; ++k) {
            re_[size_ + k] = x[k];
            im_[size_ + k] = y;
            place_[size_ + k] = first + static_cast<index>(k);
        }
        size_ += n;
    }

    /// Follows all orbits to their end, in passes that grow longer as fewer orbits end in each.
    void finish() noexcept {
        int age = 0;
        while (size_ > 0 && age < max_iterations_ && !is_stopped(rule_)) {
            const int steps = (std::min)(passes<T>::length(age), max_iterations_ - age);
            pass(age, steps);
            age += steps;
        }
        size_ = 0;
    }

private:
    /// Advances every orbit by `steps`, stores the ends of those that end and compacts the arrays
    /// over them. At max_iterations every orbit ends.
    void pass(int age, int steps) noexcept {
        fill_last_group();
        const bool is_last = age + steps == max_iterations_;
        const L zero = L::broadcast(0);
        const L limit = L::broadcast(rule_.limit);
        const L trap_norm = is_last ? limit : L::broadcast(trap_norm_);
        const I most = I::broadcast(max_iterations_);
        const M all = zero < limit;
        std::size_t kept = 0;
        for (std::size_t first = 0; first < size_; first += group) {
            std::array<complex_lanes<L>, vectors> z;
            progress<L, vectors> p;
            std::array<L, vectors> least;
            unroll<vectors>([&](auto v) {
                const std::size_t k = first + v * L::size;
                z[v] = {L::load(re_ + k), L::load(im_ + k)};
                p.counts[v] = I::broadcast(age);
                p.inside[v] = all;
                p.norms[v] = zero;
                least[v] = limit;
            });
            take_steps(rule_, steps, z, c_, p,
                       [&](auto v, L norm) { least[v] = smaller(norm, least[v]); });
            unroll<vectors>([&](auto v) {
                const M goes_on = p.inside[v] & (trap_norm < least[v]);
                const M caught = p.inside[v] ^ goes_on;
                const I place = I::load(place_ + first + v * L::size);
                ends_.add(packing(all ^ goes_on), place,
                          select(for_integers(caught), most, p.counts[v]),
                          select(caught, zero, p.norms[v]));
                const packing pack(goes_on);
                pack(z[v].re).store(re_ + kept);
                pack(z[v].im).store(im_ + kept);
                pack(place).store(place_ + kept);
                kept += pack.count();
            });
        }
        ends_.store(rule_, counts_, origin_);
        size_ = kept;
    }

    /// Fills the last group up with copies of the last orbit, which store the same end again.
    void fill_last_group() noexcept {
        for (; size_ % group != 0; ++size_) {
            re_[size_] = re_[size_ - 1];
            im_[size_] = im_[size_ - 1];
            place_[size_] = place_[size_ - 1];
        }
    }

    common_parameter<L> c_;
    T trap_norm_;
    int max_iterations_;
    std::int32_t* counts_;
    [[no_unique_address]] Rule rule_;
    std::size_t origin_ = 0; ///< the pixel of place 0
    std::size_t size_ = 0;
    alignas(64) T re_[capacity + group];
    alignas(64) T im_[capacity + group];
    alignas(64) index place_[capacity + group]; ///< the pixel of each orbit, from origin_
    orbit_ends<T, Backend, Rule, capacity + group> ends_;
};

} // namespace HPK_ISA
} // namespace hpk::julia
