// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The form of a kernel.
///
/// A kernel is a struct that holds its arguments and says what a thread does between two barriers:
///
///     struct kernel {
///         static constexpr int threads = 256;
///         struct shared {};
///         std::ptrdiff_t blocks() const;
///         constexpr int phases() const;
///         constexpr void run(int phase, place at, shared& memory) const;
///     };
///
/// There are `threads` in a block, which share a `shared`.
///
/// All threads of a block finish a phase before one of them begins the next, and between two
/// phases a thread keeps nothing but the shared memory, which is uninitialised at first. So a
/// kernel can also be run by plain loops over blocks, phases and threads, in any order within a
/// phase, which is how hpk's tests run kernels on a CPU.
///
/// What a kernel calls is constexpr, because nvcc compiles such functions for the GPU, too, when
/// asked by --expt-relaxed-constexpr. None of it includes a header of CUDA.

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace hpk::cuda {

/// The number of a thread.
struct place {
    std::ptrdiff_t block; ///< 0 … blocks() - 1
    int thread;           ///< within the block: 0 … threads - 1
};

/// The types of kernels. They are copied to the GPU byte by byte.
template <class K>
concept kernel = std::is_trivially_copyable_v<K> && (K::threads > 0) &&
                 requires(const K& k, place at, typename K::shared& memory) {
                     { k.blocks() } -> std::same_as<std::ptrdiff_t>;
                     { k.phases() } -> std::same_as<int>;
                     k.run(0, at, memory);
                 };

} // namespace hpk::cuda
