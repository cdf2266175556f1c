// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "diffusion/problem.hpp"
#include "entrants.hpp"
#include "roofline.hpp"

namespace hpk::bench::diffusion {

/// The rungs between which a user with a large grid chooses.
using top_rungs =
    type_list<hpk::diffusion::fused, hpk::diffusion::time_blocked, hpk::diffusion::fastest>;

/// The peers and the variants of a list on the native backend, at one problem.
template <class Variants, class Problem>
void add_native(std::vector<entrant>& all, const std::shared_ptr<Problem>& p) {
    add(all, peers_at(p));
    Variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        add_thread_counts<Variant, native>(all, p);
    });
}

/// All entrants of the diffusion family in one type.
template <std::floating_point T>
std::vector<entrant> combinations() {
    using namespace hpk::diffusion;
    std::vector<entrant> all;
    if constexpr (std::same_as<T, double>) {
        all.push_back(roofline());
        for (const int threads : thread_counts()) all.push_back(roofline(threads));
    }
    for (const std::size_t n : square_sizes) {
        const auto p = square<T>(n);
        add(all, array_libraries(p));
        add_combinations<concatenate<variants, type_list<fastest>>>(all, p);
    }

    const auto bounded = [&]<class B>(B outside) {
        for (const std::size_t n : {std::size_t{512}, std::size_t{4096}})
            add_native<top_rungs>(all, square<T>(n, outside));
    };
    bounded(fixed<T>{T(0.25)});
    bounded(reflecting{});
    bounded(frozen{});

    add_native<variants>(all,
                         std::make_shared<evolution<T, 1>>(std::array<std::size_t, 1>{10'000'000}));
    add_native<variants>(
        all, std::make_shared<evolution<T, 3>>(std::array<std::size_t, 3>{256, 256, 256}));
    return all;
}

} // namespace hpk::bench::diffusion
