# SPDX-License-Identifier: MIT
# cmake -D doxygen=PROGRAM -P check.cmake, where Doxyfile is
# Fails unless the reference pages are made without a warning, and contain the names that users look
# for.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${doxygen}" Doxyfile COMMAND_ERROR_IS_FATAL ANY)

# expect(PAGE WORD…): the page contains all of the words.
function(expect page)
    file(READ "html/${page}.html" text)
    foreach(word IN LISTS ARGN)
        if(NOT text MATCHES ">${word}<")
            message(SEND_ERROR "html/${page}.html does not contain ${word}")
        endif()
    endforeach()
endfunction()

expect(namespacehpk save_npy load_npy save_vti)
expect(namespacehpk_1_1julia escape_counts accumulated_plane trapped)
expect(namespacehpk log exp sin)
expect(namespacehpk_1_1maps map fused temporaries)
expect(namespacehpk_1_1random fill count_in_quarter_circle below uniform philox4x32 fused)
expect(classhpk_1_1random_1_1counter__engine at discard)
expect(namespacehpk_1_1diffusion evolve laplacian dye_block time_blocked)
expect(classhpk_1_1grid__view row_stride row)
expect(classhpk_1_1hash__map try_emplace find find_many erase begin)
expect(classhpk_1_1hash__set contains_many reserve build)
expect(classhpk_1_1shared__map visit insert_or_visit find_many)
