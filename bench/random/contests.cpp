// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "random/pictures.hpp"
#include "random/problem.hpp"

namespace hpk::bench::random {
namespace {

using namespace hpk::random;

/// A peer, and every variant on its best backend.
template <class Problem>
std::vector<entrant> rungs_at(const std::shared_ptr<Problem>& p) {
    std::vector<entrant> all = peers_at(p);
    add_variants<variants>(all, p);
    return all;
}
template <class Problem>
std::vector<entrant> rungs(std::size_t size) {
    return rungs_at(std::make_shared<Problem>(size));
}

/// The same, and if there are many darts the fastest on all cores.
template <class Engine>
std::vector<entrant> throwers(std::size_t darts) {
    const auto p = std::make_shared<throwing<Engine>>(darts);
    std::vector<entrant> all = rungs_at(p);
    if (darts >= std::size_t{1} << 20) add_all_cores<fastest>(all, p);
    return all;
}

template <class Engine>
contest filling_with() {
    const std::string engine(engine_name<Engine>());
    return {"random_fill_" + engine,
            "{} doubles in [0, 1) by " + engine,
            "numbers",
            "ns per number",
            rungs<filling<Engine>>,
            {4096}};
}

template <class Engine>
contest filling_normal_with() {
    const std::string engine(engine_name<Engine>());
    return {"random_normal_" + engine, "{} normal deviates by " + engine, "numbers",
            "ns per number",           rungs<filling_normal<Engine>>,     {4096}};
}

std::vector<contest> contests() {
    contest darts{"random_darts", "{} darts by philox4x32", "darts", "ns per dart",
                  throwers<philox4x32>};
    for (int bits = 10; bits <= 24; bits += 2) darts.sizes.push_back(std::size_t{1} << bits);
    darts.ladders = {std::size_t{1} << 12, std::size_t{1} << 24};
    darts.axis = "darts";
    const contest quickest{
        "random_darts_xoshiro256pp", "{} darts by xoshiro256pp", "darts", "ns per dart",
        throwers<xoshiro256pp>,      {std::size_t{1} << 24}};
    return {filling_with<philox4x32>(),
            filling_with<philox4x64>(),
            filling_with<threefry4x64>(),
            filling_with<xoshiro256pp>(),
            filling_with<hpk::random::mt19937>(),
            filling_with<pcg64>(),
            filling_normal_with<philox4x32>(),
            filling_normal_with<xoshiro256pp>(),
            filling_normal_with<hpk::random::mt19937>(),
            darts,
            quickest};
}

const ladder_registration entered("random", contests, draw);

} // namespace
} // namespace hpk::bench::random
