// SPDX-License-Identifier: MIT
#include <hpk/cuda.hpp>

// Without a GPU the error is CUDA's.
int main() {
    try {
        const hpk::grid<double> start(3, 4);
        return hpk::cuda::grid(start).on_cpu() == start ? 0 : 1;
    } catch (const hpk::cuda::error&) {
        return 0;
    }
}
