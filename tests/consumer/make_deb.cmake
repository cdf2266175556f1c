# SPDX-License-Identifier: MIT
# cmake -D root=DIRECTORY -D to=DIRECTORY -D version=… -D dpkg_deb=PROGRAM -D cpack=PROGRAM
#       -D bundles_xsimd=… -D options=LIST -P make_deb.cmake
# Makes the Debian package with the preset `package` and unpacks it below to/root. Fails unless its
# control fields are right and it has every header.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${to}")
execute_process(
    COMMAND "${CMAKE_COMMAND}" --preset package -B "${to}/build" ${options}
    WORKING_DIRECTORY "${root}"
    OUTPUT_QUIET
    COMMAND_ERROR_IS_FATAL ANY
)
execute_process(
    COMMAND "${cpack}" --config "${to}/build/CPackConfig.cmake" -B "${to}"
    COMMAND_ERROR_IS_FATAL ANY
)

set(package "${to}/libhpk-dev_${version}_all.deb")
set(depends "libxsimd-dev (>= 8.1)")
if(bundles_xsimd)
    set(depends "")
endif()
foreach(expected IN ITEMS "Version;${version}" "Depends;${depends}" "Suggests;libeigen3-dev")
    list(POP_FRONT expected field)
    execute_process(
        COMMAND "${dpkg_deb}" --field "${package}" ${field}
        OUTPUT_VARIABLE actual
        OUTPUT_STRIP_TRAILING_WHITESPACE
        COMMAND_ERROR_IS_FATAL ANY
    )
    if(NOT actual STREQUAL expected)
        message(SEND_ERROR "${field} is '${actual}' instead of '${expected}'")
    endif()
endforeach()

execute_process(COMMAND "${dpkg_deb}" -x "${package}" "${to}/root" COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE expected RELATIVE "${root}/include" "${root}/include/*.hpp")
file(GLOB_RECURSE actual RELATIVE "${to}/root/usr/include" "${to}/root/usr/include/hpk/*.hpp")
if(NOT actual STREQUAL expected)
    message(SEND_ERROR "the package has these headers: ${actual}\ninstead of: ${expected}")
endif()
if(NOT EXISTS "${to}/root/usr/share/doc/libhpk-dev/copyright")
    message(SEND_ERROR "the package has no copyright")
endif()
