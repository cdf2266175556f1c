// SPDX-License-Identifier: MIT
//
// Two objects of one program, built for different machines, call the same functions. Each must keep
// its own instructions: if the linker gave the baseline object an AVX2 function, the program would
// crash on the machines that need the baseline.

#include <cstdio>
#include <span>

#include "../crc32.hpp"
#include "sides.hpp"

int main() {
    constexpr std::int64_t expected = 3707254;             // reference/julia.csv, width 333
    constexpr std::uint32_t expected_cells = 0x8b8ed6bb;   // reference/diffusion.csv, fused, 64x64
    constexpr std::uint64_t expected_found = 304876801980; // by Python's sets
    constexpr std::size_t expected_keys = 16004;
    const auto checksum = [](const std::vector<double>& cells) {
        return hpk::test::crc32(std::as_bytes(std::span(cells)));
    };
    const auto right = [&](const char* side, const answers& a) {
        std::printf("%s: native is %s, sums %lld %lld %lld\n", side, a.native.c_str(),
                    static_cast<long long>(a.fastest), static_cast<long long>(a.scalar),
                    static_cast<long long>(a.sse2));
        std::printf("%s: diffused cells %08x %08x\n", side, checksum(a.diffused),
                    checksum(a.on_sse2));
        std::printf("%s: %zu keys in tables, sum %llu\n", side, a.walk.size(),
                    static_cast<unsigned long long>(a.found));
        return a.found == expected_found && a.walk.size() == expected_keys &&
               a.fastest == expected && a.scalar == expected && a.sse2 == expected &&
               checksum(a.diffused) == expected_cells && checksum(a.on_sse2) == expected_cells;
    };
    const answers baseline = ask_baseline();
    bool ok = right("baseline", baseline) && baseline.native == "sse2";
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        const answers haswell = ask_haswell();
        ok = right("haswell", haswell) && haswell.native != baseline.native && ok;
        ok = haswell.walk == baseline.walk && ok; // tables keep one order, whatever the flags
    } else {
        std::puts("haswell: not asked, this machine lacks AVX2 or FMA");
    }
    std::puts(ok ? "ok" : "WRONG");
    return ok ? 0 : 1;
}
