# SPDX-License-Identifier: MIT
option(HPK_BUILD_FUZZER "Build the families' libFuzzer targets (Clang only)" OFF)
if(NOT HPK_BUILD_FUZZER)
    return()
endif()
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "HPK_BUILD_FUZZER needs Clang, which brings libFuzzer")
endif()

# hpk_add_fuzzer(FAMILY SOURCE…) makes hpk_fuzz_FAMILY of its target.cpp and of the sources that
# instantiate its kernels. It looks for inputs that break a variant, and for those that reach new
# code:
#   hpk_fuzz_julia -max_total_time=600 found tests/julia/corpus
# and keeps the fewest that reach as much:
#   hpk_fuzz_julia -merge=1 tests/julia/corpus found
function(hpk_add_fuzzer family)
    set(sanitizers -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
    add_executable(hpk_fuzz_${family} ${family}/fuzz/target.cpp ${ARGN})
    target_include_directories(hpk_fuzz_${family} PRIVATE .)
    target_compile_definitions(
        hpk_fuzz_${family} PRIVATE HPK_CATCH2_MAJOR=${HPK_CATCH2_MAJOR}
    )
    target_compile_options(hpk_fuzz_${family} PRIVATE -O1 -g ${sanitizers})
    target_link_libraries(hpk_fuzz_${family} PRIVATE hpk_developer hpk_test_oracle Catch2::Catch2)
    target_link_options(hpk_fuzz_${family} PRIVATE ${sanitizers})
endfunction()

hpk_add_fuzzer(julia julia/rungs_f32.cpp julia/rungs_f64.cpp)
hpk_add_fuzzer(diffusion diffusion/rungs.cpp ${diffusion_rungs})
hpk_add_fuzzer(hash_table)
