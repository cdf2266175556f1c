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
#include "hpk/julia/orbits/passes.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/trap/main_components.hpp"
#include "hpk/julia/trap/returning.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Unfinished orbits that start at z0, each with its own c, stored contiguously so that vectors
/// stay full however scattered the remaining pixels are. Each time their age has doubled, they are
/// tried for a proof that they never escape.
///
/// |c|² must be at most 3.99, so that a point with |z| >= 2 only moves further out: an orbit that
/// has escaped is beyond the limit at every later step, so each step can be counted by itself.
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
    pending_parameters(std::complex<T> z0, int max_iterations, const Rule& rule) noexcept
        : z0_(z0), max_iterations_(max_iterations), rule_(rule) {}

    /// Makes room for n more orbits whose counts lie before `end`, iterating the pending ones if
    /// necessary.
    void make_room(std::size_t n, const std::int32_t* end) noexcept {
        if (young_.size + n > capacity) grow_old();
        if (origin_ != nullptr && end - origin_ > (std::numeric_limits<std::int32_t>::max)())
            finish();
    }

    /// Adds the orbits of c = x[k] + i·y, whose counts go to counts[k], for k < n.
    void push(const T* x, T y, std::size_t n, std::int32_t* counts) noexcept {
        if (origin_ == nullptr) origin_ = counts;
        const auto first = static_cast<index>(counts - origin_);
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
        origin_ = nullptr;
    }

private:
    /// Orbits of the same age.
    struct batch {
        std::size_t size = 0;
        alignas(64) T re[capacity + group];
        alignas(64) T im[capacity + group];
        alignas(64) T c_re[capacity + group];
        alignas(64) T c_im[capacity + group];
        alignas(64) index place[capacity + group]; ///< index of each orbit's count, from origin_

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
                prove(orbits, age);
                next_proof *= 2;
            } else {
                const int steps = (std::min)(passes<T>::length(age), end - age);
                pass(orbits, age, steps);
                age += steps;
            }
        }
        if (end == max_iterations_) {
            for (std::size_t k = 0; k < orbits.size; ++k)
                origin_[orbits.place[k]] = max_iterations_;
            orbits.size = 0;
        }
    }

    /// Calls work(z, c, n, goes_on) for each group of vectors of orbits, which must set all lanes
    /// of n and goes_on and may change z. Where an orbit does not go on, n is stored as its count;
    /// the others stay.
    template <class Work>
    void sweep(batch& orbits, Work work) noexcept {
        const std::size_t size = orbits.size;
        const index last = orbits.place[size - 1];
        while (orbits.size % group != 0) orbits.add(orbits, size - 1);
        const std::size_t copies = orbits.size - size;
        const M all = L::broadcast(0) < L::broadcast(1);
        std::size_t kept = 0;
        std::size_t ended = 0;
        for (std::size_t first = 0; first < orbits.size; first += group) {
            std::array<complex_lanes<L>, vectors> z, c;
            std::array<I, vectors> n;
            std::array<M, vectors> goes_on;
            unroll<vectors>([&](auto v) {
                const std::size_t k = first + v * L::size;
                z[v] = {L::load(orbits.re + k), L::load(orbits.im + k)};
                c[v] = {L::load(orbits.c_re + k), L::load(orbits.c_im + k)};
                goes_on[v] = all;
            });
            work(z, c, n, goes_on);
            unroll<vectors>([&](auto v) {
                const I place = I::load(orbits.place + first + v * L::size);
                const packing pack_ended(all ^ goes_on[v]);
                pack_ended(place).store(ended_ + ended);
                pack_ended(n[v]).store(reached_ + ended);
                ended += pack_ended.count();
                const packing pack(goes_on[v]);
                pack(z[v].re).store(orbits.re + kept);
                pack(z[v].im).store(orbits.im + kept);
                pack(c[v].re).store(orbits.c_re + kept);
                pack(c[v].im).store(orbits.c_im + kept);
                pack(place).store(orbits.place + kept);
                kept += pack.count();
            });
        }
        for (std::size_t k = 0; k < ended; ++k)
            origin_[ended_[k]] = static_cast<std::int32_t>(reached_[k]);
        const bool last_goes_on = kept > 0 && orbits.place[kept - 1] == last;
        orbits.size = last_goes_on ? kept - copies : kept;
    }

    /// Advances every orbit by `steps` and ends those that escape.
    void pass(batch& orbits, int age, int steps) noexcept {
        const L limit = L::broadcast(escape_norm<T>);
        sweep(orbits, [&](auto& z, const auto& c, auto& n, auto& inside) {
            unroll<vectors>([&](auto v) { n[v] = I::broadcast(age); });
            for (int left = steps;; left -= block) {
                for (int s = (std::min)(left, block); s > 0; --s) {
                    unroll<vectors>([&](auto v) {
                        inside[v] = advance(z[v], c[v]) < limit;
                        n[v] = increment(n[v], for_integers(inside[v]));
                    });
                }
                if (left <= block) break;
                park_escaped(z, inside);
            }
        });
    }

    /// Ends orbits that provably never escape. Where an orbit soon passes close by its present
    /// point, the disc about that point is followed for as many steps: its radius suits an orbit
    /// whose distance from an attracting cycle has decreased for `age` steps.
    void prove(batch& orbits, int age) noexcept {
        const L zero = L::broadcast(0);
        const L limit = L::broadcast(escape_norm<T>);
        const L radius = L::broadcast(T(0.5) / static_cast<T>(age));
        const L close = L::broadcast(T(0.1)) * radius * radius;
        const L rounding = L::broadcast(disc_bounds<T>::rounding);
        const int longest = (std::min)(age / 16, 256);
        const I most = I::broadcast(max_iterations_);
        const bool from_0 = z0_ == std::complex<T>();
        sweep(orbits, [&](auto& z, const auto& c, auto& n, auto& goes_on) {
            std::array<disc<L>, vectors> home, parameter;
            std::array<complex_lanes<L>, vectors> w = z;
            std::array<M, vectors> inside = goes_on;
            std::array<L, vectors> closest, steps;
            unroll<vectors>([&](auto v) {
                home[v] = {z[v], radius};
                parameter[v] = {c[v], rounding};
                closest[v] = close;
                steps[v] = zero;
            });
            for (int step = 1; step <= longest; ++step) {
                const L now = L::broadcast(static_cast<T>(step));
                unroll<vectors>([&](auto v) {
                    inside[v] = advance(w[v], c[v]) < limit;
                    const L distance = norm(w[v] - z[v]);
                    const M closer = distance < closest[v];
                    closest[v] = select(closer, distance, closest[v]);
                    steps[v] = select(closer, now, steps[v]);
                });
                if (step % (block - 1) == 0)
                    park_escaped(w, inside); // the distance is a square, too
            }
            std::array<M, vectors> known;
            unroll<vectors>([&](auto v) {
                known[v] = zero < zero;
                if (from_0) known[v] = in_main_components(parameter[v]);
                steps[v] = select(known[v], zero, steps[v]);
            });
            const auto returned = returns<L, vectors>(home, parameter, steps);
            unroll<vectors>([&](auto v) {
                goes_on[v] = goes_on[v] ^ (known[v] | returned[v]);
                n[v] = most;
            });
        });
    }

    std::complex<T> z0_;
    int max_iterations_;
    [[no_unique_address]] Rule rule_;
    std::int32_t* origin_ = nullptr;
    batch young_, old_;
    alignas(64) index ended_[capacity + group];   ///< places of the counts of orbits that ended
    alignas(64) index reached_[capacity + group]; ///< these counts
};

} // namespace HPK_ISA
} // namespace hpk::julia
