# SPDX-License-Identifier: MIT
# The project in this directory is built in each of the ways to use hpk.
set(sources "${CMAKE_CURRENT_SOURCE_DIR}/consumer")
set(scratch "${CMAKE_CURRENT_BINARY_DIR}/consumer")
set(prefix "${scratch}/prefix")
add_test(
    NAME consumer/install
    COMMAND ${CMAKE_COMMAND} --install "${PROJECT_BINARY_DIR}" --prefix "${prefix}" --config $<CONFIG>
)
string(
    JOIN " && " commands
    "xargs -d '\\n' rm < '${PROJECT_BINARY_DIR}/install_manifest.txt'"
    "test -z \"$(find '${prefix}' -type f)\"" # only directories remain
    "rm -r '${prefix}'"
)
add_test(NAME consumer/uninstall COMMAND sh -c "${commands}")
set_tests_properties(consumer/install PROPERTIES FIXTURES_SETUP installed LABELS consumer)
set_tests_properties(consumer/uninstall PROPERTIES FIXTURES_CLEANUP installed LABELS consumer)

# The location of xsimd, for a project that searches for it and for one that fetches it.
if(xsimd_SOURCE_DIR)
    set(xsimd_found) # the one installed with hpk
    set(xsimd_fetched -DFETCHCONTENT_SOURCE_DIR_XSIMD=${xsimd_SOURCE_DIR})
else()
    set(xsimd_found -DXsimdHeaders_INCLUDE_DIR=${XsimdHeaders_INCLUDE_DIR})
    set(xsimd_fetched ${xsimd_found})
endif()

# hpk_add_consumer_test(NAME WAY TARGET [OPTION…]) builds a target of the project with these options
# and runs it; of `all`, the program consumer.
function(hpk_add_consumer_test name way target)
    set(program ${target})
    if(target STREQUAL "all")
        set(program consumer)
    endif()
    set(options -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -DCONSUMER_WAY=${way})
    list(APPEND options -DHPK_EXPECTED_VERSION=${PROJECT_VERSION})
    if(Eigen3_FOUND)
        list(APPEND options -DEigen3_DIR=${Eigen3_DIR} -DHPK_EXPECTED_EIGEN=ON)
    endif()
    if(TARGET hpk_mpi)
        list(APPEND options -DMPI_CXX_COMPILER=${MPI_CXX_COMPILER} -DHPK_EXPECTED_MPI=ON)
    endif()
    if(TARGET hpk_cuda)
        list(APPEND options -DCUDAToolkit_ROOT=${CUDAToolkit_TARGET_DIR} -DHPK_EXPECTED_CUDA=ON)
    endif()
    add_test(
        NAME consumer/${name}
        COMMAND
            ${CMAKE_CTEST_COMMAND} --build-and-test "${sources}" "${scratch}/${name}"
            --build-generator ${CMAKE_GENERATOR} --build-makeprogram ${CMAKE_MAKE_PROGRAM}
            --build-target ${target} --build-options ${options} ${ARGN}
            --test-command ${program}
    )
    set_tests_properties(consumer/${name} PROPERTIES LABELS consumer)
endfunction()

set(release -DCMAKE_BUILD_TYPE=Release)
hpk_add_consumer_test(
    find_package find_package all ${release} -Dhpk_ROOT=${prefix} ${xsimd_found}
)
set_tests_properties(consumer/find_package PROPERTIES FIXTURES_REQUIRED installed)
foreach(way IN ITEMS add_subdirectory FetchContent)
    hpk_add_consumer_test(
        ${way} ${way} all ${release} -DFETCHCONTENT_SOURCE_DIR_HPK=${PROJECT_SOURCE_DIR}
        ${xsimd_fetched}
    )
endforeach()

include("${sources}/packages.cmake")
