# SPDX-License-Identifier: MIT
# The target single-headers: each of HPK_SINGLE_HEADERS, the families and files, in one file, to be
# copied, below ${HPK_SINGLE_HEADERS_DIR}.
set(HPK_SINGLE_HEADERS ${HPK_FAMILIES} io)
set(HPK_SINGLE_HEADERS_DIR "${PROJECT_BINARY_DIR}/single")
set(script "${CMAKE_CURRENT_LIST_DIR}/single_header.cmake")
set(single_headers)
foreach(name IN LISTS HPK_SINGLE_HEADERS)
    set(file "${HPK_SINGLE_HEADERS_DIR}/hpk/${name}.hpp")
    add_custom_command(
        OUTPUT "${file}"
        COMMAND
            ${CMAKE_COMMAND} -D "root=${PROJECT_SOURCE_DIR}" -D header=hpk/${name}.hpp
            -D version=${PROJECT_VERSION} -D "to=${file}" -P "${script}"
        DEPENDS ${headers} "${script}"
        VERBATIM
    )
    list(APPEND single_headers "${file}")
endforeach()
add_custom_target(single-headers DEPENDS ${single_headers})
