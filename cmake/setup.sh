#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs the packages that hpk's build needs and this Debian or Ubuntu machine lacks; does nothing
# if none is missing. With the argument `ci`, also those that .ci/run needs; with `targets`, also
# the compilers, libraries and emulators of cmake/targets.sh; with `sanitizers`, also Clang's, its
# fuzzer and the OpenMP that its thread sanitizer understands; with `peers`, also the libraries that
# hpk is compared with (hash tables: boost, abseil, tsl, Google's, TBB, libcuckoo; arrays: Blitz++,
# xtensor; functions: SLEEF); with `python`, also the library that draws results, and the Python libraries
# that hpk is compared with. Without permission to install it lists the missing packages, and fails
# only if CMake cannot fetch them.
set -eu

have() { command -v "$1" >/dev/null 2>&1; }
have_header() {
    for directory in /usr/local/include /usr/include /usr/include/*-linux-*; do
        [ ! -e "$directory/$1" ] || return 0
    done
    return 1
}
have_module() { /usr/bin/python3 -c "import $1" >/dev/null 2>&1; }
have_package() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'; }
have_cmake() {
    have cmake && cmake --version |
        awk 'NR == 1 { split($3, v, "."); exit !(v[1] > 3 || (v[1] == 3 && v[2] >= 25)) }'
}

find_missing() {
    tools='' libraries=''
    have "${CXX:-c++}" || have g++ || have clang++ || tools="$tools g++"
    have_cmake || tools="$tools cmake"
    have ninja || tools="$tools ninja-build"
    have_header xsimd/xsimd.hpp || libraries="$libraries libxsimd-dev"
    have_header catch2/catch.hpp || have_header catch2/catch_all.hpp || libraries="$libraries catch2"
    have_header benchmark/benchmark.h || libraries="$libraries libbenchmark-dev"
    have_header eigen3/Eigen/Core || libraries="$libraries libeigen3-dev"
    have_header png.h || libraries="$libraries libpng-dev"
    [ "$1" != peers ] || find_missing_peers
    [ "$1" != python ] || find_missing_python
    [ "$1" != targets ] || find_missing_targets
    [ "$1" != sanitizers ] || find_missing_sanitizers
    [ "$1" = ci ] || return 0
    have g++ || case $tools in *g++*) ;; *) tools="$tools g++" ;; esac
    have clang++ || tools="$tools clang"
    have clang-format-19 || tools="$tools clang-format-19"
    have clang-tidy || tools="$tools clang-tidy"
    have doxygen || tools="$tools doxygen"
    have git || tools="$tools git"
    have gdb || tools="$tools gdb"
    have python3 || tools="$tools python3"
    have pkg-config || tools="$tools pkg-config"
    have_module numpy || libraries="$libraries python3-numpy"
    have mpicxx.openmpi || tools="$tools libopenmpi-dev"
    have mpiexec.openmpi || tools="$tools openmpi-bin"
    have mpicxx.mpich || tools="$tools libmpich-dev"
    have mpiexec.mpich || tools="$tools mpich"
    have_header mpfr.h || libraries="$libraries libmpfr-dev"
    find_missing_aarch64
    # Any version is accepted, because different versions exclude each other.
    ls /usr/lib/llvm-*/lib/clang/*/include/omp.h >/dev/null 2>&1 || libraries="$libraries libomp-dev"
}

find_missing_aarch64() {
    have aarch64-linux-gnu-g++ || tools="$tools g++-aarch64-linux-gnu"
    have qemu-aarch64 || tools="$tools qemu-user"
}

find_missing_peers() {
    have_header Random123/philox.h || libraries="$libraries librandom123-dev"
    # Boost 1.81 or newer is needed, and Debian 12's libboost-dev is older. Versions of Boost
    # exclude each other, so an installed one is kept, even if it is too old.
    if ! have_header boost/version.hpp; then
        case $(cat /etc/debian_version 2>/dev/null) in
            12*) libraries="$libraries libboost1.81-dev" ;;
            *) libraries="$libraries libboost-dev" ;;
        esac
    fi
    have_header absl/container/flat_hash_map.h || libraries="$libraries libabsl-dev"
    have_header tsl/robin_map.h || libraries="$libraries robin-map-dev"
    have_header sparsehash/dense_hash_map || libraries="$libraries libsparsehash-dev"
    have_header tbb/concurrent_hash_map.h || libraries="$libraries libtbb-dev"
    have_header libcuckoo/cuckoohash_map.hh || libraries="$libraries libcuckoo-dev"
    have_header blitz/array.h || libraries="$libraries libblitz0-dev"
    have_header xtensor/xtensor.hpp || libraries="$libraries libxtensor-dev"
    have_header sleef.h || libraries="$libraries libsleef-dev"
    have_header cblas.h || libraries="$libraries libopenblas-dev"
}

find_missing_python() {
    for module in matplotlib numpy numexpr; do
        have_module $module || libraries="$libraries python3-$module"
    done
    # In Debian 12 these install Boost 1.74, which excludes the 1.81 of the peers.
    if ! have_package libboost1.81-dev; then
        for module in scipy numba; do
            have_module $module || libraries="$libraries python3-$module"
        done
    fi
}

find_missing_clangs() {
    have clang++ || tools="$tools clang"
    have clang++-19 || tools="$tools clang-19"
}

find_missing_sanitizers() {
    find_missing_clangs
    ls /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a >/dev/null 2>&1 ||
        tools="$tools libclang-rt-dev"
    ls /usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.tsan-*.so >/dev/null 2>&1 ||
        tools="$tools libclang-rt-19-dev"
    [ -e /usr/lib/llvm-19/lib/libarcher.so ] || tools="$tools libomp-19-dev"
}

find_missing_targets() {
    have g++ || case $tools in *g++*) ;; *) tools="$tools g++" ;; esac
    find_missing_clangs
    find_missing_aarch64
    # Versions of libc++ exclude each other, too.
    ls /usr/lib/llvm-19/include/c++/v1/vector >/dev/null 2>&1 ||
        tools="$tools libc++-19-dev libc++abi-19-dev"
}

# Runs its arguments as root, if this user is allowed to.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}
may_install() {
    have apt-get || return 1
    [ "$(id -u)" -eq 0 ] && return 0
    have sudo || return 1
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; } # asks for a password only at a terminal
}

find_missing "${1-}"
[ -n "$tools$libraries" ] || exit 0

# On a terminal apt-get shows what it does, elsewhere only errors.
apt_get() {
    if [ -t 1 ]; then
        as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@"
    else
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >/dev/null
    fi
}

if may_install; then
    echo "reading the lists of packages"
    apt_get update
    echo "installing$tools$libraries"
    # shellcheck disable=SC2086 # a list of words
    apt_get install -y --no-install-recommends $tools $libraries
    find_missing "${1-}"
fi

if [ -n "$tools" ]; then
    echo "An administrator must install these packages first:$tools (cmake must be 3.25 or newer)." >&2
    exit 1
fi
for library in $libraries; do
    case $library in
        libpng-dev) echo "libpng-dev is missing: pictures will be PGM." ;;
        libomp-dev) echo "libomp-dev is missing: clang's builds run on one thread." ;;
        libboost* | libabsl-dev | robin-map-dev | libsparsehash-dev)
            echo "$library is missing: the hash tables are not compared with its own."
            ;;
        libblitz0-dev | libxtensor-dev) echo "$library is missing: diffusion is not compared with it." ;;
        python3-matplotlib) echo "$library is missing: results have no pictures." ;;
        python3-* | librandom123-dev | libsleef-dev | libopenblas-dev)
            echo "$library is missing: hpk is not compared with it."
            ;;
        *) echo "$library is missing: CMake will fetch it." ;;
    esac
done
