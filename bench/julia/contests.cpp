// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <vector>

#include "entrants.hpp"
#include "julia/pictures.hpp"
#include "julia/problem.hpp"

namespace hpk::bench::julia {
namespace {

using hpk::julia::fastest, hpk::julia::variants;

/// The plain loop and every variant.
template <class Problem>
std::vector<entrant> rungs(const std::shared_ptr<Problem>& p) {
    std::vector<entrant> all = peers_at(p);
    add_variants<variants>(all, p);
    return all;
}

std::vector<contest> contests() {
    contest picture{"julia_classic", "The classic Julia set, {} x {} pixels, 300 iterations",
                    "iterations", "ns per iteration", [](std::size_t width) {
                        const int n = static_cast<int>(width);
                        const auto p = classic<double>(n, 300);
                        std::vector<entrant> all = rungs(p);
                        add_narrower<fastest>(all, p);
                        all.push_back(entrant_at<fastest, native>(classic<float>(n, 300)));
                        add_all_cores<fastest>(all, p);
                        return all;
                    }};
    picture.ladders = {1000};
    picture.quick = {16};
    picture.axis = "pixels along a side";

    // The more iterations are allowed, the larger the gain from the trap.
    contest limits{"julia_limits", "The classic Julia set, 500 x 500 pixels, {} iterations",
                   "pixels", "ns per pixel", [](std::size_t limit) {
                       return rungs(classic<double>(500, static_cast<int>(limit)));
                   }};
    limits.ladders = {10000};
    limits.sizes = {10, 30, 100, 300, 1000, 3000, 10000};
    limits.axis = "limit of iterations";

    // Proofs for tiles and single pixels; the loop by hand knows the two largest components.
    const auto views = [](auto view) {
        return [view](std::size_t limit) {
            const auto p = view(1920, static_cast<int>(limit));
            std::vector<entrant> all = peers_at(p);
            all.push_back(
                entrant_at(p, "vector_loop", compiler_name, [p] { p->vector_loop(p->counts()); }));
            all.back().peer = bench::peers::vector_loop_made_with();
            all.push_back(entrant_at(p, "interleaved, as a list", backend_name<native>(),
                                     [p] { p->list(); }));
            add_variants<variants>(all, p);
            return all;
        };
    };
    contest set{"julia_mandelbrot", "The Mandelbrot set, 1920 x 1080 pixels, {} iterations",
                "pixels", "ns per pixel", views(whole_set<double>)};
    set.ladders = {1000};
    set.quick = {80};
    set.axis = "limit of iterations";
    contest valley{"julia_seahorse", "The seahorse valley, 1920 x 1080 pixels, {} iterations",
                   "pixels", "ns per pixel", views(seahorse_valley<double>)};
    valley.ladders = {1000};
    valley.quick = {80};
    valley.on_request = true;
    valley.axis = "limit of iterations";

    return {picture, limits, set, valley};
}

const ladder_registration entered("julia", contests, draw);

} // namespace
} // namespace hpk::bench::julia
