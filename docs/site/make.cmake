# SPDX-License-Identifier: MIT
# cmake -D doxygen=PROGRAM -D root=FOLDER -P make.cmake, where Doxyfile is
# Makes the site. Fails unless Doxygen makes its pages without a warning, every link of a page leads to
# something, and the reference has the names that users look for.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE html)
execute_process(COMMAND "${doxygen}" Doxyfile COMMAND_ERROR_IS_FATAL ANY)

# Files of the project that pages link to lie beside html/, under the names that they have in it.
file(GLOB pages html/index.html html/page_*.html)
foreach(page IN LISTS pages)
    file(READ "${page}" text)
    string(REGEX MATCHALL "(href|src)=\"[^\":]*\"" links "${text}")
    list(TRANSFORM links REPLACE "^[a-z]+=\"([^\"#]*).*" "\\1")
    list(REMOVE_DUPLICATES links)
    list(REMOVE_ITEM links "")
    foreach(link IN LISTS links)
        if(link MATCHES "^\\.\\./(.+)" AND EXISTS "${root}/${CMAKE_MATCH_1}")
            cmake_path(GET CMAKE_MATCH_1 PARENT_PATH folder)
            file(COPY "${root}/${CMAKE_MATCH_1}" DESTINATION "${folder}")
        elseif(NOT EXISTS "${CMAKE_CURRENT_BINARY_DIR}/html/${link}")
            message(SEND_ERROR "${page} links to ${link}, which is not there")
        endif()
    endforeach()
endforeach()

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
