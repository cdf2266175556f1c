// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "diffusion/problem.hpp"
#include "diffusion/rules.hpp"

namespace hpk::bench::diffusion {
namespace {

using namespace hpk::diffusion;

/// The cost of a step, from one to many.
template <std::size_t N>
std::vector<entrant> step_counts(std::size_t steps) {
    const auto p =
        std::make_shared<evolution<double>>(std::array{N, N}, static_cast<std::int64_t>(steps));
    std::vector<entrant> all = peers_at(p);
    add_variants<type_list<fused, fastest>>(all, p);
    return all;
}

std::vector<contest> contests() {
    contest small{"diffusion_steps_64", "{} steps of 64 x 64 cells, double", "updates",
                  "10^9 updates/s", step_counts<64>};
    for (std::size_t steps = 1; steps <= 4096; steps *= 2) small.sizes.push_back(steps);
    small.axis = "steps";
    small.rate = true;
    small.on_request = true;
    contest large = small;
    large.name = "diffusion_steps_512";
    large.title = "{} steps of 512 x 512 cells, double";
    large.entrants = step_counts<512>;
    std::vector<contest> all{small, large};
    const auto enter_rule = [&](const char* name, const char* title,
                                std::vector<entrant> (*entrants)(std::size_t)) {
        contest rule{std::string("diffusion_rule_") + name, title + std::string(", {} x {} cells"),
                     "updates", "10^9 updates/s", entrants};
        rule.sizes = {64, 256, 512, 1024, 2048, 4096};
        rule.axis = "cells along a side";
        rule.rate = true;
        rule.on_request = true;
        all.push_back(rule);
    };
    enter_rule("spacing", "A width and a D per axis", spacing_entrants);
    enter_rule("cells", "A D per cell", cells_entrants);
    enter_rule("source", "A grid of sources", source_entrants);
    enter_rule("reaction", "Logistic growth", reaction_entrants);
    enter_rule("gray_scott", "Gray and Scott's reaction of two fields", gray_scott_entrants);
    return all;
}

const ladder_registration entered("diffusion", contests);

} // namespace
} // namespace hpk::bench::diffusion
