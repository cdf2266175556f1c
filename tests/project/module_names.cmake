# SPDX-License-Identifier: MIT
# cmake -D root=DIRECTORY -P module_names.cmake
# Fails unless the module exports every variant in the families' lists.
cmake_minimum_required(VERSION 3.25)
file(READ "${root}/modules/hpk.cppm" module)
foreach(family IN ITEMS julia diffusion hash_table)
    set(list "${root}/include/hpk/${family}/variants.hpp")
    file(READ "${list}" text)
    if(NOT text MATCHES "using variants =[ \n]*type_list<([^>]+)>")
        message(FATAL_ERROR "no list of variants in ${list}")
    endif()
    string(REGEX MATCHALL "[a-z_]+" names "${CMAKE_MATCH_1}")
    foreach(name IN LISTS names)
        if(NOT module MATCHES "\nusing ${family}::${name};")
            message(SEND_ERROR "modules/hpk.cppm does not export ${family}::${name}")
        endif()
    endforeach()
endforeach()
