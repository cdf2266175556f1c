// SPDX-License-Identifier: MIT
//
// Two objects of one program, built for different machines, call the same functions. Each must keep
// its own instructions: were the linker to give the baseline object an AVX2 function, the program
// would be broken on the very machines for which it has a baseline.

#include <cstdio>

#include "sides.hpp"

int main() {
    constexpr std::int64_t expected = 3707254; // reference/julia.csv, width 333
    const auto right = [](const char* side, const answers& a) {
        std::printf("%s: native is %s, sums %lld %lld %lld\n", side, a.native.c_str(),
                    static_cast<long long>(a.fastest), static_cast<long long>(a.scalar),
                    static_cast<long long>(a.sse2));
        return a.fastest == expected && a.scalar == expected && a.sse2 == expected;
    };
    const answers baseline = ask_baseline();
    bool ok = right("baseline", baseline) && baseline.native == "sse2";
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        const answers haswell = ask_haswell();
        ok = right("haswell", haswell) && haswell.native != baseline.native && ok;
    } else {
        std::puts("haswell: not asked, this machine lacks AVX2 or FMA");
    }
    std::puts(ok ? "ok" : "WRONG");
    return ok ? 0 : 1;
}
