// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Makes a grid, a boundary, parameters and a number of steps from a stream of bytes; a rung must
/// compute the same as the oracle, bit for bit.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "choices.hpp"
#include "diffusion/rung.hpp"
#include "diffusion/spaced_grid.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {

template <class T>
class diffusion_problem {
public:
    static constexpr const char* family = "diffusion";

    explicit diffusion_problem(choices from) : from_(from), random_(from_.byte()) {
        choose_extents();
        outside_.edge = static_cast<oracle::edge>(from_.byte() % 4);
        // Many steps in small grids: inputs should take milliseconds.
        const auto most = static_cast<std::uint32_t>(40'000 / start_.values.size());
        steps_ = from_.byte() % std::min(40U, most);
        before_ = from_.byte() % 9;
        gap_ = from_.byte() % 12;
        threads_ = from_.byte() % 8;
        if (threads_ == 0 || threads_ > 3) threads_ = run_sequentially;
        parameters_ = {rate(), rate()};
        outside_.value = value();
        for (T& cell : start_.values) cell = value();
    }

    /// Throws std::logic_error if rung and oracle differ.
    void check(const rung<T>& tested) const {
        const int threads = tested.offers(start_.extents.size(), outside_.edge, threads_)
                                ? threads_
                                : run_sequentially;
        if (!tested.offers(start_.extents.size(), outside_.edge, threads)) return;
        spaced_grid<T> u(start_, before_, gap_);
        tested.evolve(u.view(), parameters_, steps_, outside_, threads);
        const auto values = u.take_cells();
        const auto& expected = expected_of(tested.order);
        if (!std::equal(values.begin(), values.end(), expected.begin(), expected.end(), same<T>))
            throw std::logic_error(tested.name + " and the oracle differ in " +
                                   shape_of(start_.extents) + ", " + shown(outside_) + ", " +
                                   std::to_string(steps_) + " steps");
    }

private:
    /// Chooses small and odd extents, of at most 4096 cells.
    void choose_extents() {
        const std::uint32_t rank = 1 + from_.byte() % 3;
        std::size_t size = 1;
        for (std::uint32_t axis = 0; axis < rank; ++axis) {
            const std::size_t extent = 1 + from_.byte() % (rank == 3 ? 64 : 256);
            start_.extents.push_back(std::min(extent, 4096 / size));
            size *= start_.extents.back();
        }
        start_.values.resize(size);
    }

    /// Chooses dt or D. A variant must also work if both together are not stable.
    T rate() {
        static constexpr std::array<T, 12> some{
            T(0.1), T(0.12), T(0.25), T(1) / 6,      T(0.9),        T(1),
            T(0),   T(2),    -T(0.9), limits::min(), limits::max(), limits::denorm_min()};
        const std::uint32_t choice = from_.byte();
        if (choice < some.size()) return some[choice];
        return static_cast<T>(random_.uniform(0, 0.5));
    }

    /// The value of a cell: any number in [-1, 1), also after the end of the stream, or an extreme
    /// one.
    T value() {
        static constexpr std::array<T, 16> extremes{T(0),
                                                    -T(0),
                                                    limits::denorm_min(),
                                                    -limits::denorm_min(),
                                                    limits::denorm_min() * 12345,
                                                    limits::min(),
                                                    -limits::min(),
                                                    limits::min() * 3,
                                                    limits::max(),
                                                    -limits::max(),
                                                    limits::max() / 2,
                                                    limits::max() / 7,
                                                    limits::infinity(),
                                                    -limits::infinity(),
                                                    T(1) + limits::epsilon(),
                                                    limits::quiet_NaN()};
        const std::uint32_t choice = from_.byte();
        if (choice >= 256 - extremes.size()) return extremes[choice - (256 - extremes.size())];
        return static_cast<T>(random_.uniform(-1, 1));
    }

    const std::vector<T>& expected_of(oracle::program order) const {
        auto& expected = expected_[static_cast<std::size_t>(order)];
        if (expected.empty())
            expected =
                oracle::diffused(order, start_, outside_, parameters_.dt, parameters_.D, steps_);
        return expected;
    }

    using limits = std::numeric_limits<T>;
    choices from_;
    random_numbers random_;
    oracle::cells<T> start_;
    oracle::surroundings<T> outside_;
    std::int64_t steps_;
    std::size_t before_, gap_;
    int threads_;
    diffusion::parameters<T> parameters_;
    /// The results of the programs that have been computed so far.
    mutable std::array<std::vector<T>, 6> expected_;
};

} // namespace hpk::test
