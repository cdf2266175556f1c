# SPDX-License-Identifier: MIT
# cmake -D root=DIRECTORY -D includes=FLAGS -D compilers=LIST -P answers.cmake
# Compiles a consumer's program under sets of flags that change what compilers may do, and runs it,
# with one line of output per set. Fails unless all results are the known ones.
cmake_minimum_required(VERSION 3.25)
separate_arguments(includes UNIX_COMMAND "${includes}")
set(sets
    "-O2 -fno-exceptions"
    "-O2 -fno-rtti"
    "-O2 -fno-strict-aliasing"
    "-O3 -fstrict-aliasing"
    "-O2 -flto"
    "-O3 -march=haswell -ffp-contract=fast"
    "-O2 -march=haswell -ffast-math"
    "-Ofast"
    "-Ofast -march=haswell -flto -fno-exceptions -fno-rtti -DNDEBUG"
)
file(GLOB sources "${root}/tests/consumer/answers.cpp" "${root}/tests/*/consumer/answers.cpp")
set(haswell FALSE)
if(EXISTS /proc/cpuinfo)
    file(STRINGS /proc/cpuinfo haswell REGEX "^flags.* fma .*avx2" LIMIT_COUNT 1)
endif()

foreach(compiler IN LISTS compilers)
    foreach(set IN LISTS sets)
        if(set MATCHES "haswell" AND NOT haswell)
            message(STATUS "${compiler} ${set}: left out, this machine lacks AVX2 or FMA")
            continue()
        endif()
        separate_arguments(flags UNIX_COMMAND "${set}")
        execute_process(
            COMMAND
                "${compiler}" -std=c++20 ${includes} ${flags}
                -I "${root}/tests" ${sources} -o answers
            RESULT_VARIABLE failed
        )
        if(failed)
            message(SEND_ERROR "${compiler} ${set}: does not compile")
            continue()
        endif()
        execute_process(COMMAND ./answers RESULT_VARIABLE failed)
        if(failed)
            message(SEND_ERROR "${compiler} ${set}: other answers")
        else()
            message(STATUS "${compiler} ${set}: the same answers")
        endif()
    endforeach()
endforeach()
