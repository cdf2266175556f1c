#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds and runs the kernels' tests in other ways than the presets do: `sh cmake/matrix.sh NAME…`.
# The results must not depend on any of it. Without arguments it lists the names. Each is built in
# build/NAME; those from `address` on are slow. NAME/FAMILY tests one family, and NAME/rest what
# belongs to none; `sh cmake/matrix.sh parts` lists these parts.
set -eu
cd "$(dirname "$0")/.."

names='native gcc-O0 gcc-O2-baseline gcc-O3-haswell gcc-Ofast-haswell clang-O3-haswell-contract
clang-ffast-math every-backend openmpi mpich address thread x86-64 aarch64'
sanitizer_of_threads=/usr/lib/llvm-19/lib

families=$(for list in include/hpk/*/variants.hpp; do basename "$(dirname "$list")"; done)

# try NAME OPTION…: the target that builds the tests and the options of ctest that select them are in
# $target and $selection.
try() {
    name=$1
    shift
    cmake --preset matrix -B "build/$name" "$@"
    cmake --build "build/$name" --target "$target"
    # shellcheck disable=SC2086 # several options
    ctest --test-dir "build/$name" $selection -j "$jobs" --output-on-failure --no-tests=error --timeout 7200
}
# try_flags NAME COMPILER FLAGS OPTION…: warnings are errors.
try_flags() {
    name=$1 compiler=$2 flags=$3
    shift 3
    try "$name" "-DCMAKE_CXX_COMPILER=$compiler" "-DCMAKE_CXX_FLAGS=$flags" \
        -DCMAKE_COMPILE_WARNING_AS_ERROR=ON "$@"
}
# Under sanitizers and emulators: two backends, since each test takes ten times as long.
try_slowly() {
    name=$1 compiler=$2 flags=$3
    shift 3
    try "$name" "-DCMAKE_CXX_COMPILER=$compiler" "-DCMAKE_CXX_FLAGS=$flags" \
        -DHPK_TRIED_BACKENDS=scalar_and_native "$@"
}
try_mpi() {
    selection='-L mpi' target=hpk_mpi_tests jobs=1
    try "$1" -DCMAKE_BUILD_TYPE=Release -DHPK_ARCH=native \
        "-DMPI_CXX_COMPILER=mpicxx.$1" "-DMPIEXEC_EXECUTABLE=mpiexec.$1"
}

[ $# -gt 0 ] || { echo "$names" && exit; }
for argument in "$@"; do
    name=${argument%/*} jobs=2
    case $argument in
    parts) echo "$families" rest && continue ;;
    */rest)
        target=hpk_kernel_tests_rest
        selection="-L kernels -E ^($(echo "$families" | paste -sd '|'))/"
        ;;
    */*) target=hpk_kernel_tests_${argument#*/} selection="-L kernels -R ^${argument#*/}/" ;;
    *) target=hpk_kernel_tests selection='-L kernels' ;;
    esac
    case $name in
    native) try_flags "$name" g++ '-O1 -march=native' ;;
    gcc-O0) try_flags "$name" g++ -O0 ;;
    gcc-O2-baseline) try_flags "$name" g++ -O2 ;;
    gcc-O3-haswell) try_flags "$name" g++ '-O3 -march=haswell' ;;
    gcc-Ofast-haswell) try_flags "$name" g++ '-Ofast -march=haswell' ;;
    clang-O3-haswell-contract) try_flags "$name" clang++ '-O3 -march=haswell -ffp-contract=fast' ;;
    clang-ffast-math) try_flags "$name" clang++ '-O3 -ffast-math' ;;
    every-backend)
        try_flags "$name" g++ '-O1 -march=native' -DHPK_TRIED_BACKENDS=enabled_backends
        ;;
    openmpi | mpich) try_mpi "$name" ;;
    address)
        try_slowly "$name" g++ \
            '-O1 -g1 -march=native -fsanitize=address,undefined,leak -fno-sanitize-recover=undefined'
        ;;
    thread)
        # Uses the shared sanitizer runtime, so that the tests' operator new can replace the
        # runtime's.
        export OMP_TOOL_LIBRARIES=$sanitizer_of_threads/libarcher.so
        export TSAN_OPTIONS=ignore_noninstrumented_modules=1
        try_slowly "$name" clang++-19 '-O1 -g1 -march=native -fsanitize=thread' \
            "-DCMAKE_EXE_LINKER_FLAGS=-shared-libsan -Wl,-rpath,$sanitizer_of_threads/clang/19/lib/linux"
        ;;
    x86-64) # baseline x86-64 (SSE2 and SSE3 only), under QEMU
        try_slowly "$name" g++ -O1 -DCMAKE_DISABLE_FIND_PACKAGE_MPI=ON \
            '-DCMAKE_CROSSCOMPILING_EMULATOR=qemu-x86_64;-cpu;qemu64'
        ;;
    aarch64) # under QEMU
        try_slowly "$name" aarch64-linux-gnu-g++ -O1 --toolchain cmake/toolchains/aarch64.cmake \
            -DCMAKE_DISABLE_FIND_PACKAGE_MPI=ON -DCMAKE_DISABLE_FIND_PACKAGE_Eigen3=ON
        ;;
    *)
        echo "matrix.sh knows no $name"
        exit 1
        ;;
    esac
done
