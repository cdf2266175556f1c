// SPDX-License-Identifier: MIT
//
// The kernels of diffusion give the bits of the CPU's rungs: on every row of diffusion.csv and
// rules.csv that has their order of operations, and on grids of every small shape and around the
// extents of tiles and blocks, with every kind of edge.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/core/subnormals.hpp>

#include "cuda/machine.hpp"
#include "diffusion/reference.hpp"
#include "diffusion/rules.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

template <class T>
void check_reference() {
    int rows = 0;
    for (const auto& row : read_diffusion_references<T>()) {
        if (row.order != oracle::program::c) continue;
        if (static_cast<std::int64_t>(row.start.values.size()) * row.steps > most_work()) {
            WARN("left to full, optimised builds and to GPUs, because it takes long: " << row.text);
            continue;
        }
        ++rows;
        for (const rung_on_gpu rung : rungs_on_gpu) {
            INFO(name_of(rung) << ": " << row.text);
            CHECK(checksum(evolved<T>(rung, row.start, {row.dt, row.D}, row.steps, row.outside)) ==
                  row.crc);
        }
    }
    CHECK(rows > 0);
}

TEST_CASE("cuda/evolve has the bits of diffusion.csv") {
    WARN(machine());
    check_reference<double>();
    check_reference<float>();
}

template <class T, std::size_t Rank>
void check_spacing() {
    int rows = 0;
    for (const auto& row : read_rules_references<T, Rank>()) {
        bool alike = !row.of_cells; // D is the same along all axes
        for (const T D : row.D) alike = alike && pinned(D) == pinned(row.D[0]);
        if (!alike) continue;
        ++rows;
        diffusion::parameters<T> p{.dt = row.dt, .D = row.D[0], .check_stability = false};
        std::copy(row.h.begin(), row.h.end(), p.spacing.begin());
        for (const rung_on_gpu rung : rungs_on_gpu) {
            INFO(name_of(rung) << ": " << row.text);
            CHECK(checksum(evolved<T>(rung, row.start, p, row.steps, row.outside)) == row.crc);
        }
    }
    if (Rank == 1) CHECK(rows > 0); // the others have a D per axis
}

/// Compares with the oracle, or with the CPU's rung where cells are not 1 wide.
template <class T>
void check_shape(const std::vector<std::size_t>& extents, const std::vector<std::int64_t>& runs) {
    const auto p = crooked_parameters<T>();
    const auto start = noise<T>(extents, extents.back());
    for (const auto& outside : all_surroundings<T>()) {
        oracle::diffusion<T> expected(oracle::program::c, start, outside, p.dt, p.D);
        std::int64_t done = 0;
        for (const std::int64_t steps : runs) {
            for (; done < steps; ++done) expected.step();
            for (const rung_on_gpu rung : rungs_on_gpu)
                require_same(std::span<const T>(evolved<T>(rung, start, p, steps, outside)),
                             expected.values(), [&] {
                                 return name_of(rung) + ", " + shape_of(extents) + ", " +
                                        shown(outside) + ", " + std::to_string(steps) + " steps";
                             });
        }
    }
}

template <class T>
void check_shapes() {
    for (std::size_t n = 1; n <= 6; ++n) check_shape<T>({n}, {0, 1, 2, 3, 9});
    for (std::size_t rows = 1; rows <= 4; ++rows)
        for (std::size_t columns = 1; columns <= 4; ++columns) {
            check_shape<T>({rows, columns}, {1, 4, 6});
            if (columns == rows) check_shape<T>({3, rows, columns}, {1, 2, 5});
        }
    for (const std::vector<std::size_t>& extents : // around what blocks, walks and tiles hold
         {std::vector<std::size_t>{255},
          {257},
          {24, 56},
          {25, 57},
          {23, 113},
          {4, 12, 12},
          {9, 13, 11}})
        check_shape<T>(extents, {1, 5});
    for (const std::size_t n : {1920u, 1921u, 4000u}) check_shape<T>({n}, {64, 65});
}

TEST_CASE("cuda/evolve has the bits of the oracle on grids of many shapes") {
    check_shapes<double>();
    check_shapes<float>();
}

TEST_CASE("cuda/evolve has the bits of the oracle where threads walk over several cells") {
    if (!optimised) {
        WARN("left to optimised builds, where it takes a second");
        return;
    }
    check_shape<float>({1031, 511}, {2}); // two cells per walk
    check_shape<double>({21, 251, 258}, {1});
}

TEST_CASE("cuda/evolve has the bits of rules.csv and of the CPU where cells are not 1 wide") {
    check_spacing<double, 1>();
    check_spacing<float, 1>();

    const auto check = []<class T, std::size_t Rank>(std::array<std::size_t, Rank> extents, T) {
        const diffusion::parameters<T> p{.dt = T(0.1), .D = T(0.7), .spacing = {T(0.9), 1, T(1.7)}};
        const std::vector<std::size_t> shape(extents.begin(), extents.end());
        const auto start = noise<T>(shape);
        for (const auto& outside : all_surroundings<T>())
            with_boundary(outside, [&](auto boundary) {
                auto u = grid_of<Rank>(shape, start.values);
                diffusion::evolve<diffusion::fused, scalar>(u, p, 7, boundary);
                for (const rung_on_gpu rung : rungs_on_gpu)
                    require_same(std::span<const T>(evolved<T>(rung, start, p, 7, outside)),
                                 std::vector<T>(u.begin(), u.end()),
                                 [&] { return name_of(rung) + ", " + shown(outside); });
            });
    };
    check(std::array<std::size_t, 2>{29, 70}, 0.0);
    check(std::array<std::size_t, 2>{29, 70}, 0.0f);
    check(std::array<std::size_t, 3>{7, 13, 15}, 0.0);
    check(std::array<std::size_t, 3>{7, 13, 15}, 0.0f);
}

template <class T>
void check_special_values() {
    const subnormals_kept guard; // for the oracle, too
    for (const auto& outside : all_surroundings<T>()) {
        auto start = noise<T>({30, 41});
        for (std::size_t k = 0; k < start.values.size(); ++k) {
            if (k % 3 != 0)
                start.values[k] = std::bit_cast<T>(static_cast<bits_of<T>>(k)); // subnormal
            if (k % 97 == 0) start.values[k] = std::numeric_limits<T>::max();
            if (k == 700) start.values[k] = std::bit_cast<T>(infinity_bits<T>);
        }
        const auto p = crooked_parameters<T>();
        const auto expected = oracle::diffused(oracle::program::c, start, outside, p.dt, p.D, 6);
        for (const rung_on_gpu rung : rungs_on_gpu)
            require_same(std::span<const T>(evolved<T>(rung, start, p, 6, outside)), expected,
                         [&] { return name_of(rung) + ", " + shown(outside); });
    }
}

TEST_CASE("cuda/evolve keeps subnormal numbers, and infinity spreads") {
    check_special_values<double>();
    check_special_values<float>();
}

} // namespace
} // namespace hpk::test
