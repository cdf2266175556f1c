# SPDX-License-Identifier: MIT
# cmake -D mpiexec=FILE -D flag=FLAG -D program=FILE -D path=FILE -P restart.cmake
# Fails unless another number of ranks can resume an interrupted run.
cmake_minimum_required(VERSION 3.25)
file(REMOVE "${path}")

execute_process(
    COMMAND "${mpiexec}" ${flag} 3 "${program}" begin "${path}"
    RESULT_VARIABLE rc
    ERROR_VARIABLE err
)
if(rc EQUAL 0 OR NOT err MATCHES "hpk: rank [0-2] of 3: out of time")
    message(FATAL_ERROR "the first run ends with ${rc}: ${err}")
endif()
if(NOT EXISTS "${path}" OR EXISTS "${path}.part")
    message(FATAL_ERROR "the first run left no complete checkpoint")
endif()
foreach(ranks IN ITEMS 1 2 4)
    execute_process(
        COMMAND "${mpiexec}" ${flag} ${ranks} "${program}" go_on "${path}" RESULT_VARIABLE rc
    )
    if(NOT rc EQUAL 0)
        message(FATAL_ERROR "resuming with ${ranks} ranks ends with ${rc}")
    endif()
endforeach()
file(REMOVE "${path}")
