// SPDX-License-Identifier: MIT
/// \file
/// The full benchmark: every entrant that was linked in, verified, then timed. It takes Google
/// Benchmark's own flags, of which these are the most useful here:
///
///     hpk_bench --benchmark_list_tests
///     hpk_bench --benchmark_filter='julia/(plain_loop|trapped)/.*/f64/classic'
///     hpk_bench
///     --benchmark_filter='diffusion/(plain_loop|fused|time_blocked)/.*/f64/.*/4096x4096/periodic'
///     hpk_bench --benchmark_repetitions=9 --benchmark_enable_random_interleaving=true
///
/// The last runs contestants interleaved, so that a slow spell of the machine hits all of them.

#include <cstdlib>
#include <iostream>
#include <string>

#include <benchmark/benchmark.h>

#include <hpk/core/backend.hpp>

#include "compiled_with.hpp"
#include "peers/numpy_process.hpp"
#include "registry.hpp"

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
    benchmark::AddCustomContext("compiler", hpk::bench::compiler());
    benchmark::AddCustomContext("march", hpk::bench::march());
    benchmark::AddCustomContext("native_backend", hpk::backend_name<hpk::native>());
    const std::string& numpy = hpk::bench::peers::numpy_version();
    benchmark::AddCustomContext("numpy", numpy.empty() ? "not installed, so not measured" : numpy);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    if (hpk::bench::failures() == 0) return EXIT_SUCCESS;
    std::cerr << hpk::bench::failures() << " entrants gave a wrong result\n";
    return EXIT_FAILURE;
}
