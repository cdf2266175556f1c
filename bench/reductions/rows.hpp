// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/core/grid.hpp>
#include <hpk/reductions.hpp>

#include "compiled_with.hpp"
#include "entrants.hpp"
#include "reductions/peers/row_products.hpp"

namespace hpk::bench::reductions {

/// The slopes and the offsets of lines through the rows of a matrix.
class row_problem {
public:
    using value_type = double;
    static constexpr std::string_view family = "reductions";
    static constexpr std::size_t length = 14;

    explicit row_problem(std::size_t rows)
        : rows_(rows, length), weights_(length, 2), lines_(rows, 2) {
        std::mt19937_64 bits(rows);
        for (double& value : rows_) value = static_cast<double>(bits() >> 11) * 0x1p-53;
        for (std::size_t k = 0; k < length; ++k) {
            weights_(k, 0) = (static_cast<double>(k) - 6.5) / 227.5;
            weights_(k, 1) = 1.0 / 14 - 6.5 * weights_(k, 0);
        }
    }

    [[nodiscard]] std::string name() const {
        return std::string("rows/").append(std::to_string(rows_.extent(0)));
    }

    template <class Backend, class Execution>
    void pass(Execution how) {
        hpk::reductions::project_rows<Backend>(rows_, weights_, lines_, how);
    }
    void pass_peer(void (*multiply)(const double* rows, std::size_t count, std::size_t length,
                                    const double* weights, double* lines)) {
        multiply(rows_.data(), rows_.extent(0), length, weights_.data(), lines_.data());
    }

    verdict verify(const std::function<void()>& pass) {
        for (double& value : lines_) value = 7;
        pass();
        verdict v;
        double worst = 0;
        for (std::size_t i = 0; i < rows_.extent(0); ++i) {
            double slope = 0, offset = 0;
            for (std::size_t k = 0; k < length; ++k) {
                slope += rows_(i, k) * weights_(k, 0);
                offset += rows_(i, k) * weights_(k, 1);
            }
            worst = std::max(
                {worst, std::fabs(lines_(i, 0) - slope), std::fabs(lines_(i, 1) - offset)});
        }
        if (!(worst < 1e-13)) v.failure = "a line is wrong";
        v.answer = "lines";
        v.work = {{"rows", static_cast<double>(rows_.extent(0))}};
        return v;
    }

private:
    grid<double> rows_, weights_, lines_;
};

/// A loop, BLAS and LAPACK, and project_rows.
inline std::vector<entrant> row_products(const std::shared_ptr<row_problem>& p) {
    std::vector<entrant> all;
    const auto add_peer = [&](const char* name, auto multiply) {
        entrant e = entrant_at(p, name, compiler_name, [p, multiply] { p->pass_peer(multiply); });
        e.peer = bench::peers::row_products_made_with();
        e.yardstick = true;
        all.push_back(e);
    };
    add_peer("loop", bench::peers::rows_in_loops);
#if defined(HPK_BENCH_HAS_BLAS)
    add_peer("dgemv", bench::peers::rows_by_dgemv);
    add_peer("dgemm", bench::peers::rows_by_dgemm);
#endif
#if defined(HPK_BENCH_HAS_LAPACK)
    add_peer("dgelsd", bench::peers::rows_by_dgelsd);
#endif
    const auto add = [&]<class Backend, class Execution>(std::type_identity<Backend>,
                                                         Execution how) {
        entrant e = entrant_at(p, "project_rows", backend_name<Backend>(),
                               [p, how] { p->pass<Backend>(how); });
        if constexpr (std::same_as<Execution, parallel>) e.threads = how.threads;
        all.push_back(e);
    };
    add(std::type_identity<scalar>{}, sequential{});
    add(std::type_identity<native>{}, sequential{});
    if (const int threads = available_threads(); threads > 1)
        add(std::type_identity<native>{}, parallel{threads});
    return all;
}

} // namespace hpk::bench::reductions
