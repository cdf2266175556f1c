# SPDX-License-Identifier: MIT
option(HPK_BUILD_FUZZER "Build the families' libFuzzer targets (Clang only)" OFF)
if(HPK_BUILD_FUZZER AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "HPK_BUILD_FUZZER needs Clang, which brings libFuzzer")
endif()

# hpk_add_fuzzer(FAMILY SOURCE…), in the folder of the family's tests, makes hpk_fuzz_FAMILY of
# fuzz/target.cpp and of the sources that instantiate its kernels, if that is asked for. It looks for inputs that break a variant, and for those that reach new
# code:
#   hpk_fuzz_julia -max_total_time=600 found tests/julia/corpus
# and keeps the fewest that reach as much:
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
