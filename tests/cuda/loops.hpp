// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include <hpk/core/exact.hpp>
#include <hpk/cuda/kernels/kernel.hpp>
#include <hpk/cuda/kernels/packed_coefficients.hpp>
#include <hpk/cuda/kernels/steps.hpp>
#include <hpk/diffusion.hpp>

#include "fenced.hpp"
#include "oracle/diffusion.hpp"

namespace hpk::test {

/// The order in which a phase visits the threads of a block, and a kernel its blocks.
enum class order { forwards, backwards };

/// Runs a kernel by plain loops. Each block finds its shared memory full of NaN.
template <cuda::kernel Kernel>
void run_in_loops(const Kernel& kernel, order visits) {
    const auto turned = [&](auto k, auto n) { return visits == order::forwards ? k : n - 1 - k; };
    const auto memory = std::make_unique<typename Kernel::shared>();
    const std::ptrdiff_t blocks = kernel.blocks();
    for (std::ptrdiff_t block = 0; block < blocks; ++block) {
        std::memset(static_cast<void*>(memory.get()), 0xFF, sizeof *memory);
        for (int phase = 0; phase < kernel.phases(); ++phase)
            for (int thread = 0; thread < Kernel::threads; ++thread)
                kernel.run(phase, {turned(block, blocks), turned(thread, Kernel::threads)},
                           *memory);
    }
}

/// A machine for cuda::take_steps that runs kernels by plain loops. What is copied to it lies
/// before or behind inaccessible memory.
class loops {
public:
    explicit loops(order visits) noexcept : visits_(visits) {}

    template <cuda::kernel Kernel>
    void run(const Kernel& kernel) const {
        run_in_loops(kernel, visits_);
    }
    template <class T>
    const T* copy(std::span<const T> values) const {
        const auto side = visits_ == order::forwards ? fence::before : fence::behind;
        auto copied = std::make_shared<fenced<T>>(values, side);
        const T* const place = copied->elements().data();
        copies_.push_back(std::move(copied));
        return place;
    }

private:
    order visits_;
    mutable std::vector<std::shared_ptr<void>> copies_;
};

/// The cells of each field after steps by plain loops, as cuda::evolve takes them. The grids lie
/// before or behind inaccessible memory.
///
/// \param p  parameters, or a timed_rule
template <class Variant, std::size_t Rank, class T, std::size_t F, class P, class Boundary>
std::array<std::vector<T>, F> evolved_in_loops(const std::array<oracle::cells<T>, F>& start,
                                               std::array<std::size_t, Rank> extents, const P& p,
                                               std::int64_t steps, const Boundary& outside,
                                               order visits) {
    const bool forwards = visits == order::forwards;
    const std::vector<T> nothing(start[0].values.size(), std::bit_cast<T>(nan_bits<T>));
    std::deque<fenced<T>> grids;
    diffusion::field_views<T, Rank, F> u;
    std::array<T*, F> from{}, to{};
    for (std::size_t f = 0; f < F; ++f) {
        grids.emplace_back(start[f].values, forwards ? fence::before : fence::behind);
        from[f] = grids.back().elements().data();
        u[f] = {from[f], extents};
        grids.emplace_back(nothing, forwards ? fence::behind : fence::before);
        to[f] = grids.back().elements().data();
    }
    diffusion::detail::side_arrays<T> arrays;
    const auto all =
        diffusion::detail::checked<Variant>(u, p, steps, outside, sequential{}, arrays);
    const loops machine(visits);
    cuda::coefficient_rows<T, diffusion::coefficients_of<P>> rows;
    if constexpr (diffusion::coefficients_of<P> > 0) {
        const auto packed = cuda::packed(p, extents, all.outside);
        rows.values = machine.copy(std::span<const T>(packed.values));
        rows.begins = machine.copy(std::span<const std::ptrdiff_t>(packed.begins));
    }
    try {
        diffusion::detail::evolve_from(0, all, outside, [&](const auto& r) {
            cuda::take_steps<Variant>(r, from, to, rows, loops(visits));
        });
    } catch (const std::out_of_range&) { // the sides are not known in the next steps
    }
    std::array<std::vector<T>, F> result;
    for (std::size_t f = 0; f < F; ++f) result[f].assign(from[f], from[f] + nothing.size());
    return result;
}

} // namespace hpk::test
