# SPDX-License-Identifier: MIT
# The other ways to get hpk. Each is tested as far as the tools for it are there.

# The flags of a compiler's command line for what is installed below `prefix`.
set(flags -isystem ${prefix}/include)
if(xsimd_SOURCE_DIR)
    list(APPEND flags -isystem ${prefix}/include/hpk-xsimd)
elseif(NOT XsimdHeaders_INCLUDE_DIR IN_LIST CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
    list(APPEND flags -isystem ${XsimdHeaders_INCLUDE_DIR})
endif()

# pkg-config: what it says is all that the compiler is told.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND AND NOT xsimd_SOURCE_DIR)
    pkg_check_modules(HPK_TEST_XSIMD QUIET xsimd)
endif()
if(NOT PkgConfig_FOUND)
    hpk_report_missing(pkg-config "hpk.pc is not tested")
elseif(NOT xsimd_SOURCE_DIR AND NOT HPK_TEST_XSIMD_FOUND)
    hpk_report_missing(xsimd.pc "hpk.pc, which requires it, is not tested")
else()
    string(
        JOIN " && " commands
        "flags=$('${PKG_CONFIG_EXECUTABLE}' --cflags --libs 'hpk = ${PROJECT_VERSION}')"
        "'${CMAKE_CXX_COMPILER}' -std=c++20 '${sources}/main.cpp' $flags -o pkg_config_consumer"
        "./pkg_config_consumer"
    )
    add_test(NAME consumer/pkg_config COMMAND sh -c "${commands}")
    set_tests_properties(
        consumer/pkg_config
        PROPERTIES
            LABELS consumer
            FIXTURES_REQUIRED installed
            WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
            ENVIRONMENT PKG_CONFIG_PATH=${prefix}/share/pkgconfig
    )
endif()

# The single headers: each compiled alone, in its part of the program, and all in one source.
set(parts)
foreach(name IN LISTS HPK_SINGLE_HEADERS)
    list(APPEND parts "${PROJECT_SOURCE_DIR}/tests/${name}/consumer/answers.cpp")
endforeach()
set(all "${CMAKE_CURRENT_BINARY_DIR}/all_single_headers.cpp")
list(TRANSFORM HPK_SINGLE_HEADERS REPLACE "(.+)" "#include <hpk/\\1.hpp>\n" OUTPUT_VARIABLE includes)
list(JOIN includes "" includes)
file(CONFIGURE OUTPUT "${all}" CONTENT "${includes}" @ONLY)
add_executable(hpk_test_single_headers "${sources}/answers.cpp" ${parts} "${all}")
target_include_directories(hpk_test_single_headers PRIVATE "${PROJECT_SOURCE_DIR}/tests")
target_compile_features(hpk_test_single_headers PRIVATE cxx_std_20)
target_compile_options(hpk_test_single_headers PRIVATE -O0)
target_include_directories(hpk_test_single_headers PRIVATE "${HPK_SINGLE_HEADERS_DIR}")
target_link_libraries(hpk_test_single_headers PRIVATE hpk::xsimd_headers hpk_warnings)
add_dependencies(hpk_test_single_headers single-headers)
add_test(NAME consumer/single_headers COMMAND hpk_test_single_headers)
set_tests_properties(consumer/single_headers PROPERTIES LABELS consumer)

# The module, by a compiler that can; hpk.cppm says which those are.
find_program(HPK_TEST_COMPILER_clang++-19 clang++-19)
mark_as_advanced(HPK_TEST_COMPILER_clang++-19)
if(HPK_TEST_COMPILER_clang++-19)
    string(JOIN " " joined_flags ${flags})
    add_test(
        NAME consumer/module
        COMMAND
            ${CMAKE_COMMAND} -D "compiler=${HPK_TEST_COMPILER_clang++-19}" -D "flags=${joined_flags}"
            -D "module=${prefix}/share/hpk/hpk.cppm" -D "source=${sources}/module.cpp"
            -D "to=${scratch}/module" -P "${sources}/module.cmake"
    )
    set_tests_properties(consumer/module PROPERTIES LABELS consumer FIXTURES_REQUIRED installed)
    if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.28 AND CMAKE_GENERATOR STREQUAL "Ninja")
        hpk_add_consumer_test(
            module_target add_subdirectory consumer_module -DHPK_BUILD_MODULE=ON
            -DFETCHCONTENT_SOURCE_DIR_HPK=${PROJECT_SOURCE_DIR} ${xsimd_fetched}
            -DCMAKE_CXX_COMPILER=${HPK_TEST_COMPILER_clang++-19}
        )
    else()
        hpk_report_missing("CMake 3.28 or Ninja" "the target hpk::module is not tested")
    endif()
else()
    hpk_report_missing(clang++-19 "the module is not tested")
endif()

# The Debian package, unpacked and found.
find_program(HPK_DPKG_DEB dpkg-deb)
mark_as_advanced(HPK_DPKG_DEB)
if(HPK_DPKG_DEB)
    add_test(
        NAME consumer/make_deb
        COMMAND
            ${CMAKE_COMMAND} -D "root=${PROJECT_SOURCE_DIR}" -D "to=${scratch}/debian"
            -D "version=${PROJECT_VERSION}" -D "dpkg_deb=${HPK_DPKG_DEB}"
            -D "cpack=${CMAKE_CPACK_COMMAND}" -D "bundles_xsimd=${xsimd_SOURCE_DIR}"
            -D "options=-G;${CMAKE_GENERATOR};-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER};${xsimd_fetched}"
            -P "${sources}/make_deb.cmake"
    )
    set_tests_properties(consumer/make_deb PROPERTIES LABELS consumer FIXTURES_SETUP debian)
    hpk_add_consumer_test(
        deb find_package consumer -Dhpk_ROOT=${scratch}/debian/root/usr ${xsimd_found}
    )
    set_tests_properties(consumer/deb PROPERTIES FIXTURES_REQUIRED debian)
else()
    hpk_report_missing(dpkg-deb "the Debian package is not tested")
endif()

# The vcpkg port and the Conan recipe, with stand-ins for what vcpkg and Conan lend them.
add_test(
    NAME consumer/vcpkg_port
    COMMAND
        ${CMAKE_COMMAND} -D "root=${PROJECT_SOURCE_DIR}" -D "to=${scratch}/vcpkg"
        -D "options=-G;${CMAKE_GENERATOR};-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER};${xsimd_fetched}"
        -P "${sources}/vcpkg_port.cmake"
)
set_tests_properties(consumer/vcpkg_port PROPERTIES LABELS consumer)

find_package(Python3 QUIET COMPONENTS Interpreter)
if(Python3_FOUND)
    add_test(
        NAME consumer/conan_recipe
        COMMAND Python3::Interpreter "${sources}/conan_recipe.py" "${PROJECT_SOURCE_DIR}/cmake/conan"
    )
    set_tests_properties(consumer/conan_recipe PROPERTIES LABELS consumer)
else()
    hpk_report_missing(python3 "the Conan recipe is not tested")
endif()
