#!/bin/sh
# SPDX-License-Identifier: MIT
# Tests and measures hpk/cuda.hpp on a GPU, in build/gpu; it stops at the first failure.
#
#     sh cmake/gpu.sh                on a machine with a GPU: both of the following
#     sh cmake/gpu.sh build [ARCH]   builds the programs for an architecture (native, sm_90, …)
#     sh cmake/gpu.sh run            runs every reference, compute-sanitizer's memcheck and racecheck on
#                                    the other cases, and the benchmark
#
# `build` needs nvcc but no GPU, and `run` no compiler, so that build/gpu can be taken to a machine with
# a GPU, to the same path. `run` takes at most five minutes.
set -eu
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/local/cuda/bin

build() {
    cmake -S . -B build/gpu -G Ninja -DCMAKE_BUILD_TYPE=Release "-DHPK_CUDA_ARCH=${1:-native}" \
        -DHPK_FULL_TESTS=ON -DHPK_KERNEL_TESTS=OFF -DHPK_BUILD_EXAMPLES=OFF \
        -DHPK_TRIED_BACKENDS=scalar_and_native
    cmake --build build/gpu --target hpk_test_cuda_gpu hpk_cuda_bench
}

run() {
    nvidia-smi -L
    timeout 80 build/gpu/tests/cuda/hpk_test_cuda_gpu
    for tool in memcheck racecheck; do
        timeout 80 compute-sanitizer --tool $tool --error-exitcode 1 \
            build/gpu/tests/cuda/hpk_test_cuda_gpu "~*csv*"
    done
    timeout 60 build/gpu/bench/hpk_cuda_bench
}

case "${1:-all}" in
all) build && run ;;
build) build "${2:-native}" ;;
run) run ;;
*) sed -n 's/^#     //p' "$0" && exit 1 ;;
esac
