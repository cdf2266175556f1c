#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles hpk_bits (tests/bits) with each compiler, C++ library and instruction set that hpk
# supports, and runs it: all must give the checksums of tests/reference/bits.csv. With arguments,
# only the targets of these names. Prints one line per target; fails if one fails.
# `sh cmake/setup.sh targets` installs the required packages.
set -eu
cd "$(dirname "$0")/.."

wanted=" $* " found=0 failures=0
have() { command -v "$1" >/dev/null 2>&1; }
has_cpu() { grep -qw "$1" /proc/cpuinfo; }

# compile NAME COMPILER [OPTION…]: leaves build/target/NAME/tests/bits/hpk_bits. Returns false,
# after printing the reason, if there is nothing to run.
compile() {
    name=$1 compiler=$2 log="build/target/$1.log"
    shift 2
    case $wanted in "  " | *" $name "*) found=1 ;; *) return 1 ;; esac
    have "$compiler" || { echo "$name: skipped, there is no $compiler" && return 1; }
    mkdir -p build/target
    { cmake --preset target -B "build/target/$name" "$@" && cmake --build "build/target/$name"; } \
        >"$log" 2>&1 || fail "$name: FAILED to compile, see $log"
}
# run NAME HOW [EMULATOR…]
run() {
    name=$1 how=$2 log="build/target/$1.log"
    shift 2
    "$@" "build/target/$name/tests/bits/hpk_bits" tests/reference/bits.csv >"$log" 2>&1 ||
        fail "$name: FAILED $how, see $log" || return 0
    echo "$name: passed $how"
}
run_emulated() {
    if have "$2"; then
        name_of_it=$1
        shift
        run "$name_of_it" "under $1" "$@"
    else
        echo "$1: compiled, not run: there is no $2"
    fi
}
fail() {
    echo "$1"
    failures=$((failures + 1))
    return 1
}

compile_for_here() {
    name=$1 compiler=$2 flags=$3
    compile "$name" "$compiler" "-DCMAKE_CXX_COMPILER=$compiler" "-DCMAKE_CXX_FLAGS=$flags"
}

# All compilers for one machine.
for compiler in g++ clang++ clang++-19; do
    if compile_for_here "$compiler" "$compiler" '-O2 -march=native -ffp-contract=fast'; then
        run "$compiler" here
    fi
done
if compile_for_here clang++-19-libc++ clang++-19 '-O2 -march=native -stdlib=libc++'; then
    run clang++-19-libc++ here
fi

# One compiler for all machines. An instruction that the emulated machine lacks (qemu64 has only
# SSE3, Nehalem no AVX) ends the program.
if compile_for_here x86-64 g++ '-O2 -march=x86-64'; then
    run x86-64 here
    run_emulated x86-64 qemu-x86_64 -cpu qemu64
fi
if compile_for_here x86-64-v2 g++ '-O2 -march=x86-64-v2'; then
    run x86-64-v2 here
    run_emulated x86-64-v2 qemu-x86_64 -cpu Nehalem
fi
if compile_for_here x86-64-v3 g++ '-O2 -march=x86-64-v3'; then
    if has_cpu avx2; then run x86-64-v3 here; else echo 'x86-64-v3: compiled, not run: no AVX2 here'; fi
fi
if compile_for_here x86-64-v4 g++ '-O2 -march=x86-64-v4'; then
    if has_cpu avx512bw; then run x86-64-v4 here; else echo 'x86-64-v4: compiled, not run: no AVX-512 here'; fi
fi
if compile aarch64 aarch64-linux-gnu-g++ --toolchain cmake/toolchains/aarch64.cmake -DCMAKE_CXX_FLAGS=-O2; then
    run_emulated aarch64 qemu-aarch64 -L /usr/aarch64-linux-gnu
fi

[ "$found" -eq 1 ] || fail "no target has such a name"
[ "$failures" -eq 0 ]
