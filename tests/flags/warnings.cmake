# SPDX-License-Identifier: MIT
# cmake -D root=DIRECTORY -D includes=FLAGS -D compilers=LIST -D sets=LIST -P warnings.cmake
# Fails unless sources that use all of hpk, tests/*/consumer/everything.cpp, compile without a
# warning, by each compiler and with each set of flags, where hpk is a directory of the consumer's own
# and its warnings are errors.
cmake_minimum_required(VERSION 3.25)
separate_arguments(includes UNIX_COMMAND "${includes}")
set(warnings -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror)

file(GLOB sources "${root}/tests/*/consumer/everything.cpp")

foreach(compiler IN LISTS compilers)
    foreach(set IN LISTS sets)
        separate_arguments(flags UNIX_COMMAND "${set}")
        foreach(source IN LISTS sources)
            execute_process(
                COMMAND
                    "${compiler}" -std=c++20 ${warnings} ${includes} ${flags} -c "${source}" -o
                    everything.o
                RESULT_VARIABLE failed
            )
            if(failed)
                message(SEND_ERROR "${compiler} ${set}: ${source} warns")
            endif()
        endforeach()
        message(STATUS "${compiler} ${set}: done")
    endforeach()
endforeach()
