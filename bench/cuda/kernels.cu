// SPDX-License-Identifier: MIT
//
// hpk_cuda_bench [SIZE [STEPS [PASSES]]] measures the kernels of hpk/cuda.hpp on the GPU that is
// current: steps of diffusion beside copies from the GPU's memory to itself, which read and write
// as many bytes as a step of `fused`, and orbits. Entrants take turns; a line has the median of the
// passes. Results are compared with the CPU's first.

#include <algorithm>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <cuda_runtime.h>

#include <hpk/cuda.hpp>

namespace {

/// Something that is measured: it begins its work in CUDA's default stream.
struct entrant {
    std::string name, unit;
    double work; ///< per pass, in units
    std::function<void()> pass;
    std::vector<double> seconds = {};
};

/// A point in time of the default stream.
class event {
public:
    event() { hpk::cuda::check(cudaEventCreate(&event_), "cudaEventCreate"); }
    event(const event&) = delete;
    event& operator=(const event&) = delete;
    ~event() { cudaEventDestroy(event_); }

    void record() { hpk::cuda::check(cudaEventRecord(event_), "cudaEventRecord"); }
    double seconds_since(const event& before) {
        float milliseconds = 0;
        hpk::cuda::check(cudaEventSynchronize(event_), "cudaEventSynchronize");
        hpk::cuda::check(cudaEventElapsedTime(&milliseconds, before.event_, event_),
                         "cudaEventElapsedTime");
        return milliseconds * 1e-3;
    }

private:
    cudaEvent_t event_ = nullptr;
};

/// A grid in two copies, for steps and copies.
template <class T>
struct problem {
    hpk::cuda::grid<T> u, second;

    explicit problem(std::size_t size)
        : u(hpk::diffusion::dye_block<T>(size, size)), second({size, size}) {}

    template <class Variant>
    void evolve(std::int64_t steps) {
        hpk::cuda::evolve<Variant>(u, {}, steps, hpk::diffusion::periodic{}, nullptr, second);
    }
    void copy() {
        hpk::cuda::check(cudaMemcpyAsync(second.data(), u.data(), u.size() * sizeof(T),
                                         cudaMemcpyDeviceToDevice),
                         "cudaMemcpyAsync");
    }
    template <class Variant>
    bool is_right(std::size_t size) {
        auto expected = hpk::diffusion::dye_block<T>(size, size);
        hpk::diffusion::evolve(expected, {}, 9);
        u = hpk::cuda::grid<T>(hpk::diffusion::dye_block<T>(size, size));
        evolve<Variant>(9);
        return u.on_cpu() == expected;
    }
};

template <class T>
void enter_steps(std::vector<entrant>& all, problem<T>& p, const std::string& type,
                 std::int64_t steps) {
    using namespace hpk::diffusion;
    const double cells = static_cast<double>(p.u.size()) * static_cast<double>(steps);
    all.push_back({"copy, " + type, "G cells/s", cells * 1e-9, [&p, steps] {
                       for (std::int64_t k = 0; k < steps; ++k) p.copy();
                   }});
    all.push_back({"fused, " + type, "G cells/s", cells * 1e-9,
                   [&p, steps] { p.template evolve<fused>(steps); }});
    all.push_back({"time_blocked, " + type, "G cells/s", cells * 1e-9,
                   [&p, steps] { p.template evolve<time_blocked>(steps); }});
}

template <class T, class Set>
void enter_orbits(std::vector<entrant>& all, const std::string& name, int width, Set set,
                  int max_iterations) {
    const auto plane = hpk::julia::uniform_plane(
        hpk::julia::region<T>{T(-1.8), T(1.8), T(-1.8), T(1.8)}, width, width);
    double iterations = 0;
    for (const std::int32_t n : hpk::cuda::escape_counts(plane, set, max_iterations))
        iterations += n;
    using places = hpk::cuda::grid<std::int32_t>;
    const auto counts = std::make_shared<places>(places({plane.y.size(), plane.x.size()}));
    all.push_back({name, "G steps/s", iterations * 1e-9,
                   [=] { hpk::cuda::escape_counts(plane, set, max_iterations, *counts); }});
}

int measure(std::size_t size, std::int64_t steps, int passes) {
    using namespace hpk::diffusion;
    cudaDeviceProp card{};
    hpk::cuda::check(cudaGetDeviceProperties(&card, 0), "cudaGetDeviceProperties");
    std::printf("%s, %zu x %zu cells, %lld steps per pass, %d passes\n", card.name, size, size,
                static_cast<long long>(steps), passes);

    problem<double> doubles(size);
    problem<float> floats(size);
    if (!doubles.is_right<fused>(size) || !doubles.is_right<time_blocked>(size) ||
        !floats.is_right<fused>(size) || !floats.is_right<time_blocked>(size)) {
        std::puts("the results are not those of the CPU");
        return 1;
    }
    std::vector<entrant> all;
    enter_steps(all, doubles, "double", steps);
    enter_steps(all, floats, "float", steps);
    const std::complex<double> c{-0.62772, -0.42193};
    enter_orbits<double>(all, "Julia set 1000, 300, double", 1000, c, 300);
    enter_orbits<double>(all, "Mandelbrot set 8192, 300, double", 8192, hpk::julia::mandelbrot{},
                         300);

    event begin, end;
    for (int pass = 0; pass <= passes; ++pass)
        for (entrant& e : all) {
            begin.record();
            e.pass();
            end.record();
            const double seconds = end.seconds_since(begin);
            if (pass > 0) e.seconds.push_back(seconds); // the first fetches code and memory
        }
    for (entrant& e : all) {
        std::nth_element(e.seconds.begin(), e.seconds.begin() + passes / 2, e.seconds.end());
        const double median = e.seconds[static_cast<std::size_t>(passes) / 2];
        std::printf("%-34s %10.3f ms %10.2f %s\n", e.name.c_str(), median * 1e3, e.work / median,
                    e.unit.c_str());
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const auto argument = [&](int k, long otherwise) {
        return argc > k ? std::strtol(argv[k], nullptr, 10) : otherwise;
    };
    try {
        return measure(static_cast<std::size_t>(argument(1, 8192)), argument(2, 64),
                       static_cast<int>(argument(3, 5)));
    } catch (const std::exception& e) {
        std::fprintf(stderr, "hpk_cuda_bench: %s\n", e.what());
        return 1;
    }
}
