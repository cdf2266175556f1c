// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/maps.hpp>

#include "compiled_with.hpp"
#include "entrants.hpp"
#include "maps/peers/loops.hpp"

namespace hpk::bench::maps {

/// The logarithms of predictions in (0, 1), or their cross entropies with labels.
template <bool CrossEntropy>
class problem {
public:
    using value_type = double;
    static constexpr std::string_view family = "maps";

    explicit problem(std::size_t size) : size_(size) {}

    [[nodiscard]] std::string name() const {
        return (CrossEntropy ? "cross_entropy/" : "log/") + std::to_string(size_);
    }

    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        if constexpr (CrossEntropy) {
            const auto loss = [](auto y, auto p) { return -(y * log(p) + (1 - y) * log(1 - p)); };
            hpk::maps::map<Variant, Backend>(results_, loss, how, labels_, predictions_);
        } else {
            const auto logarithm = [](auto p) { return log(p); };
            hpk::maps::map<Variant, Backend>(results_, logarithm, how, predictions_);
        }
    }
    void pass(const peers::loops& loops) {
        if constexpr (CrossEntropy)
            loops.cross_entropy(labels_.data(), predictions_.data(), results_.data(), size_);
        else
            loops.log(predictions_.data(), results_.data(), size_);
    }

    verdict verify(const std::function<void()>& pass) {
        if (predictions_.empty()) prepare();
        std::fill(results_.begin(), results_.end(), 0.0);
        pass();
        verdict v;
        double sum = 0;
        for (std::size_t k = 0; k < size_; ++k) {
            sum += results_[k];
            // Up to 4 ulp per logarithm.
            if (!(std::fabs(results_[k] - expected(k)) <= 0x1p-49 * (1 + std::fabs(expected(k)))))
                v.failure = "element " + std::to_string(k) + " is wrong";
        }
        char text[96];
        std::snprintf(text, sizeof text, "every element is right within 4 ulp; their sum is %.12g",
                      sum);
        v.answer = text;
        v.work = {{"elements", static_cast<double>(size_)}};
        return v;
    }

private:
    [[nodiscard]] double expected(std::size_t k) const {
        const double y = labels_[k], p = predictions_[k];
        return CrossEntropy ? -(y * std::log(p) + (1 - y) * std::log(1 - p)) : std::log(p);
    }

    /// Makes the numbers when they are first needed.
    void prepare() {
        std::mt19937_64 bits(size_);
        predictions_.resize(size_);
        labels_.resize(size_);
        results_.resize(size_);
        for (std::size_t k = 0; k < size_; ++k) {
            predictions_[k] = (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52;
            labels_[k] = static_cast<double>(bits() % 2);
        }
    }

    std::size_t size_;
    std::vector<double> labels_, predictions_, results_;
};

/// Loops over the logarithms of other libraries; the fastest is the yardstick.
template <bool CrossEntropy>
std::vector<entrant> peers_at(const std::shared_ptr<problem<CrossEntropy>>& p) {
    std::vector<entrant> all;
    std::vector<bench::peers::loops> loops{bench::peers::std_loops(), bench::peers::fast_loops(),
                                           bench::peers::xsimd_loops()};
#if defined(HPK_BENCH_HAS_SLEEF)
    loops.push_back(bench::peers::sleef_loops());
    loops.push_back(bench::peers::reproducible_sleef_loops());
#endif
    for (const bench::peers::loops& l : loops) {
        all.push_back(entrant_at(p, l.name, compiler_name, [p, l] { p->pass(l); }));
        all.back().peer = l.made_with;
        all.back().yardstick = true;
    }
    return all;
}

} // namespace hpk::bench::maps
