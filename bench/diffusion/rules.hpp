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
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/padded.hpp"
#include "diffusion/peers/rule_loops.hpp"
#include "diffusion/problem.hpp"
#include "entrants.hpp"

namespace hpk::bench::diffusion {

/// (m*i + a) % 1009 / 1009 for the cells i of a square grid.
inline hpk::grid<double> ramp(std::size_t n, std::size_t m, std::size_t a) {
    hpk::grid<double> u(n, n);
    for (std::size_t i = 0; i < u.size(); ++i)
        u.data()[i] = static_cast<double>((m * i + a) % 1009) / 1009;
    return u;
}

/// A copy of a grid in a padded one, with its halo: a coefficient of a hand-written loop.
class padded_coefficient {
public:
    explicit padded_coefficient(const hpk::grid<double>& u) : memory_(u, periodic{}) {
        auto& pair = memory_.pair();
        const std::size_t row = pair.row_stride(), rows = pair.extents[1], n = pair.extents[2];
        for (std::size_t r = 0; r < rows + 2; ++r) {
            double* const cells = pair.now + r * row;
            if (r == 0) std::copy_n(pair.now + rows * row, row, cells);
            cells[0] = cells[n];
        }
    }
    /// The cell in the upper left corner of the halo.
    [[nodiscard]] const double* data() { return memory_.pair().now; }

private:
    padded_grid<double> memory_;
};

/// Steps of a rule of F fields on square, periodic grids, and the same by hand.
template <class Rule, std::size_t F = 1>
class ruled_evolution {
public:
    using value_type = double;
    static constexpr std::string_view family = "diffusion";
    using loop_type = std::function<void(std::array<padded_grid<double>, F>&, std::int64_t steps)>;

    ruled_evolution(std::string name, std::size_t n, Rule rule, double dt, loop_type loop)
        : name_(std::move(name)), n_(n),
          steps_(
              std::clamp<std::int64_t>(static_cast<std::int64_t>(100'000'000 / (n * n)), 32, 1024)),
          rule_(std::move(rule)), dt_(dt), loop_(std::move(loop)) {}

    [[nodiscard]] std::string name() const {
        return name_ + "/" + std::to_string(n_) + "x" + std::to_string(n_) + "/" +
               std::to_string(steps_);
    }

    /// The pass continues with the grids of the previous pass.
    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        std::apply(
            [&](auto&... field) {
                hpk::diffusion::evolve<Variant, Backend>(std::tie(field...), rule_, dt_, steps_,
                                                         periodic{}, how, memory_);
            },
            fields_);
    }
    void loop() { loop_(padded_, steps_); }

    verdict verify(const std::function<void()>& pass) {
        fields_ = first_cells();
        pass();
        return compare();
    }
    verdict verify_loop() {
        padded_ = padded_start();
        loop();
        copy_from(padded_);
        return compare();
    }

private:
    [[nodiscard]] std::array<hpk::grid<double>, F> first_cells() const {
        std::array<hpk::grid<double>, F> fields;
        for (std::size_t f = 0; f < F; ++f) fields[f] = ramp(n_, 131, 17 + 31 * f);
        return fields;
    }
    [[nodiscard]] std::array<padded_grid<double>, F> padded_start() const {
        std::array<padded_grid<double>, F> padded;
        const auto fields = first_cells();
        for (std::size_t f = 0; f < F; ++f) padded[f] = padded_grid<double>(fields[f], periodic{});
        return padded;
    }
    void copy_from(const std::array<padded_grid<double>, F>& padded) {
        fields_ = first_cells();
        for (std::size_t f = 0; f < F; ++f) padded[f].copy_to(fields_[f]);
    }

    verdict compare() {
        if (expected_[0].empty()) {
            const auto got = fields_;
            auto padded = padded_start();
            loop_(padded, steps_);
            copy_from(padded);
            expected_ = std::exchange(fields_, got);
        }
        double error = 0, total = 0;
        for (std::size_t f = 0; f < F; ++f)
            for (std::size_t k = 0; k < fields_[f].size(); ++k) {
                const double got = fields_[f].data()[k];
                const double apart = std::abs(got - expected_[f].data()[k]);
                error = apart <= error ? error : apart; // NaN stays
                total += got;
            }
        verdict result;
        char text[96];
        std::snprintf(text, sizeof text, "total %.6g", total);
        result.answer = text;
        const double updates = static_cast<double>(n_ * n_) * static_cast<double>(steps_);
        result.work = {{"updates", updates}};
        if (!(error <= 1e-11)) {
            std::snprintf(text, sizeof text, "a cell is %.3g off the hand-written loop's", error);
            result.failure = text;
        }
        return result;
    }

