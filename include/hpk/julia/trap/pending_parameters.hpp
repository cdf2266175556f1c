// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "hpk/core/vectors/packing.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/orbit_ends.hpp"
#include "hpk/julia/orbits/passes.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/trap/main_components.hpp"
#include "hpk/julia/trap/returning.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Unfinished orbits that start at z0, each with its own c, stored contiguously so that vectors
/// stay full however scattered the remaining pixels are. Each time their age has doubled, they are
/// tried for a proof that they never escape; first for one by c alone, if there is one.
///
/// |c|² must be at most 3.99, so that a point beyond the radius only moves further out: an orbit
/// that has escaped is beyond the limit at every later step, so each step can be counted by itself.
template <class T, class Backend, class Rule>
class pending_parameters {
    using L = lanes<T, Backend>;
    using I = typename L::integer_lanes;
    using M = typename L::mask_type;
    using index = integer_like<T>;
    static constexpr std::size_t vectors = 3; ///< to hide latency
    static constexpr std::size_t group = vectors * L::size;

    static constexpr int block = passes<T>::block;
    static constexpr int first_proof = 32;
    /// Orbits of this age are collected from many batches, so that vectors are full of them, too.
    static constexpr int old_age = 512;

public:
    static constexpr std::size_t capacity = 768; ///< orbits, young and old ones each

    /// Orbits from z0, none of them yet. The rule may have a watch.
    pending_parameters(std::complex<T> z0, int max_iterations, std::int32_t* counts,
                       const Rule& rule) noexcept
        : z0_(z0), max_iterations_(max_iterations), counts_(counts), rule_(rule) {}

    /// Makes room for n more orbits of pixels before pixel `end`, iterating the pending ones if
    /// necessary.
    void make_room(std::size_t n, std::size_t end) noexcept {
        if (young_.size + n > capacity) grow_old();
        if (end - origin_ > std::size_t{(std::numeric_limits<std::int32_t>::max)()}) finish();
    }

    /// Adds the orbits of c = x[k] + i·y, those of pixel `pixel` + k, for k < n.
    void push(const T* x, T y, std::size_t n, std::size_t pixel) noexcept {
        if (young_.size == 0 && old_.size == 0) origin_ = pixel;
        const auto first = static_cast<index>(pixel - origin_);
        const std::size_t k = young_.size;
        std::fill_n(young_.re + k, n, z0_.real());
        std::fill_n(young_.im + k, n, z0_.imag());
        std::copy_n(x, n, young_.c_re + k);
        std::fill_n(young_.c_im + k, n, y);
        for (std::size_t i = 0; i < n; ++i) young_.place[k + i] = first + static_cast<index>(i);
        young_.size += n;
    }

    /// Follows all orbits to their end.
    void finish() noexcept {
        grow_old();
        iterate(old_, old_age, max_iterations_);
    }

private:
    /// Orbits of the same age.
    struct batch {
        std::size_t size = 0;
        alignas(64) T re[capacity + group];
        alignas(64) T im[capacity + group];
        alignas(64) T c_re[capacity + group];
        alignas(64) T c_im[capacity + group];
        alignas(64) index place[capacity + group]; ///< the pixel of each orbit, from origin_

        /// Adds orbit k of another batch, or of this one.
        void add(const batch& from, std::size_t k) noexcept {
            re[size] = from.re[k];
            im[size] = from.im[k];
            c_re[size] = from.c_re[k];
            c_im[size] = from.c_im[k];
            place[size] = from.place[k];
            ++size;
        }
    };

    /// Ages the young orbits and moves those that are left to the old ones.
    void grow_old() noexcept {
        iterate(young_, 0, old_age);
        if (old_.size + young_.size > capacity) iterate(old_, old_age, max_iterations_);
        for (std::size_t k = 0; k < young_.size; ++k) old_.add(young_, k);
        young_.size = 0;
    }

    /// Follows orbits from one age to another, in passes that grow longer as fewer orbits end in
    /// each. At max_iterations every orbit ends.
    void iterate(batch& orbits, int age, int until) noexcept {
        const int end = (std::min)(until, max_iterations_);
        std::int64_t next_proof = (std::max)(first_proof, age);
        while (orbits.size > 0 && age < end) {
            if (is_stopped(rule_))
                orbits.size = 0;
            else if (age >= next_proof) {
                // Cycles of period 1 and 2 are all that the first proof could find.
                if (next_proof == first_proof && knows_main_components())
                    end_main_components(orbits);
                else
                    prove(orbits, age);
                next_proof *= 2;
            } else {
                const int steps = (std::min)(passes<T>::length(age), end - age);
                pass(orbits, age, steps);
                age += steps;
            }
        }
        if (end == max_iterations_ && orbits.size > 0)
            sweep(orbits, [&](auto&, const auto&, auto& p) {
                unroll<vectors>([&](auto v) {
                    p.counts[v] = I::broadcast(max_iterations_);
                    p.inside[v] = p.inside[v] ^ p.inside[v];
                });
            });
    }

