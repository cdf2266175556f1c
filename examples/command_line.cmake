# SPDX-License-Identifier: MIT
# cmake -D program=FILE -D name=NAME -P command_line.cmake
# Fails unless the program has a --help, refuses nonsense in a sentence, and writes nothing but its
# output where it is piped.
cmake_minimum_required(VERSION 3.25)

# run(RC ARGUMENT…) sets `out` and `err`.
function(run expected_rc)
    execute_process(
        COMMAND "${program}" ${ARGN}
        RESULT_VARIABLE rc
        OUTPUT_VARIABLE out
        ERROR_VARIABLE err
    )
    if(NOT rc EQUAL expected_rc)
        message(SEND_ERROR "${name} ${ARGN} ends with ${rc} and not ${expected_rc}: ${err}")
    endif()
    set(out "${out}" PARENT_SCOPE)
    set(err "${err}" PARENT_SCOPE)
endfunction()

run(0 --help)
if(NOT out MATCHES "^usage: ${name} .*\n  --help +[a-z]" OR err)
    message(SEND_ERROR "--help says ${out}${err}")
endif()

run(2 --nonsense)
if(NOT err STREQUAL "${name}: there is no option '--nonsense' (--help says what there is)\n" OR out)
    message(SEND_ERROR "--nonsense is refused with ${out}${err}")
endif()

run(0)
string(ASCII 13 27 controls)
if(NOT out OR out MATCHES "[${controls}]" OR err)
    message(SEND_ERROR "piped, it writes ${out}${err}")
endif()
