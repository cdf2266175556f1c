// SPDX-License-Identifier: MIT
//
// Every kernel, for a look at its instructions (instructions.py); and kernels in which nvcc may
// fuse a product and a sum, to see that the look finds such instructions. Nothing here is run.

#include <cstddef>
#include <cstdint>

#include <hpk/cuda/kernels/exact_sum.hpp>
#include <hpk/cuda/kernels/launch.hpp>
#include <hpk/cuda/kernels/orbits.hpp>
#include <hpk/cuda/kernels/steps.hpp>

namespace {

template <class T>
__global__ void contracted(T* x) {
    x[0] = x[1] * x[2] + x[3];
}

/// Instantiates a kernel.
struct instantiate {
    template <class Kernel>
    void operator()(const Kernel& kernel) const {
        hpk::cuda::launch(kernel, nullptr);
    }
};

template <class T, std::size_t Rank, class Boundary>
void steps(Boundary outside) {
    using namespace hpk::diffusion;
    hpk::cuda::take_steps<fused>(hpk::cuda::index<Rank>{}, static_cast<T*>(nullptr),
                                 static_cast<T*>(nullptr), parameters<T>{}, 1, outside,
                                 instantiate{});
    hpk::cuda::take_steps<time_blocked>(hpk::cuda::index<Rank>{}, static_cast<T*>(nullptr),
                                        static_cast<T*>(nullptr), parameters<T>{}, 1, outside,
                                        instantiate{});
}

template <class T, std::size_t Rank>
void boundaries() {
    using namespace hpk::diffusion;
    steps<T, Rank>(periodic{});
    steps<T, Rank>(fixed<T>{});
    steps<T, Rank>(reflecting{});
    steps<T, Rank>(frozen{});
}

template <class T>
void all() {
    boundaries<T, 1>();
    boundaries<T, 2>();
    boundaries<T, 3>();
    instantiate{}(hpk::cuda::orbits<T, hpk::cuda::pixels_are::starts>{});
    instantiate{}(hpk::cuda::orbits<T, hpk::cuda::pixels_are::parameters>{});
    instantiate{}(hpk::cuda::exact_sum<T>{});
    contracted<<<1, 1>>>(static_cast<T*>(nullptr));
}

} // namespace

int main() {
    all<float>();
    all<double>();
}
