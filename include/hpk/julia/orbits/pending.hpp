// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "hpk/core/vectors/packing.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/passes.hpp"
#include "hpk/julia/orbits/rule.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Unfinished orbits, all after the same number of steps, stored contiguously so that vectors stay
/// full however scattered the remaining pixels are.
///
/// |c|² must be at most 3.99, so that a point with |z| >= 2 only moves further out: an orbit that
/// has escaped is beyond the limit at every later step, so each step can be counted by itself.
template <class T, class Backend, class Rule = classic_rule<T>>
class pending_orbits {
    using L = lanes<T, Backend>;
    using I = typename L::integer_lanes;
    using M = typename L::mask_type;
    using index = integer_like<T>;
    static constexpr std::size_t vectors =
        3; ///< enough to hide latency, few enough for 16 registers
    static constexpr std::size_t group = vectors * L::size;

    static constexpr int block = passes<T>::block;

public:
    static constexpr std::size_t capacity =
        768; ///< orbits; 30 KiB, to stay in the first-level cache

    /// Orbits of z -> z² + c; one that reaches |z|² <= trap_norm never escapes. The rule may have a
    /// watch.
    pending_orbits(const complex_lanes<L>& c, T trap_norm, int max_iterations,
                   const Rule& rule = {}) noexcept
        : c_(c), trap_norm_(trap_norm), max_iterations_(max_iterations), rule_(rule) {}

    /// Makes room for n more orbits whose counts lie before `end`, finishing the pending ones if
    /// necessary.
    void make_room(std::size_t n, const std::int32_t* end) noexcept {
        const bool in_reach =
            size_ == 0 || end - origin_ <= (std::numeric_limits<std::int32_t>::max)();
        if (size_ + n > capacity || !in_reach) finish();
    }

    /// Adds the orbits that start at x[k] + i·y and whose counts go to counts[k], for k < n.
    void push(const T* x, T y, std::size_t n, std::int32_t* counts) noexcept {
        if (size_ == 0) origin_ = counts;
        const auto first = static_cast<index>(counts - origin_);
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
    /// Advances every orbit by `steps`, stores its count so far and compacts the arrays over the
    /// orbits that have ended.
    void pass(int age, int steps) noexcept {
        fill_last_group();
        const L limit = L::broadcast(escape_norm<T>);
        const L trap_norm = L::broadcast(trap_norm_);
        const I most = I::broadcast(max_iterations_);
        std::size_t kept = 0;
        for (std::size_t first = 0; first < size_; first += group) {
            std::array<complex_lanes<L>, vectors> z;
            std::array<I, vectors> n;
            std::array<L, vectors> least;
            std::array<M, vectors> inside;
            unroll<vectors>([&](auto v) {
                const std::size_t k = first + v * L::size;
                z[v] = {L::load(re_ + k), L::load(im_ + k)};
                n[v] = I::broadcast(age);
                least[v] = limit;
                inside[v] = L::broadcast(0) < limit;
            });
            for (int left = steps;; left -= block) {
                for (int s = (std::min)(left, block); s > 0; --s) {
                    unroll<vectors>([&](auto v) {
                        const L norm = advance(z[v], c_);
                        inside[v] = norm < limit;
                        n[v] = increment(n[v], for_integers(inside[v]));
                        least[v] = smaller(norm, least[v]);
                    });
                }
                if (left <= block) break;
                park_escaped(z, inside);
            }
            unroll<vectors>([&](auto v) {
                const std::size_t k = first + v * L::size;
                const M goes_on = inside[v] & (trap_norm < least[v]);
                const M caught = inside[v] ^ goes_on;
                select(for_integers(caught), most, n[v]).store(reached_ + k);
                const I place = I::load(place_ + k);
                place.store(passed_ + k);
                const packing pack(goes_on);
                pack(z[v].re).store(re_ + kept);
                pack(z[v].im).store(im_ + kept);
                pack(place).store(place_ + kept);
                kept += pack.count();
            });
        }
        for (std::size_t k = 0; k < size_; k += L::size)
            unroll<L::size>([&](auto l) {
                origin_[passed_[k + l]] = static_cast<std::int32_t>(reached_[k + l]);
            });
        size_ = kept;
    }

    /// Fills the last group up with copies of the last orbit, which write the same count again.
    void fill_last_group() noexcept {
        for (; size_ % group != 0; ++size_) {
            re_[size_] = re_[size_ - 1];
            im_[size_] = im_[size_ - 1];
            place_[size_] = place_[size_ - 1];
        }
    }

    complex_lanes<L> c_;
    T trap_norm_;
    int max_iterations_;
    [[no_unique_address]] Rule rule_;
    std::int32_t* origin_ = nullptr;
    std::size_t size_ = 0;
    alignas(64) T re_[capacity + group];
    alignas(64) T im_[capacity + group];
    alignas(64) index place_[capacity + group];   ///< index of each orbit's count, from origin_
    alignas(64) index passed_[capacity + group];  ///< place_ before a pass compacted the arrays
    alignas(64) index reached_[capacity + group]; ///< the counts at the end of a pass
};

} // namespace HPK_ISA
} // namespace hpk::julia
