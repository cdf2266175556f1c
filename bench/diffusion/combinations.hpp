// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "contestants.hpp"
#include "diffusion/problem.hpp"
#include "diffusion/streaming.hpp"

namespace hpk::bench::diffusion {

/// Those that a user with a large grid chooses between.
using top_rungs =
    type_list<hpk::diffusion::fused, hpk::diffusion::time_blocked, hpk::diffusion::fastest>;

/// The peers and the variants of a list on the native backend, at one problem.
template <class Variants, class Problem>
void add_native(std::vector<entrant>& all, const std::shared_ptr<Problem>& p) {
    for (entrant& e : peers(p)) all.push_back(std::move(e));
    Variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        add_thread_counts<Variant, native>(all, p);
    });
}

/// The peers and the top rungs on the best backend of each width, at one problem.
template <class Problem>
void add_top_rungs(std::vector<entrant>& all, const std::shared_ptr<Problem>& p) {
    for (entrant& e : peers(p)) all.push_back(std::move(e));
    top_rungs::for_each([&]<class Variant>(std::type_identity<Variant>) {
        enabled_backends::for_each([&]<class Backend>(std::type_identity<Backend>) {
            if constexpr (is_best_of_its_width<Backend, typename Problem::value_type>())
                add_thread_counts<Variant, Backend>(all, p);
        });
    });
}

/// Everything the diffusion family enters in one type.
template <std::floating_point T>
std::vector<entrant> combinations() {
    using namespace hpk::diffusion;
    std::vector<entrant> all;
    if constexpr (std::same_as<T, double>) all.push_back(roofline());

    using sizes = std::initializer_list<std::size_t>;
    add_combinations<concatenate<variants, type_list<fastest>>>(all, square<T>(512));
    for (const std::size_t n : sizes{64, 256, 1024, 2048, 4096, 8192})
        add_top_rungs(all, square<T>(n));
    for (const std::size_t n : sizes{512, 4096})
        for (entrant& e : numpy(square<T>(n))) all.push_back(std::move(e));

    const auto bounded = [&]<class B>(B outside) {
        for (const std::size_t n : sizes{512, 4096})
            add_native<top_rungs>(all, square<T>(n, outside));
    };
    bounded(fixed<T>{T(0.25)});
    bounded(reflecting{});
    bounded(frozen{});

    add_native<variants>(all, std::make_shared<evolution<T, 1>>(
                                  start::ramp, std::array<std::size_t, 1>{10'000'000}));
    add_native<variants>(all, std::make_shared<evolution<T, 3>>(
                                  start::ramp, std::array<std::size_t, 3>{256, 256, 256}));
    return all;
}

} // namespace hpk::bench::diffusion