    /// Calls work(z, c, progress) for each group of vectors of orbits, which are all inside, with
    /// norms of 0. It must set all counts and may change the rest. The orbits that are then inside
    /// stay; the ends of the others are stored.
    template <class Work>
    void sweep(batch& orbits, Work work) noexcept {
        const std::size_t size = orbits.size;
        const index last = orbits.place[size - 1];
        while (orbits.size % group != 0) orbits.add(orbits, size - 1);
        const std::size_t copies = orbits.size - size;
        const M all = L::broadcast(0) < L::broadcast(1);
        std::size_t kept = 0;
        for (std::size_t first = 0; first < orbits.size; first += group) {
            std::array<complex_lanes<L>, vectors> z, c;
            progress<L, vectors> p;
            unroll<vectors>([&](auto v) {
                const std::size_t k = first + v * L::size;
                z[v] = {L::load(orbits.re + k), L::load(orbits.im + k)};
                c[v] = {L::load(orbits.c_re + k), L::load(orbits.c_im + k)};
                p.inside[v] = all;
                p.norms[v] = L::broadcast(0);
            });
            work(z, c, p);
            M all_stay = all;
            unroll<vectors>([&](auto v) { all_stay = all_stay & p.inside[v]; });
            if (kept == first && !any_of(all ^ all_stay)) { // no orbit moves in its array
                unroll<vectors>([&](auto v) {
                    z[v].re.store(orbits.re + first + v * L::size);
                    z[v].im.store(orbits.im + first + v * L::size);
                });
                kept += group;
                continue;
            }
            unroll<vectors>([&](auto v) {
                const I place = I::load(orbits.place + first + v * L::size);
                ends_.add(packing(all ^ p.inside[v]), place, p.counts[v], p.norms[v]);
                const packing pack(p.inside[v]);
                pack(z[v].re).store(orbits.re + kept);
                pack(z[v].im).store(orbits.im + kept);
                pack(c[v].re).store(orbits.c_re + kept);
                pack(c[v].im).store(orbits.c_im + kept);
                pack(place).store(orbits.place + kept);
                kept += pack.count();
            });
        }
        ends_.store(rule_, counts_, origin_);
        const bool last_goes_on = kept > 0 && orbits.place[kept - 1] == last;
        orbits.size = last_goes_on ? kept - copies : kept;
    }

    /// Advances every orbit by `steps` and ends those that escape.
    void pass(batch& orbits, int age, int steps) noexcept {
        sweep(orbits, [&](auto& z, const auto& c, auto& p) {
            unroll<vectors>([&](auto v) { p.counts[v] = I::broadcast(age); });
            take_steps(rule_, steps, z, c, p, [](auto, L) {});
        });
    }

    /// True if it is known which orbits have an attracting cycle of period 1 or 2.
    [[nodiscard]] bool knows_main_components() const noexcept {
        return has_main_components<std::remove_cv_t<decltype(Rule::formula)>> &&
               z0_ == std::complex<T>();
    }

    /// Ends the orbits that have one.
    void end_main_components(batch& orbits) noexcept {
        const L rounding = L::broadcast(disc_bounds<T>::rounding);
        const I most = I::broadcast(max_iterations_);
        sweep(orbits, [&](auto&, const auto& c, auto& p) {
            unroll<vectors>([&](auto v) {
                p.inside[v] = p.inside[v] ^ in_main_components(disc<L>{c[v], rounding});
                p.counts[v] = most;
            });
        });
    }

    /// Ends orbits that provably never escape. The radius suits an orbit whose distance from an
    /// attracting cycle has decreased for `age` steps.
    void prove(batch& orbits, int age) noexcept {
        const L radius = L::broadcast(T(0.5) / static_cast<T>(age));
        const int longest = (std::min)(age / 16, 256);
        const I most = I::broadcast(max_iterations_);
        sweep(orbits, [&](auto& z, const auto& c, auto& p) {
            const auto returned = orbits_return<L, vectors>(z, c, radius, longest, rule_.formula);
            unroll<vectors>([&](auto v) {
                p.inside[v] = p.inside[v] ^ returned[v];
                p.counts[v] = most;
            });
        });
    }

    std::complex<T> z0_;
    int max_iterations_;
    std::int32_t* counts_;
    [[no_unique_address]] Rule rule_;
    std::size_t origin_ = 0; ///< the pixel of place 0
    batch young_, old_;
    orbit_ends<T, Backend, Rule, capacity + group> ends_;
};

} // namespace HPK_ISA
} // namespace hpk::julia
