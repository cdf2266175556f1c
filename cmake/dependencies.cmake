# SPDX-License-Identifier: MIT
# Each dependency is found first, whatever its version, and fetched, pinned, only if it is absent.
# Macros, not functions, because the caller needs the variables that find_package sets.
include(FetchContent)

FetchContent_Declare(
    xsimd
    URL https://github.com/xtensor-stack/xsimd/archive/13.2.0.tar.gz
    URL_HASH SHA256=edd8cd3d548c185adc70321c53c36df41abe64c1fe2c67bc6d93c3ecda82447a
    SOURCE_SUBDIR include # has no CMakeLists.txt: only the headers are needed, not the project
)
FetchContent_Declare(
    eigen
    URL https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.bz2
    URL_HASH SHA256=b4c198460eba6f28d34894e3a5710998818515104d6e74e5cc331ce31e46e626
    SOURCE_SUBDIR cmake # has no CMakeLists.txt: here, too, only the headers are needed
)
FetchContent_Declare(
    Catch2
    URL https://github.com/catchorg/Catch2/archive/v3.6.0.tar.gz
    URL_HASH SHA256=485932259a75c7c6b72d4b874242c489ea5155d17efa345eb8cc72159f49f356
)
FetchContent_Declare(
    benchmark
    URL https://github.com/google/benchmark/archive/refs/tags/v1.8.2.tar.gz
    URL_HASH SHA256=2aab2980d0376137f969d92848fbb68216abb07633034534fc8c65cc4e7a0e93
)

# Makes hpk::xsimd_headers.
macro(hpk_provide_xsimd)
    list(PREPEND CMAKE_MODULE_PATH "${PROJECT_SOURCE_DIR}/cmake")
    find_package(XsimdHeaders QUIET)
    if(NOT XsimdHeaders_FOUND)
        message(STATUS "xsimd is missing: fetching it")
        FetchContent_MakeAvailable(xsimd)
        set(XsimdHeaders_INCLUDE_DIR "${xsimd_SOURCE_DIR}/include")
        find_package(XsimdHeaders REQUIRED)
    endif()
    list(POP_FRONT CMAKE_MODULE_PATH)
endmacro()

# Makes Eigen3::Eigen if it can be found. It is fetched only for the project's own programs: the
# library works without it. With CMAKE_DISABLE_FIND_PACKAGE_Eigen3=ON the programs that use it are
# left out.
macro(hpk_provide_eigen)
    if(NOT TARGET Eigen3::Eigen) # the parent project's, if it has one
        find_package(Eigen3 QUIET GLOBAL)
    endif()
    if(NOT TARGET Eigen3::Eigen AND NOT CMAKE_DISABLE_FIND_PACKAGE_Eigen3
       AND (HPK_BUILD_TESTS OR HPK_BUILD_BENCH OR HPK_BUILD_EXAMPLES)
    )
        message(STATUS "Eigen is missing: fetching it")
        FetchContent_MakeAvailable(eigen)
        add_library(Eigen3::Eigen INTERFACE IMPORTED GLOBAL)
        target_include_directories(Eigen3::Eigen INTERFACE "${eigen_SOURCE_DIR}")
    endif()
endmacro()

# Makes Catch2::Catch2 and sets HPK_CATCH2_MAJOR.
macro(hpk_provide_catch2)
    find_package(Catch2 QUIET)
    if(NOT Catch2_FOUND)
        message(STATUS "Catch2 is missing: fetching it")
        hpk_fetch_program_library(Catch2)
        set(Catch2_VERSION 3)
    endif()
    string(REGEX MATCH "^[0-9]+" HPK_CATCH2_MAJOR "${Catch2_VERSION}")
endmacro()

# Makes benchmark::benchmark.
macro(hpk_provide_benchmark)
    find_package(benchmark QUIET)
    if(NOT benchmark_FOUND)
        message(STATUS "Google Benchmark is missing: fetching it")
        hpk_fetch_program_library(benchmark)
    endif()
endmacro()

# A function, because the options below must not affect the project's own targets.
function(hpk_fetch_program_library name)
    set(CMAKE_POLICY_DEFAULT_CMP0077 NEW) # option() yields to the variables set here
    set(CMAKE_CXX_STANDARD 20) # Catch2's ABI follows the standard it is compiled with
    set(CMAKE_COMPILE_WARNING_AS_ERROR OFF)
    set(BENCHMARK_ENABLE_TESTING OFF)
    set(BENCHMARK_ENABLE_WERROR OFF)
    set(BENCHMARK_ENABLE_INSTALL OFF)
    set(BENCHMARK_INSTALL_DOCS OFF)
    FetchContent_MakeAvailable(${name})
    set_target_properties(${name} PROPERTIES SYSTEM ON) # suppresses warnings in their headers
endfunction()
