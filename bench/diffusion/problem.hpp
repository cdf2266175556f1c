// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/diffusion.hpp>
#if __has_include(<Eigen/Core>)
#include <hpk/eigen.hpp>
#endif

#include "compiled_with.hpp"
#include "diffusion/padded.hpp"
#include "entrants.hpp"

namespace hpk::bench::diffusion {

using hpk::diffusion::periodic;

template <hpk::diffusion::boundary B>
std::string boundary_name() {
    if constexpr (hpk::diffusion::is_fixed<B>)
        return "fixed";
    else if constexpr (std::same_as<B, periodic>)
        return "periodic";
    else if constexpr (std::same_as<B, hpk::diffusion::reflecting>)
        return "reflecting";
    else
        return "frozen";
}

/// Some steps of a grid that begins as a ramp, in which every cell differs from its neighbours, so
/// that a wrong neighbour shows. Its memory is allocated when the problem is first verified.
template <std::floating_point T, std::size_t Rank = 2, hpk::diffusion::boundary B = periodic>
class evolution {
public:
    using value_type = T;
    using extents_type = std::array<std::size_t, Rank>;
    static constexpr std::string_view family = "diffusion";

    evolution(extents_type extents, std::int64_t steps, B outside = {})
        : extents_(extents), steps_(steps), outside_(outside) {}

    /// As many steps as a typical call: the cost of packing a grid, with which some variants begin,
    /// is included once.
    explicit evolution(extents_type extents, B outside = {})
        : evolution(extents, std::clamp<std::int64_t>(100'000'000 / number_of(extents), 32, 1024),
                    outside) {}

    [[nodiscard]] std::string name() const {
        std::string text = "ramp/";
        for (std::size_t axis = 0; axis < Rank; ++axis)
            text += (axis > 0 ? "x" : "") + std::to_string(extents_[axis]);
        return text + "/" + boundary_name<B>() + "/" + std::to_string(steps_);
    }
    [[nodiscard]] T scale() const { return parameters_.dt * parameters_.D; }

    /// The pass continues with the grid of the previous pass.
    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        hpk::diffusion::evolve<Variant, Backend>(u_, parameters_, steps_, outside_, how, memory_);
    }
    void padded_pass(padded_loop<T>* loop) { loop(padded_.pair(), scale(), steps_); }

    /// Resets the grid, does one pass and compares the grid with the result of the plain loop.
    verdict verify(const std::function<void()>& pass) {
        u_ = first_cells();
        pass();
        return compare();
    }
    /// The same for a pass over the padded grid.
    verdict verify_padded(const std::function<void()>& pass) {
        u_ = first_cells();
        padded_ = padded_grid<T>(u_, outside_);
        pass();
        padded_.copy_to(u_);
        return compare();
    }

private:
    static std::int64_t number_of(const extents_type& extents) {
        std::int64_t product = 1;
        for (const std::size_t n : extents) product *= static_cast<std::int64_t>(n);
        return product;
    }
    [[nodiscard]] hpk::grid<T, Rank> first_cells() const {
        hpk::grid<T, Rank> u(extents_);
        for (std::size_t k = 0; k < u.size(); ++k)
            u.data()[k] = static_cast<T>((131 * k + 17) % 1009) / T(1009);
        return u;
    }

