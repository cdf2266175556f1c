// SPDX-License-Identifier: MIT
//
// A program for nvcc, whose own front end reads hpk's headers before the host compiler does, and
// reads them again for the GPU. All hpk code runs on the host, so that neither a GPU nor a driver
// is needed.

#include <hpk/core/mdspan.hpp>
#include <hpk/hash_table/huge_page_allocator.hpp>
#include <hpk/hash_table/pmr.hpp>
#include <hpk/hpk.hpp>

#include "answers.cpp"

// A file with code for the GPU in it, as users' files are. Never launched.
__global__ void twice(double* x) {
    x[threadIdx.x] *= 2;
}
