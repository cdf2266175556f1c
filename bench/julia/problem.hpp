// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/julia.hpp>

#include "compiled_with.hpp"
#include "entrants.hpp"
#include "julia/peers/plain_loop.hpp"
#include "julia/peers/vector_loop.hpp"

namespace hpk::bench::julia {

/// A problem of the Julia family, with the right counts by the plain loop, computed on first use,
/// and with room for the counts of an entrant.
class problem {
public:
    static constexpr std::string_view family = "julia";

    /// `known_sum` is the sum of all counts if it is known from elsewhere, otherwise 0.
    problem(std::string name, std::size_t points, int max_iterations, std::int64_t known_sum)
        : name_(std::move(name)), points_(points), max_iterations_(max_iterations),
          known_sum_(known_sum) {}
    problem(const problem&) = delete;
    problem& operator=(const problem&) = delete;
    virtual ~problem() = default;

    virtual void plain_loop(std::span<std::int32_t> counts) const = 0;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] int max_iterations() const { return max_iterations_; }
    [[nodiscard]] std::span<std::int32_t> counts() { return counts_; }

    /// Does one pass and compares its counts with the right ones.
    verdict verify(const std::function<void()>& pass) {
        if (expected_.empty()) {
            expected_.resize(points_);
            plain_loop(expected_);
        }
        counts_.assign(points_, -1); // so that an omitted pixel shows
        pass();

        verdict result;
        const auto sum = std::reduce(counts_.begin(), counts_.end(), std::int64_t{0});
        result.answer = "every count is the plain loop's; their sum is " + std::to_string(sum);
        if (known_sum_ != 0) result.answer += ", the known one";
        result.work = {{"iterations", static_cast<double>(sum)},
                       {"pixels", static_cast<double>(points_)}};
        const auto [got, right] = std::ranges::mismatch(counts_, expected_);
        if (got != counts_.end()) {
            result.failure = "point " + std::to_string(got - counts_.begin()) + " has the count " +
                             std::to_string(*got) + " but the plain loop says " +
                             std::to_string(*right);
        } else if (known_sum_ != 0 && sum != known_sum_) {
            result.failure = "the counts sum to " + std::to_string(sum) + " instead of " +
                             std::to_string(known_sum_);
        }
        return result;
    }

private:
    std::string name_;
    std::size_t points_;
    int max_iterations_;
    std::int64_t known_sum_;
    std::vector<std::int32_t> expected_, counts_;
};

/// Points of a plane, one c for all.
template <std::floating_point T>
class plane_problem : public problem {
public:
    using value_type = T;

    plane_problem(const std::string& picture, hpk::julia::plane<T> pixels, std::complex<T> c,
                  int max_iterations, std::int64_t known_sum = 0)
        : problem(picture + "/" + std::to_string(pixels.x.size()) + "x" +
                      std::to_string(pixels.y.size()) + "/" + std::to_string(max_iterations),
                  pixels.x.size() * pixels.y.size(), max_iterations, known_sum),
          pixels_(std::move(pixels)), c_(c) {}

    void plain_loop(std::span<std::int32_t> counts) const override {
        peers::plain_loop(pixels_.x.data(), pixels_.x.size(), pixels_.y.data(), pixels_.y.size(),
                          c_.real(), c_.imag(), max_iterations(), counts.data());
    }
    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        hpk::julia::escape_counts<Variant, Backend>(pixels_, c_, max_iterations(), counts(), how);
    }

private:
    hpk::julia::plane<T> pixels_;
    std::complex<T> c_;
};

/// A view of the Mandelbrot set.
template <std::floating_point T>
class mandelbrot_problem : public problem {
public:
    using value_type = T;

    mandelbrot_problem(const std::string& view, hpk::julia::plane<T> pixels, int max_iterations)
        : problem(view + "/" + std::to_string(pixels.x.size()) + "x" +
                      std::to_string(pixels.y.size()) + "/" + std::to_string(max_iterations),
                  pixels.x.size() * pixels.y.size(), max_iterations, 0),
          pixels_(std::move(pixels)), z_(pixels_.x.size() * pixels_.y.size()) {
        c_.reserve(z_.size());
        for (const T y : pixels_.y)
            for (const T x : pixels_.x) c_.emplace_back(x, y);
    }

