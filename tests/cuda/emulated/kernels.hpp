// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// What translate.py makes of kernels: they run on the CPU, instruction by instruction of their
/// PTX.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace hpk::test::emulated {

/// A thread, and the memory that it can reach.
struct place {
    std::uint32_t block, thread, threads; ///< the numbers of the block and the thread
    const std::byte* parameters;          ///< of the kernel
    std::byte* shared;                    ///< the memory that the threads of the block share
    std::size_t shared_bytes;             ///< how much of it there is
};

/// A kernel.
struct kernel {
    std::string name;          ///< as in PTX
    std::size_t parameters;    ///< in bytes
    std::size_t shared;        ///< in bytes
    void (*run)(const place&); ///< runs a block; the place is that of its first thread
};

/// All kernels of the program: translate.py defines them.
const std::vector<kernel>& kernels();

/// Ends the program if the memory is not the GPU's; \returns it.
std::byte* expect_on_gpu(std::uint64_t address, std::size_t bytes);
/// Ends the program with a sentence.
[[noreturn]] void fail(const char* sentence);

/// Registers' contents as another type: the same bits, or integers that are cut or extended.
template <class To, class From>
[[gnu::always_inline]] inline To as(From x) {
    if constexpr (sizeof(To) == sizeof(From))
        return std::bit_cast<To>(x);
    else
        return static_cast<To>(x);
}
template <class Register, class T>
[[gnu::always_inline]] inline void put(Register& r, T value) {
    r = as<Register>(value);
}

/// Shifts. By all bits or more, nothing is left but the sign.
/// \{
template <std::unsigned_integral T>
[[gnu::always_inline]] inline T shl(T x, std::uint32_t bits) {
    return bits < std::numeric_limits<T>::digits ? static_cast<T>(x << bits) : T{0};
}
template <std::integral T>
[[gnu::always_inline]] inline T shr(T x, std::uint32_t bits) {
    constexpr std::uint32_t most = 8 * sizeof(T) - 1;
    if (bits > most) return static_cast<T>(x < 0 ? -1 : 0);
    return static_cast<T>(x >> bits);
}
/// \}

/// Elements of memory of a kind. Places are numbers of bytes, but of the GPU's memory addresses.
/// \{
template <class T>
[[gnu::always_inline]] inline const T* param(const place& at, std::uint64_t place) {
    return static_cast<const T*>(static_cast<const void*>(at.parameters + place));
}
template <class T>
[[gnu::always_inline]] inline T* shared(const place& at, std::uint64_t place) {
    place &= 0xFFFFFFFF; // such places are computed in 32 bits
    if (place > at.shared_bytes - sizeof(T)) fail("a thread leaves the shared memory");
    if (place % sizeof(T) != 0) fail("a thread reads or writes a number that is not aligned");
    return static_cast<T*>(static_cast<void*>(at.shared + place));
}
template <class T>
[[gnu::always_inline]] inline T* global(const place&, std::uint64_t address) {
    if (address % sizeof(T) != 0) fail("a thread reads or writes a number that is not aligned");
    return static_cast<T*>(static_cast<void*>(expect_on_gpu(address, sizeof(T))));
}
/// \}

/// Runs a block. Every second one visits its threads backwards. All threads must wait at the same
/// barrier, or have ended.
template <class Registers, bool (*Run)(Registers&, int& phase, const place&)>
void run_block(const place& first) {
    const auto registers = std::make_unique_for_overwrite<Registers[]>(first.threads);
    std::memset(first.shared, 0xFF, first.shared_bytes);
    std::vector<int> phases(first.threads, 0);
    std::vector<char> ended(first.threads, 0);
    for (bool waits = true; waits;) {
        waits = false;
        int barrier = 0;
        for (std::uint32_t k = 0; k < first.threads; ++k) {
            place at = first;
            at.thread = first.block % 2 == 0 ? k : first.threads - 1 - k;
            if (ended[at.thread] != 0) continue;
            ended[at.thread] = Run(registers[at.thread], phases[at.thread], at) ? 1 : 0;
            if (ended[at.thread] != 0) continue;
            if (waits && phases[at.thread] != barrier)
                fail("threads of a block wait at different barriers");
            waits = true;
            barrier = phases[at.thread];
        }
    }
}

} // namespace hpk::test::emulated
