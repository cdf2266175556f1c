# SPDX-License-Identifier: MIT
# Builds for AArch64 with Debian's cross compiler, and runs what was built under QEMU:
#   cmake --toolchain cmake/toolchains/aarch64.cmake …
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64;-L;/usr/aarch64-linux-gnu)

# Only the header-only libraries of this machine can be used. They get a separate directory, because
# their own one also has the headers of this machine's C library.
set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(headers "${CMAKE_BINARY_DIR}/headers")
foreach(library IN ITEMS xsimd catch2)
    if(EXISTS "/usr/include/${library}" AND NOT EXISTS "${headers}/${library}")
        file(MAKE_DIRECTORY "${headers}")
        file(CREATE_LINK "/usr/include/${library}" "${headers}/${library}" SYMBOLIC)
    endif()
endforeach()
if(EXISTS "${headers}/xsimd")
    set(XsimdHeaders_INCLUDE_DIR "${headers}" CACHE PATH "xsimd")
endif()
# Catch2 3 is not header-only, and is fetched instead.
if(EXISTS "${headers}/catch2/catch.hpp")
    file(CONFIGURE OUTPUT "${headers}/Catch2Config.cmake" @ONLY CONTENT [[
set(Catch2_VERSION 2)
add_library(Catch2::Catch2 INTERFACE IMPORTED)
target_include_directories(Catch2::Catch2 INTERFACE "${CMAKE_CURRENT_LIST_DIR}")
]])
    set(Catch2_DIR "${headers}" CACHE PATH "Catch2")
endif()
