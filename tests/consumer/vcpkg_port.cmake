# SPDX-License-Identifier: MIT
# cmake -D root=DIRECTORY -D to=DIRECTORY -D options=LIST -P vcpkg_port.cmake
# Runs the portfile. The functions below replace vcpkg's functions of the same names, and do as much
# as this port needs.
cmake_minimum_required(VERSION 3.25)
set(CURRENT_PACKAGES_DIR "${to}/packages")
file(REMOVE_RECURSE "${to}")

function(vcpkg_cmake_configure)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" SOURCE_PATH OPTIONS)
    execute_process(
        COMMAND
            "${CMAKE_COMMAND}" -S "${arg_SOURCE_PATH}" -B "${to}/build" ${arg_OPTIONS} ${options}
            "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}"
        OUTPUT_QUIET
        ERROR_VARIABLE warnings
        COMMAND_ERROR_IS_FATAL ANY
    )
    if(warnings)
        message(FATAL_ERROR "${warnings}")
    endif()
endfunction()
function(vcpkg_cmake_install)
    execute_process(
        COMMAND "${CMAKE_COMMAND}" --build "${to}/build" --target install
        OUTPUT_QUIET
        COMMAND_ERROR_IS_FATAL ANY
    )
endfunction()
function(vcpkg_cmake_config_fixup)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" CONFIG_PATH "")
    file(GLOB configuration "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}/*")
    file(COPY ${configuration} DESTINATION "${CURRENT_PACKAGES_DIR}/share/hpk")
    file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/share/cmake")
endfunction()
function(vcpkg_fixup_pkgconfig)
endfunction()
function(vcpkg_install_copyright)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "" FILE_LIST)
    file(COPY_FILE ${arg_FILE_LIST} "${CURRENT_PACKAGES_DIR}/share/hpk/copyright")
endfunction()

include("${root}/cmake/vcpkg/ports/hpk/portfile.cmake")
foreach(
    file
    IN ITEMS include/hpk/hpk.hpp share/hpk/hpkConfig.cmake share/hpk/copyright share/pkgconfig/hpk.pc
)
    if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/${file}")
        message(SEND_ERROR "the port makes no ${file}")
    endif()
endforeach()
