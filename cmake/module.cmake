# SPDX-License-Identifier: MIT
# The target hpk::module, for programs with `import hpk;`.
if(CMAKE_VERSION VERSION_LESS 3.28)
    message(FATAL_ERROR "HPK_BUILD_MODULE needs CMake 3.28: this is ${CMAKE_VERSION}")
endif()
add_library(hpk_module)
add_library(hpk::module ALIAS hpk_module)
target_sources(
    hpk_module PUBLIC FILE_SET CXX_MODULES BASE_DIRS modules FILES modules/hpk.cppm
)
target_link_libraries(hpk_module PUBLIC hpk)
# modules/hpk.cppm explains these flags.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(hpk_module PUBLIC -fmodules -fbuiltin-module-map)
endif()
