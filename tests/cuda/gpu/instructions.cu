// SPDX-License-Identifier: MIT
//
// Every kernel, for a look at its instructions (instructions.py); and kernels in which nvcc may
// fuse a product and a sum, to see that the look finds such instructions. Nothing here is run.

#include <array>
#include <cstddef>
#include <span>

#include <hpk/cuda/kernels/exact_sum.hpp>
#include <hpk/cuda/kernels/launch.hpp>
#include <hpk/cuda/kernels/orbits.hpp>
#include <hpk/cuda/kernels/steps.hpp>
#include <hpk/diffusion.hpp>

namespace {

template <class T>
__global__ void contracted(T* x) {
    x[0] = x[1] * x[2] + x[3];
}

/// A machine for take_steps that instantiates kernels.
struct machine {
    template <class Kernel>
    void run(const Kernel& kernel) const {
        hpk::cuda::launch(kernel, nullptr);
    }
    template <class T>
    const T* copy(std::span<const T>) const {
        return nullptr;
    }
};

template <class Variant, class T, std::size_t Rank, class P, class Boundary>
void steps(const P& p, Boundary outside) {
    using namespace hpk::diffusion;
    constexpr std::size_t F = fields_of<P>;
    const request<T, Rank, Boundary, hpk::sequential, P> r{
        .u = {}, .p = p, .steps = 1, .outside = outside, .how = {}, .scratch = {}};
    std::array<T*, F> from{}, to{};
    hpk::cuda::take_steps<Variant>(r, from, to,
                                   hpk::cuda::coefficient_rows<T, coefficients_of<P>>{}, machine{});
}

template <class T, std::size_t Rank, class Boundary>
void both_rungs(Boundary outside) {
    using namespace hpk::diffusion;
    steps<fused, T, Rank>(parameters<T>{}, outside);
    steps<time_blocked, T, Rank>(parameters<T>{}, outside);
}

template <class T, std::size_t Rank>
void boundaries() {
    using namespace hpk::diffusion;
    both_rungs<T, Rank>(periodic{});
    both_rungs<T, Rank>(fixed<T>{});
    both_rungs<T, Rank>(reflecting{});
    both_rungs<T, Rank>(frozen{});
    both_rungs<T, Rank>(affine_sides<T, Rank>{});
}

/// Logistic growth.
struct growth {
    template <class L>
    constexpr L operator()(L c) const noexcept {
        return c * (L::broadcast(1) - c);
    }
};

template <class T, std::size_t Rank, class Rule>
void follow(const Rule& rule) {
    using namespace hpk::diffusion;
    const timed_rule<Rule, T> p{&rule, T(0.1)};
    steps<fused, T, Rank>(p, affine_sides<T, Rank>{});
    if constexpr (fields_of_rule<Rule> == 1)
        steps<time_blocked, T, Rank>(p, affine_sides<T, Rank>{});
}

template <class T, std::size_t Rank>
void rules() {
    using namespace hpk::diffusion::rules;
    const hpk::grid<T, Rank> k;
    const auto plate = cells(k);
    follow<T, Rank>(with_held(with_source(plate, k), k));
    follow<T, Rank>(with_reaction(plate, growth{}));
    follow<T, Rank>(gray_scott{});
}

template <class T>
void all() {
    boundaries<T, 1>();
    boundaries<T, 2>();
    boundaries<T, 3>();
    rules<T, 2>();
    rules<T, 3>();
    machine{}.run(hpk::cuda::orbits<T, hpk::cuda::pixels_are::starts>{});
    machine{}.run(hpk::cuda::orbits<T, hpk::cuda::pixels_are::parameters>{});
    machine{}.run(hpk::cuda::exact_sum<T>{});
    contracted<<<1, 1>>>(static_cast<T*>(nullptr));
}

} // namespace

int main() {
    all<float>();
    all<double>();
}
