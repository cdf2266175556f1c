// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace hpk::bench {

/// Prints one line per entrant: the statistics of its repetitions.
class summary final : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context& context) override {
        PrintBasicContext(&GetErrorStream(), context);
        width_ = static_cast<int>(context.name_field_width);
        std::printf("%-*s%12s%9s%12s%12s%12s\n", width_, "medians", "ms", "spread", "ns/op",
                    "10^6 op/s", "x roofline");
        return true;
    }

    /// Called with all repetitions of one entrant, and then with Google Benchmark's aggregates.
    void ReportRuns(const std::vector<Run>& runs) override {
        std::vector<double> passes, operations, parts;
        for (const Run& run : runs) {
            if (run.run_type == Run::RT_Aggregate || run.iterations == 0) return;
            const bool wall = run.run_name.time_type == "real_time";
            passes.push_back(wall ? run.GetAdjustedRealTime() : run.GetAdjustedCPUTime());
            operations.push_back(run.counters.at("ns_per_operation"));
            if (const auto part = run.counters.find("of_roofline"); part != run.counters.end())
                parts.push_back(part->second);
        }
        const double ns = quantile(operations, 0.5);
        std::printf("%-*s%12.4g%7.1f %%%12.4g%12.4g", width_, runs[0].run_name.str().c_str(),
                    quantile(passes, 0.5),
                    100 * (quantile(operations, 0.75) - quantile(operations, 0.25)) / ns, ns,
                    1e3 / ns);
        if (!parts.empty()) std::printf("%12.3g", quantile(parts, 0.5));
        std::printf("\n");
        std::fflush(stdout);
    }

private:
    /// A quantile of at least one value, linearly interpolated.
    static double quantile(std::vector<double> values, double part) {
        std::ranges::sort(values);
        const double at = part * static_cast<double>(values.size() - 1);
        const auto below = static_cast<std::size_t>(at);
        const std::size_t above = std::min(below + 1, values.size() - 1);
        return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
    }

    int width_ = 0;
};

} // namespace hpk::bench