    std::string name_;
    std::size_t n_;
    std::int64_t steps_;
    Rule rule_;
    double dt_;
    loop_type loop_;
    std::array<hpk::grid<double>, F> fields_, expected_;
    std::array<padded_grid<double>, F> padded_;
    hpk::diffusion::workspace memory_;
};

/// The loop by hand, and the top rungs.
template <class Problem>
std::vector<entrant> ruled_entrants(const std::shared_ptr<Problem>& p) {
    namespace loops = bench::peers::rule_loops;
    std::vector<entrant> all;
    entrant& e = all.emplace_back(entrant_at(p, "hand_loop", loops::name(), [p] { p->loop(); }));
    e.peer = loops::made_with();
    e.yardstick = true;
    e.verify = [p] { return p->verify_loop(); };
    add_variants<type_list<hpk::diffusion::fused, hpk::diffusion::time_blocked>>(all, p);
    return all;
}

/// Another D and width for each axis; last, time_blocked with the classic parameters.
inline std::vector<entrant> spacing_entrants(std::size_t n) {
    const double dt = 0.1;
    const auto rule = hpk::diffusion::rules::spacing({1.2, 0.8}, {1.0, 0.5});
    auto all = ruled_entrants(std::make_shared<ruled_evolution<decltype(rule)>>(
        "spacing", n, rule, dt, [=](auto& u, std::int64_t steps) {
            bench::peers::rule_loops::spacing(u[0].pair(), dt * 1.2, dt * 0.8 / 0.25, steps);
        }));
    all.push_back(entrant_at<hpk::diffusion::time_blocked, native>(square<double>(n)));
    return all;
}

/// A D for each cell.
inline std::vector<entrant> cells_entrants(std::size_t n) {
    auto k = ramp(n, 37, 5);
    for (double& value : k) value += 0.25;
    const auto face = [&](std::size_t a, std::size_t b) {
        const double x = k.data()[a], y = k.data()[b];
        return 2 * x * y / (x + y);
    };
    hpk::grid<double> below(n, n), right(n, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            below(i, j) = face(i * n + j, (i + 1) % n * n + j);
            right(i, j) = face(i * n + j, i * n + (j + 1) % n);
        }
    const auto rule = hpk::diffusion::rules::cells(k);
    const double dt = 0.15;
    const auto k0 = std::make_shared<padded_coefficient>(below);
    const auto k1 = std::make_shared<padded_coefficient>(right);
    return ruled_entrants(std::make_shared<ruled_evolution<std::remove_const_t<decltype(rule)>>>(
        "cells", n, rule, dt, [=](auto& u, std::int64_t steps) {
            bench::peers::rule_loops::cells(u[0].pair(), k0->data(), k1->data(), dt, steps);
        }));
}

/// A grid of sources.
inline std::vector<entrant> source_entrants(std::size_t n) {
    const auto s = std::make_shared<const hpk::grid<double>>(ramp(n, 37, 5));
    const auto padded = std::make_shared<padded_coefficient>(*s);
    const double dt = 0.1;
    const auto rule =
        hpk::diffusion::rules::with_source(hpk::diffusion::rules::spacing(1.0, {1.0, 1.0}), *s);
    return ruled_entrants(std::make_shared<ruled_evolution<std::remove_const_t<decltype(rule)>>>(
        "source", n, rule, dt, [=, kept = s](auto& u, std::int64_t steps) {
            bench::peers::rule_loops::sources(u[0].pair(), padded->data(), dt, dt, steps);
        }));
}

/// Logistic growth.
inline std::vector<entrant> reaction_entrants(std::size_t n) {
    const double dt = 0.1;
    const auto rule = hpk::diffusion::rules::with_reaction(
        hpk::diffusion::rules::spacing(1.0, {1.0, 1.0}),
        [](auto u) { return u * (decltype(u)::broadcast(1) - u); });
    return ruled_entrants(std::make_shared<ruled_evolution<std::remove_const_t<decltype(rule)>>>(
        "reaction", n, rule, dt, [=](auto& u, std::int64_t steps) {
            bench::peers::rule_loops::reaction(u[0].pair(), dt, dt, steps);
        }));
}

/// Gray and Scott's two fields.
inline std::vector<entrant> gray_scott_entrants(std::size_t n) {
    using rule = hpk::diffusion::rules::gray_scott;
    return ruled_entrants(std::make_shared<ruled_evolution<rule, 2>>(
        "gray_scott", n, rule{}, 1.0, [](auto& u, std::int64_t steps) {
            const rule r;
            bench::peers::rule_loops::gray_scott(u[0].pair(), u[1].pair(), r.D_u, r.D_v, r.feed,
                                                 r.kill, 1, steps);
        }));
}

} // namespace hpk::bench::diffusion
