# SPDX-License-Identifier: MIT
# cmake -D root=DIRECTORY -D includes=FLAGS -D compiler=PROGRAM -P budget.cmake
# Fails if a source that includes a family has many more lines after preprocessing than one that
# includes xsimd alone, without any -m flag, or if it includes expensive headers that hpk does not
# need. Lines are a rough measure of time that is the same on every machine.
cmake_minimum_required(VERSION 3.25)
separate_arguments(includes UNIX_COMMAND "${includes}")
set(unwanted iostream regex locale iomanip filesystem chrono thread future immintrin.h)

# Sets `text` to the preprocessed source that includes this header.
function(preprocess header)
    file(WRITE include_one.cpp "#include <${header}>\n")
    execute_process(
        COMMAND
            "${compiler}" -std=c++20 ${includes} ${ARGN} -E
            include_one.cpp
        OUTPUT_VARIABLE text
        COMMAND_ERROR_IS_FATAL ANY
    )
    set(text "${text}" PARENT_SCOPE)
endfunction()

# Sets `lines` to the number of its lines.
function(count_lines header)
    preprocess(${header} -P)
    string(REGEX REPLACE "[^\n]" "" newlines "${text}")
    string(LENGTH "${newlines}" lines)
    set(lines ${lines} PARENT_SCOPE)
endfunction()

preprocess(xsimd/xsimd.hpp)
set(xsimd_alone "${text}")
count_lines(xsimd/xsimd.hpp)
math(EXPR budget "${lines} * 3 / 2")
include("${root}/cmake/families.cmake")
foreach(family IN LISTS HPK_FAMILIES)
    count_lines(hpk/${family}.hpp)
    message(STATUS "${family}: ${lines} of ${budget} lines")
    if(lines GREATER budget)
        message(SEND_ERROR "hpk/${family}.hpp is over its budget")
    endif()
    preprocess(hpk/${family}.hpp)
    foreach(header IN LISTS unwanted)
        set(included "\"[^\"\n]*/${header}\"")
        if(text MATCHES "${included}" AND NOT xsimd_alone MATCHES "${included}")
            message(SEND_ERROR "hpk/${family}.hpp includes <${header}>")
        endif()
    endforeach()
endforeach()
