// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "entrants.hpp"
#include "julia/problem.hpp"

namespace hpk::bench::julia {
namespace {

using hpk::julia::fastest;

std::vector<contest> contests() {
    // The views are 1e-5 wide but for the last. Each has iterations of its own, so entrants are
    // compared by the time per iteration.
    contest zooms{
        "julia_zooms", "Views of the Mandelbrot set, 320 x 240 pixels, {} iterations", "iterations",
        "ns per iteration", [](std::size_t limit) {
            const auto most = static_cast<int>(limit);
            const auto shallow = to_double_double(branches(1e-5, 320, 240));
            hpk::julia::plane<double> rounded;
            for (const double_double x : shallow.x) rounded.x.push_back(x.high);
            for (const double_double y : shallow.y) rounded.y.push_back(y.high);
            const auto p = std::make_shared<mandelbrot_problem<double>>("1e-5", rounded, most);
            std::vector<entrant> all;
            add_variants<type_list<hpk::julia::interleaved, fastest>>(all, p);
            all.front().yardstick = true;
            const auto add_zoom = [&]<class Pixels>(const std::string& name, const Pixels& pixels) {
                const auto z = std::make_shared<zoom_problem<Pixels>>(name, pixels, most);
                all.push_back(entrant_at(z, name, backend_name<native>(), [z] { z->pass(); }));
            };
            add_zoom("double_double", shallow);
            for (const auto& [name, width] :
                 {std::pair("perturbed", 1e-5), std::pair("perturbed 1e-50", 1e-50)})
                add_zoom(name, branches(width, 320, 240));
            return all;
        }};
    zooms.ladders = {3000};
    zooms.quick = {80};
    zooms.on_request = true;
    zooms.axis = "limit of iterations";
    return {zooms};
}

const ladder_registration entered("julia", contests);

} // namespace
} // namespace hpk::bench::julia
