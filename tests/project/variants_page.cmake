# SPDX-License-Identifier: MIT
# cmake -D table=PROGRAM -D page=FILE -P variants_page.cmake
# Fails unless the page equals the output of the program.
cmake_minimum_required(VERSION 3.25)
set(printed "${CMAKE_CURRENT_BINARY_DIR}/variants_page.md")
execute_process(COMMAND "${table}" OUTPUT_FILE "${printed}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E compare_files "${printed}" "${page}"
    RESULT_VARIABLE differs
)
if(differs)
    message(FATAL_ERROR "${page} is out of date: build the target update-docs and commit the page")
endif()
