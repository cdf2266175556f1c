// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Tests of rules in one type and rank. The build makes a source for each of them from
/// rules_of.cpp.in.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/reference.hpp"
#include "diffusion/support.hpp"
#include "diffusion/with_boundary.hpp"
#include "kernels.hpp"
#include "oracle/arithmetic.hpp"
#include "oracle/rules.hpp"

namespace hpk::test {

/// The rungs that take rules.
using rungs_for_rules =
    type_list<diffusion::naive, diffusion::buffered, diffusion::fused, diffusion::time_blocked>;

/// A row of reference/rules.csv.
template <class T, std::size_t Rank>
struct rules_reference {
    bool of_cells; ///< rules::cells, else rules::spacing
    oracle::surroundings<T> outside;
    oracle::cells<T> start;
    T dt;
    std::array<T, Rank> D, h;
    std::vector<T> k;
    std::int64_t steps;
    std::uint32_t crc;
    std::string text;
};

/// (m*i + a) % 1009 / 1009 for i = 0 … count - 1
template <class T>
std::vector<T> ramp(std::size_t count, std::size_t m, std::size_t a) {
    std::vector<T> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = oracle::quotient(static_cast<T>((m * i + a) % 1009), T(1009));
    return values;
}

/// The rows for a type and a number of axes.
template <class T, std::size_t Rank>
std::vector<rules_reference<T, Rank>> read_rules_references() {
    const reference_table table =
        read_reference("rules.csv", "rule,type,edge,extents,dt,D,h,steps,crc32");
    std::vector<rules_reference<T, Rank>> rows;
    for (std::size_t n = 0; n < table.rows.size(); ++n) {
        const std::vector<std::string>& f = table.fields[n];
        const auto axes = static_cast<std::size_t>(std::count(f[3].begin(), f[3].end(), 'x')) + 1;
        if (f[1] != (std::is_same_v<T, float> ? "f32" : "f64") || axes != Rank) continue;
        rules_reference<T, Rank> row{};
        row.of_cells = f[0] == "cells";
        if (f[2] == "reflecting") row.outside.edge = oracle::edge::reflecting;
        if (f[2] == "fixed0.5") row.outside = {oracle::edge::fixed, T(0.5)};
        std::istringstream extents(f[3]);
        std::size_t size = 1;
        for (std::string extent; std::getline(extents, extent, 'x');) {
            row.start.extents.push_back(std::stoul(extent));
            size *= row.start.extents.back();
        }
        row.start.values = ramp<T>(size, 131, 17);
        row.dt = static_cast<T>(std::stod(f[4]));
        if (row.of_cells) {
            row.k = ramp<T>(size, 37, std::stoul(f[5].substr(f[5].find(' '))));
            for (T& value : row.k) value = pinned(pinned(value) + T(0.25));
        } else {
            std::istringstream D(f[5]), h(f[6]);
            for (T& value : row.D) D >> value;
            for (T& value : row.h) h >> value;
        }
        row.steps = std::stoll(f[7]);
        row.crc = static_cast<std::uint32_t>(std::stoul(f[8], nullptr, 16));
        row.text = table.rows[n];
        rows.push_back(row);
    }
    return rows;
}

template <std::size_t Rank, class T>
grid<T, Rank> grid_of(const std::vector<std::size_t>& extents, const std::vector<T>& values) {
    std::array<std::size_t, Rank> shape{};
    std::copy_n(extents.begin(), Rank, shape.begin());
    grid<T, Rank> u(shape);
    std::copy(values.begin(), values.end(), u.begin());
    return u;
}

/// Unoptimised kernels are a hundred times slower.
inline const std::vector<int> thread_counts =
    optimised ? std::vector<int>{1, 2, 3} : std::vector<int>{2};

/// Every row of the reference, on every rung and every backend that is tried, with 1 to 3 threads.
template <class T, std::size_t Rank>
void check_rules_reference() {
    const auto rows = read_rules_references<T, Rank>();
    CHECK(rows.size() >= 24);
    for (const auto& row : rows) {
        INFO(row.text);
        const auto start = grid_of<Rank>(row.start.extents, row.start.values);
        const auto check = [&](const auto& rule) {
            with_boundary(row.outside, [&]<class Boundary>(Boundary boundary) {
                if constexpr (!std::is_same_v<Boundary, diffusion::frozen>)
                    rungs_for_rules::for_each([&]<class V>(std::type_identity<V>) {
                        for_each_backend<V, T>([&]<class B>() {
                            for (const int threads : thread_counts) {
                                auto u = start;
                                diffusion::evolve<V, B>(u, rule, row.dt, row.steps, boundary,
                                                        parallel{threads});
                                INFO(V::name << " on " << backend_name<B>() << ", " << threads
                                             << " threads");
                                CHECK(checksum(std::vector<T>(u.begin(), u.end())) == row.crc);
                            }
                        });
                    });
            });
        };
        if (row.of_cells)
            check(diffusion::rules::cells(grid_of<Rank>(row.start.extents, row.k)));
        else
            check(diffusion::rules::spacing(row.D, row.h));
    }
}

/// A rule with everything in it, on small and narrow grids, with all edges, against the oracle.
template <class T, std::size_t Rank>
void check_rules_together(const std::vector<std::vector<std::size_t>>& shapes) {
    for (const auto& extents : shapes) {
        const auto start = noise<T>(extents, 3);
        oracle::rule<T> expected;
        for (const T x : noise<T>(extents, 4).values) expected.k.push_back(x < 0 ? 0 : x);
        expected.arithmetic = extents.back() % 2 == 0;
        expected.sources = noise<T>(extents, 5).values;
        expected.logistic = true;
        const auto sources = grid_of<Rank>(extents, expected.sources);
        using namespace diffusion::rules;
        const auto rule = with_reaction(
            with_source(cells(grid_of<Rank>(extents, expected.k),
                              expected.arithmetic ? mean::arithmetic : mean::harmonic),
                        sources),
            [](auto u) { return u * (decltype(u)::broadcast(1) - u); });
        const T dt = T(0.11);
        for (const auto outside : all_surroundings<T>()) {
            for (const std::int64_t steps : {1, 2, 9, 30}) {
                const auto solution = oracle::advanced(expected, start, outside, dt, steps);
                const auto check = [&](const auto& u, const char* what) {
                    require_same(std::span<const T>(u.data(), u.size()), solution, [&] {
                        return std::string(what) + ", " + shape_of(extents) + ", " +
                               shown(outside) + ", steps " + std::to_string(steps);
                    });
                };
                with_boundary(outside, [&](auto boundary) {
                    rungs_for_rules::for_each([&]<class V>(std::type_identity<V>) {
                        auto u = grid_of<Rank>(extents, start.values);
                        diffusion::evolve<V>(u, rule, dt, steps, boundary);
                        check(u, V::name.data());
                    });
                    auto u = grid_of<Rank>(extents, start.values), next = u;
                    for (std::int64_t k = 0; k < steps; ++k) {
                        diffusion::step(u, next, rule, dt, boundary);
                        std::swap(u, next);
                    }
                    check(u, "step");
                });
            }
        }
    }
}

} // namespace hpk::test
