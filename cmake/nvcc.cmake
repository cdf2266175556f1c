# SPDX-License-Identifier: MIT
# Finds nvcc, for the project's own programs.
#
#     HPK_NVCC_COMMAND    nvcc, its host compiler and its language; empty if there is none that works
#     HPK_CUDA_OPTIONS    its options for hpk/cuda.hpp
#
# hpk_add_cuda_program(NAME SOURCE.cu [SOURCE.cpp…]) makes a program. Here CMake's own support of CUDA is
# not used, because nvcc may support none of the installed versions of the host's compiler; then the
# rest of the build must still work.
find_program(HPK_NVCC nvcc PATHS /usr/local/cuda/bin)
mark_as_advanced(HPK_NVCC)
set(HPK_CUDA_ARCH "sm_80" CACHE STRING "The -arch= of our own programs for a GPU; later ones can run them, too")
set(HPK_NVCC_COMMAND)
if(HPK_NVCC)
    set(nvcc "${HPK_NVCC}" -ccbin "${CMAKE_CXX_COMPILER}" -std=c++20)
    if(NOT DEFINED HPK_NVCC_FAILS)
        set(program "${CMAKE_CURRENT_BINARY_DIR}/nvcc_works")
        file(WRITE "${program}.cu" "int main() {}\n")
        execute_process(
            COMMAND ${nvcc} "${program}.cu" -o "${program}"
            RESULT_VARIABLE failed
            OUTPUT_QUIET ERROR_QUIET
        )
        set(HPK_NVCC_FAILS "${failed}" CACHE INTERNAL "What nvcc returns for an empty program")
    endif()
    if(NOT HPK_NVCC_FAILS)
        set(HPK_NVCC_COMMAND ${nvcc})
    else()
        message(STATUS "nvcc does not work with ${CMAKE_CXX_COMPILER}: hpk is not tested with it")
    endif()
else()
    hpk_report_missing(nvcc "hpk is not tested with it")
endif()

set(HPK_CUDA_OPTIONS --expt-relaxed-constexpr -I "${PROJECT_SOURCE_DIR}/include")
if(NOT XsimdHeaders_INCLUDE_DIR IN_LIST CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
    list(APPEND HPK_CUDA_OPTIONS -isystem "${XsimdHeaders_INCLUDE_DIR}")
endif()

function(hpk_add_cuda_program name source)
    set(object "${CMAKE_CURRENT_BINARY_DIR}/${name}.o")
    add_custom_command(
        OUTPUT "${object}"
        COMMAND
            ${HPK_NVCC_COMMAND} ${HPK_CUDA_OPTIONS} -O3 -arch=${HPK_CUDA_ARCH}
            -Xcompiler -Wall,-Wextra -Werror all-warnings -I "${PROJECT_SOURCE_DIR}/tests"
            -MD -MF "${object}.d" -c "${source}" -o "${object}"
        DEPENDS "${source}"
        DEPFILE "${object}.d"
        COMMENT "Compiling ${name} by nvcc"
        VERBATIM
    )
    add_executable(${name} "${object}" ${ARGN})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${name} PRIVATE hpk_cuda)
endfunction()
