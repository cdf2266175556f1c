// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Instantiates the kernels of one variant. The build makes a file for each variant and type from
/// rungs_of.cpp.in, so that a change to one variant compiles that variant only.

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <hpk/core/grid_view.hpp>
#include <hpk/diffusion/boundary.hpp>
#include <hpk/diffusion/request.hpp>
#include <hpk/diffusion/workspace.hpp>

#include "diffusion/rung.hpp"
#include "kernels.hpp"

namespace hpk::test {

/// Calls one of a variant's functions with guarded scratch memory: its contents must not matter,
/// and the memory behind it must not change.
template <class Variant, class L, std::size_t Rank, class Boundary, class Execution>
void evolve(strided_cells<typename L::value_type> u,
            const diffusion::parameters<typename L::value_type>& p, std::int64_t steps,
            Boundary outside, Execution how) {
    using T = typename L::value_type;
    std::array<std::size_t, Rank> extents;
    std::copy_n(u.extents.begin(), Rank, extents.begin());
    static diffusion::workspace memory;
    constexpr std::size_t guard = 64;
    diffusion::request r{
        grid_view<T, Rank>(u.data, extents, u.row_stride), p, steps, outside, how, std::span<T>{}};
    const std::size_t size = Variant::template scratch<L>(r);
    const std::span<T> scratch = memory.reserve<T>(size + guard);
    std::fill(scratch.begin(), scratch.end(), std::numeric_limits<T>::quiet_NaN());
    std::fill(scratch.begin() + static_cast<std::ptrdiff_t>(size), scratch.end(), T(-77));
    r.scratch = scratch.first(size);
    Variant::template evolve<L>(r);
    for (const T x : scratch.subspan(size))
        if (x != T(-77)) throw std::logic_error("the variant wrote beyond its scratch memory");
}

template <class Variant, class Backend>
constexpr extent_of_tests extent_on() {
    if (std::is_same_v<Backend, native> || !Variant::vectorised) return extent_of_tests::everything;
    return HPK_FULL_TESTS && std::is_same_v<Backend, scalar> ? extent_of_tests::sequential
                                                             : extent_of_tests::reference;
}

template <class Variant, class Backend, std::size_t Rank, class T>
void evolve_rank(strided_cells<T> u, const diffusion::parameters<T>& p, std::int64_t steps,
                 oracle::surroundings<T> outside, int threads) {
    const auto within = [&]<oracle::edge Edge, class Boundary>(Boundary boundary) {
        const auto run = [&]<class Execution>(Execution how) {
            if constexpr (is_instantiated<T>(extent_on<Variant, Backend>(),
                                             oracle::program_of(Variant::order), Rank, Edge,
                                             std::is_same_v<Execution, parallel>))
                evolve<Variant, lanes<T, Backend>, Rank>(u, p, steps, boundary, how);
            else
                throw std::logic_error("this kernel was not instantiated for the tests");
        };
        if (threads == run_sequentially)
            run(sequential{});
        else
            run(parallel{threads});
    };
    using enum oracle::edge;
    switch (outside.edge) {
    case periodic:
        return within.template operator()<periodic>(diffusion::periodic{});
    case fixed:
        return within.template operator()<fixed>(diffusion::fixed<T>{outside.value});
    case reflecting:
        return within.template operator()<reflecting>(diffusion::reflecting{});
    case frozen:
        return within.template operator()<frozen>(diffusion::frozen{});
    }
}

template <class Variant, class T>
std::vector<rung<T>> rungs_of() {
    std::vector<rung<T>> result;
    for_each_backend<Variant, T>([&]<class B>() {
        result.push_back({name_rung<Variant, B, T>("diffusion"), oracle::program_of(Variant::order),
                          lanes<T, B>::size, extent_on<Variant, B>(),
                          [](strided_cells<T> u, const diffusion::parameters<T>& p,
                             std::int64_t steps, oracle::surroundings<T> outside, int threads) {
                              const std::size_t rank = u.extents.size();
                              (rank == 1 ? &evolve_rank<Variant, B, 1, T>
                               : rank == 2
                                   ? &evolve_rank<Variant, B, 2, T>
                                   : &evolve_rank<Variant, B, 3, T>)(u, p, steps, outside, threads);
                          }});
    });
    return result;
}

} // namespace hpk::test
