# SPDX-License-Identifier: MIT
option(HPK_BUILD_FUZZER "Build the families' libFuzzer targets (Clang only)" OFF)
if(HPK_BUILD_FUZZER AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "HPK_BUILD_FUZZER needs Clang, which has libFuzzer")
endif()

# hpk_add_fuzzer(FAMILY SOURCE…), in the folder of the family's tests, makes hpk_fuzz_FAMILY from
# fuzz/target.cpp and the sources that instantiate its kernels, if HPK_BUILD_FUZZER is on. It
# searches for inputs that break a variant, and for inputs that reach new code:
#   hpk_fuzz_julia -max_total_time=600 found tests/julia/corpus
# and merges the fewest that keep the coverage:
#   hpk_fuzz_julia -merge=1 tests/julia/corpus found
function(hpk_add_fuzzer family)
    if(NOT HPK_BUILD_FUZZER)
        return()
    endif()
    set(sanitizers -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
    add_executable(hpk_fuzz_${family} fuzz/target.cpp ${ARGN})
    target_include_directories(hpk_fuzz_${family} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    target_compile_definitions(
        hpk_fuzz_${family} PRIVATE HPK_CATCH2_MAJOR=${HPK_CATCH2_MAJOR} HPK_FULL_TESTS=1
    )
    target_compile_options(hpk_fuzz_${family} PRIVATE -O1 -g ${sanitizers})
    target_link_libraries(hpk_fuzz_${family} PRIVATE hpk_developer hpk_test_oracle Catch2::Catch2)
    target_link_options(hpk_fuzz_${family} PRIVATE ${sanitizers})
endfunction()
