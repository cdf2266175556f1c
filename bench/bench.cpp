// SPDX-License-Identifier: MIT
/// \file
/// The full benchmark: verifies and times every linked entrant. It takes Google Benchmark's own
/// flags, of which these are the most useful here, and `--list_peers`, which lists the peers:
///
///     hpk_bench --benchmark_list_tests
///     hpk_bench --benchmark_filter=peer
///     hpk_bench --benchmark_filter='julia/(plain_loop|trapped)/.*/f64/classic'
///     hpk_bench --benchmark_filter='diffusion/.*/f64/.*/4096x4096/periodic' --benchmark_out=x.json
///
/// By default entrants are repeated nine times in random order, so that a slow period of the
/// machine affects all of them, and a table shows their medians and spreads.
/// `--benchmark_format=console` prints Google Benchmark's own table.

#include <array>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <hpk/core/backend.hpp>

#include "compiled_with.hpp"
#include "registration.hpp"
#include "summary.hpp"

namespace {

/// Default flags, which precede the user's, so that the user's have priority.
constexpr std::array<const char*, 3> defaults{"--benchmark_repetitions=9",
                                              "--benchmark_enable_random_interleaving=true",
                                              "--benchmark_min_time=0.05"};

constexpr char missing_peers[] = HPK_BENCH_MISSING_PEERS;

void list_peers(std::ostream& to) {
    for (const std::string& line : hpk::bench::entered_peers()) to << line << '\n';
    if (missing_peers[0] != '\0')
        to << "missing: " << missing_peers << " (docs/benchmarks.md says how to install them)\n";
}

void add_context() {
    benchmark::AddCustomContext("made_with", hpk::bench::made_with);
    benchmark::AddCustomContext("native_backend", hpk::backend_name<hpk::native>());
    benchmark::AddCustomContext("missing_peers", missing_peers);
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> words{argv[0]};
    words.insert(words.end(), defaults.begin(), defaults.end());
    words.insert(words.end(), argv + 1, argv + argc);
    std::vector<char*> flags;
    bool formatted = false;
    for (std::string& word : words) {
        formatted = formatted || word.starts_with("--benchmark_format");
        if (word == "--list_peers") {
            list_peers(std::cout);
            return EXIT_SUCCESS;
        }
        flags.push_back(word.data());
    }
    auto count = static_cast<int>(flags.size());
    flags.push_back(nullptr);
    benchmark::Initialize(&count, flags.data());
    if (benchmark::ReportUnrecognizedArguments(count, flags.data())) return EXIT_FAILURE;
    add_context();
    hpk::bench::summary summary;
    benchmark::RunSpecifiedBenchmarks(formatted ? nullptr : &summary);
    benchmark::Shutdown();
    if (hpk::bench::failures() == 0) return EXIT_SUCCESS;
    std::cerr << hpk::bench::failures() << " entrants gave a wrong result\n";
    return EXIT_FAILURE;
}
