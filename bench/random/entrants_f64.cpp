// SPDX-License-Identifier: MIT
#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

#include "random/problem.hpp"
#include "registration.hpp"

namespace {

std::vector<hpk::bench::entrant> combinations() {
    using namespace hpk::bench;
    using namespace hpk::random;
    using engines = hpk::type_list<philox4x32, philox4x64, threefry4x64, xoshiro256pp,
                                   hpk::random::mt19937, pcg64>;
    std::vector<entrant> all;
    engines::for_each([&]<class Engine>(std::type_identity<Engine>) {
        add_combinations<variants>(all, std::make_shared<random::filling<Engine>>(4096));
        add_combinations<variants>(all, std::make_shared<random::filling_normal<Engine>>(4096));
        add_combinations<variants>(
            all, std::make_shared<random::throwing<Engine>>(std::size_t{1} << 20));
    });
    return all;
}

const hpk::bench::registration entered(combinations);

} // namespace