    verdict compare() {
        if (expected_.empty()) {
            padded_grid<T> padded(first_cells(), outside_);
            peers::project_compiler::padded_loop(padded.pair(), scale(), steps_);
            expected_ = hpk::grid<T, Rank>(extents_);
            padded.copy_to(expected_);
        }
        // The compiler may contract the loop, and orders of operations round differently; the
        // tolerance is small enough to detect a wrong neighbour.
        const T tolerance = sizeof(T) == 8 ? T(1e-12) : T(1e-4);
        T largest = 0, error = 0;
        double total = 0;
        bool numbers = true;
        for (std::size_t k = 0; k < u_.size(); ++k) {
            const T got = u_.data()[k], right = expected_.data()[k];
            numbers = numbers && std::isfinite(got);
            largest = std::max(largest, std::abs(right));
            error = std::max(error, std::abs(got - right));
            total += static_cast<double>(got);
        }
        char text[128];
        verdict result;
        std::snprintf(text, sizeof text,
                      "every cell is the plain loop's within %g; the total is %.6g",
                      static_cast<double>(tolerance), total);
        result.answer = text;
        const double updates = static_cast<double>(u_.size()) * static_cast<double>(steps_);
        result.work = {{"updates", updates}, {"bytes", updates * 2 * sizeof(T)}};
        if (!numbers) {
            result.failure = "a cell is infinite or not a number";
        } else if (!(error <= tolerance * largest)) {
            std::snprintf(text, sizeof text,
                          "a cell is %.3g off the plain loop's, the largest %.3g",
                          static_cast<double>(error), static_cast<double>(largest));
            result.failure = text;
        }
        return result;
    }

    extents_type extents_;
    std::int64_t steps_;
    B outside_;
    hpk::diffusion::parameters<T> parameters_;
    hpk::grid<T, Rank> u_, expected_;
    hpk::diffusion::workspace memory_;
    padded_grid<T> padded_;
};

/// The widths of the square grids at which all entrants are timed.
inline constexpr std::array<std::size_t, 8> square_sizes{64, 128, 256, 512, 1024, 2048, 4096, 8192};

/// The ramp on a square grid.
template <std::floating_point T, hpk::diffusion::boundary B = periodic>
std::shared_ptr<evolution<T, 2, B>> square(std::size_t n, B outside = {}) {
    return std::make_shared<evolution<T, 2, B>>(std::array{n, n}, outside);
}

/// A peer that works in the padded grid of a problem.
template <class Problem>
entrant padded_peer(const std::shared_ptr<Problem>& p, const char* variant, const char* name,
                    const char* made_with, padded_loop<typename Problem::value_type>* loop) {
    entrant e = entrant_at(p, variant, name, [p, loop] { p->padded_pass(loop); });
    e.peer = made_with;
    e.verify = [p, pass = e.pass] { return p->verify_padded(pass); };
    return e;
}

/// The plain loop at a problem, by each installed compiler.
template <class Problem>
std::vector<entrant> peers_at(const std::shared_ptr<Problem>& p) {
    using T = typename Problem::value_type;
    namespace project = bench::peers::project_compiler;
    std::vector<entrant> all{padded_peer(p, "plain_loop", project::name(), project::made_with(),
                                         project::padded_loop<T>)};
#if defined(HPK_BENCH_HAS_OTHER_COMPILER)
    namespace other = bench::peers::other_compiler;
    all.push_back(
        padded_peer(p, "plain_loop", other::name(), other::made_with(), other::padded_loop<T>));
#endif
    for (entrant& e : all) e.yardstick = true;
    return all;
}

/// The libraries of array expressions that were found at build time, at a problem.
template <std::floating_point T>
std::vector<entrant> array_libraries([[maybe_unused]] const std::shared_ptr<evolution<T>>& p) {
    std::vector<entrant> all;
#if defined(HPK_BENCH_HAS_BLITZ)
    namespace blitz = bench::peers::with_blitz;
    all.push_back(
        padded_peer(p, "blitz", blitz::name(), blitz::made_with(), blitz::padded_loop<T>));
#endif
#if defined(HPK_BENCH_HAS_XTENSOR)
    namespace xtensor = bench::peers::with_xtensor;
    all.push_back(
        padded_peer(p, "xtensor", xtensor::name(), xtensor::made_with(), xtensor::padded_loop<T>));
#endif
#if __has_include(<Eigen/Core>)
    entrant& e = all.emplace_back(entrant_at<hpk::diffusion::eigen, native>(p));
    e.backend = std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) +
                "." + std::to_string(EIGEN_MINOR_VERSION);
    e.peer = made_with;
#endif
    return all;
}

} // namespace hpk::bench::diffusion