    void plain_loop(std::span<std::int32_t> counts) const override {
        // A complex number is an array of two: [complex.numbers.general].
        peers::plain_loop(reinterpret_cast<const T*>(z_.data()),
                          reinterpret_cast<const T*>(c_.data()), z_.size(), max_iterations(),
                          counts.data());
    }
    void vector_loop(std::span<std::int32_t> counts) const {
        peers::vector_loop(pixels_.x.data(), pixels_.x.size(), pixels_.y.data(), pixels_.y.size(),
                           max_iterations(), counts.data());
    }
    /// The points as a list, each with its z and c.
    void list() {
        hpk::julia::escape_counts<hpk::julia::interleaved>(z_, c_, max_iterations(), counts());
    }
    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        hpk::julia::escape_counts<Variant, Backend>(pixels_, hpk::julia::mandelbrot{},
                                                    max_iterations(), counts(), how);
    }

private:
    hpk::julia::plane<T> pixels_;
    std::vector<std::complex<T>> z_, c_;
};

/// A zoom of the Mandelbrot set, on a deep_plane or a plane of double_double. The right counts are
/// those of single lanes.
template <class Pixels>
class zoom_problem : public problem {
public:
    using value_type = double;

    zoom_problem(const std::string& view, Pixels pixels, int max_iterations)
        : problem(view, pixels.x.size() * pixels.y.size(), max_iterations, 0),
          pixels_(std::move(pixels)) {}

    void plain_loop(std::span<std::int32_t> counts) const override {
        if constexpr (std::same_as<Pixels, hpk::julia::deep_plane>)
            hpk::julia::escape_counts<scalar>(pixels_, hpk::julia::mandelbrot{}, max_iterations(),
                                              counts);
        else
            hpk::julia::escape_counts<hpk::julia::expanded>(pixels_, hpk::julia::mandelbrot{},
                                                            max_iterations(), counts);
    }
    void pass() {
        hpk::julia::escape_counts(pixels_, hpk::julia::mandelbrot{}, max_iterations(), counts());
    }

private:
    Pixels pixels_;
};

/// A point of the Mandelbrot set where branches meet, near which it looks the same at all depths.
inline hpk::julia::deep_plane branches(double width, int columns, int rows) {
    return hpk::julia::uniform_plane(
        hpk::julia::zoom{"-0.101096363845622161025785445738622565463805442826253483876931",
                         "0.956286510809141500771096057729977435809833336510529170034314", width},
        columns, rows);
}

/// The whole set, as many pixels wide, in a picture of 16 : 9.
template <std::floating_point T>
std::shared_ptr<mandelbrot_problem<T>> whole_set(int width, int max_iterations) {
    const hpk::julia::region<T> r{T(-2.75), T(1.6944), T(-1.25), T(1.25)};
    return std::make_shared<mandelbrot_problem<T>>(
        "mandelbrot", hpk::julia::uniform_plane(r, width, width * 9 / 16), max_iterations);
}

/// The valley between the main cardioid and the disc of period 2.
template <std::floating_point T>
std::shared_ptr<mandelbrot_problem<T>> seahorse_valley(int width, int max_iterations) {
    const hpk::julia::region<T> r{T(-0.78), T(-0.7089), T(0.08), T(0.12)};
    return std::make_shared<mandelbrot_problem<T>>(
        "seahorse_valley", hpk::julia::uniform_plane(r, width, width * 9 / 16), max_iterations);
}

/// The yardstick at a problem.
template <class Problem>
std::vector<entrant> peers_at(const std::shared_ptr<Problem>& p) {
    entrant e = entrant_at(p, "plain_loop", compiler_name, [p] { p->plain_loop(p->counts()); });
    e.peer = bench::peers::plain_loop_made_with();
    e.yardstick = true;
    return {e};
}

/// The sums of the classic counts of 1000 x 1000 pixels that are known; 0 for others.
template <std::floating_point T>
std::int64_t known_sum(int width, int max_iterations) {
    if (width == 1000 && max_iterations == 300) return sizeof(T) == 8 ? 33219980 : 33220844;
    if (width == 1000 && max_iterations == 10000 && sizeof(T) == 8) return 1006314302;
    return 0;
}

/// The picture at which all rungs are timed: c = -0.62772-0.42193i.
template <std::floating_point T>
std::shared_ptr<plane_problem<T>> classic(int width, int max_iterations) {
    return std::make_shared<plane_problem<T>>(
        "classic", hpk::julia::accumulated_plane(hpk::julia::region<T>{}, width),
        std::complex<T>(T(-0.62772), T(-0.42193)), max_iterations,
        known_sum<T>(width, max_iterations));
}

} // namespace hpk::bench::julia
