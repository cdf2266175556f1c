// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/reductions.hpp>

#include "compiled_with.hpp"
#include "entrants.hpp"
#include "reductions/peers/plain_sums.hpp"

namespace hpk::bench::reductions {

/// The sum, or the dot product, of normal deviates.
template <bool Products>
class problem {
public:
    using value_type = double;
    static constexpr std::string_view family = "reductions";

    explicit problem(std::size_t size) : size_(size) {}

    [[nodiscard]] std::string name() const {
        return (Products ? "dot/" : "sum/") + std::to_string(size_);
    }
    [[nodiscard]] const double* x() const { return x_.data(); }
    [[nodiscard]] const double* y() const { return y_.data(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] double& result() { return result_; }

    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        result_ = sum<Variant, Backend>(how);
        exact_ = Variant::order == "exact";
    }

    verdict verify(const std::function<void()>& pass) {
        if (x_.empty()) prepare();
        exact_ = false;
        pass();
        verdict v;
        // n roundings of partial sums, of which none is larger than the sum of absolute values.
        const double tolerance = exact_ ? 0 : 0x1p-52 * static_cast<double>(size_) * absolute_;
        if (!(std::fabs(result_ - expected_) <= tolerance)) v.failure = "the sum is wrong";
        char text[96];
        std::snprintf(text, sizeof text, "the sum is the exact one within %.2g: %.17g", tolerance,
                      result_);
        v.answer = text;
        v.work = {{"terms", static_cast<double>(size_)}};
        return v;
    }

private:
    template <class Variant, class Backend, class Execution>
    [[nodiscard]] double sum(Execution how) const {
        if constexpr (Products)
            return hpk::reductions::dot<Variant, Backend>(x_, y_, how);
        else
            return hpk::reductions::sum<Variant, Backend>(x_, how);
    }

    /// Makes the numbers when they are first needed.
    void prepare() {
        std::mt19937_64 bits(size_);
        std::normal_distribution<double> normal;
        for (std::vector<double>* const all : {&x_, &y_}) {
            if (all == &y_ && !Products) continue;
            all->resize(size_);
            for (double& value : *all) value = normal(bits);
        }
        expected_ = sum<hpk::reductions::superaccumulator, scalar>(sequential{});
        absolute_ = 0;
        for (std::size_t k = 0; k < size_; ++k)
            absolute_ += std::fabs(Products ? x_[k] * y_[k] : x_[k]);
    }

    std::size_t size_;
    std::vector<double> x_, y_;
    double expected_ = 0, absolute_ = 0;
    double result_ = 0;
    bool exact_ = false; ///< the pass was that of an exact variant
};

/// The sums of the standard library, Eigen and ReproBLAS; the fastest of them is the yardstick.
template <bool Products>
std::vector<entrant> peers_at(const std::shared_ptr<problem<Products>>& p) {
    const auto peer = [&](const char* name, auto sum) {
        entrant e = entrant_at(p, name, compiler_name, [p, sum] {
            if constexpr (Products)
                p->result() = sum(p->x(), p->y(), p->size());
            else
                p->result() = sum(p->x(), p->size());
        });
        e.peer = bench::peers::plain_sums_made_with();
        e.yardstick = true;
        return e;
    };
    std::vector<entrant> all;
    if constexpr (Products) {
        all.push_back(peer("std_inner_product", bench::peers::inner_product));
#if defined(HPK_BENCH_HAS_EIGEN)
        all.push_back(peer("eigen_dot", bench::peers::eigen_dot));
#endif
#if defined(HPK_BENCH_HAS_REPROBLAS)
        all.push_back(peer("reproblas_dot", bench::peers::reproblas_dot));
#endif
    } else {
        all.push_back(peer("std_accumulate", bench::peers::accumulated));
        all.push_back(peer("std_reduce", bench::peers::reduced));
#if defined(HPK_BENCH_HAS_EIGEN)
        all.push_back(peer("eigen_sum", bench::peers::eigen_sum));
#endif
#if defined(HPK_BENCH_HAS_REPROBLAS)
        all.push_back(peer("reproblas_sum", bench::peers::reproblas_sum));
#endif
    }
    return all;
}

} // namespace hpk::bench::reductions
