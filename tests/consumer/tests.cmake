# SPDX-License-Identifier: MIT
# The project in this directory is built in each of the ways to use hpk.
set(prefix "${CMAKE_CURRENT_BINARY_DIR}/consumer/prefix")
add_test(
    NAME consumer/install
    COMMAND ${CMAKE_COMMAND} --install "${PROJECT_BINARY_DIR}" --prefix "${prefix}" --config $<CONFIG>
)
add_test(NAME consumer/uninstall COMMAND ${CMAKE_COMMAND} -E rm -rf "${prefix}")
set_tests_properties(consumer/install PROPERTIES FIXTURES_SETUP installed LABELS consumer)
set_tests_properties(consumer/uninstall PROPERTIES FIXTURES_CLEANUP installed LABELS consumer)

foreach(way IN ITEMS find_package add_subdirectory FetchContent)
    set(options -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -DCMAKE_BUILD_TYPE=Release)
    list(APPEND options -DCONSUMER_WAY=${way} -DHPK_EXPECTED_VERSION=${PROJECT_VERSION})
    if(way STREQUAL "find_package")
        list(APPEND options -Dhpk_ROOT=${prefix})
    else()
        list(APPEND options -DFETCHCONTENT_SOURCE_DIR_HPK=${PROJECT_SOURCE_DIR})
    endif()
    if(Eigen3_FOUND)
        list(APPEND options -DEigen3_DIR=${Eigen3_DIR} -DHPK_EXPECTED_EIGEN=ON)
    endif()
    if(NOT xsimd_SOURCE_DIR)
        list(APPEND options -DXsimdHeaders_INCLUDE_DIR=${XsimdHeaders_INCLUDE_DIR})
    elseif(NOT way STREQUAL "find_package") # which finds the one that was installed along
        list(APPEND options -DFETCHCONTENT_SOURCE_DIR_XSIMD=${xsimd_SOURCE_DIR})
    endif()
    add_test(
        NAME consumer/${way}
        COMMAND
            ${CMAKE_CTEST_COMMAND} --build-and-test "${CMAKE_CURRENT_SOURCE_DIR}/consumer"
            "${CMAKE_CURRENT_BINARY_DIR}/consumer/${way}" --build-generator ${CMAKE_GENERATOR}
            --build-makeprogram ${CMAKE_MAKE_PROGRAM} --build-options ${options}
            --test-command consumer
    )
    set_tests_properties(consumer/${way} PROPERTIES LABELS consumer)
endforeach()
set_tests_properties(consumer/find_package PROPERTIES FIXTURES_REQUIRED installed)
