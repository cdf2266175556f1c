# SPDX-License-Identifier: MIT
# Settings for the project's own programs. Nothing here is exported or meant for consumers.
add_library(hpk_warnings INTERFACE)
target_compile_options(
    hpk_warnings
    INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast
)

# GCC 12 warns about the undefined operands in its own AVX-512 intrinsics (GCC bug 105593).
set(HPK_NO_FALSE_WARNINGS)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    set(HPK_NO_FALSE_WARNINGS -Wno-uninitialized -Wno-maybe-uninitialized)
    target_compile_options(hpk_warnings INTERFACE ${HPK_NO_FALSE_WARNINGS})
endif()

add_library(hpk_developer INTERFACE)
target_link_libraries(hpk_developer INTERFACE hpk_warnings hpk $<TARGET_NAME_IF_EXISTS:hpk_parallel>)
if(HPK_ARCH)
    target_compile_options(hpk_developer INTERFACE -march=${HPK_ARCH})
endif()

# Flags and environment of programs over MPI. MPICH's constants are C-style casts. OpenMPI needs
# options to allow more processes than cores, and root.
if(TARGET hpk_mpi)
    add_library(hpk_mpi_developer INTERFACE)
    target_link_libraries(hpk_mpi_developer INTERFACE hpk_developer hpk_mpi)
    target_compile_options(hpk_mpi_developer INTERFACE -Wno-old-style-cast)
    set(
        HPK_MPI_ENVIRONMENT
        OMPI_MCA_rmaps_base_oversubscribe=1
        OMPI_ALLOW_RUN_AS_ROOT=1
        OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
    )
endif()

# Pictures are PNG if libpng is found.
add_library(hpk_pictures INTERFACE)
find_package(PNG QUIET)
if(PNG_FOUND)
    target_compile_definitions(hpk_pictures INTERFACE HPK_HAVE_PNG)
    target_link_libraries(hpk_pictures INTERFACE PNG::PNG)
else()
    hpk_report_missing(libpng "pictures will be PGM")
endif()

# Every kernel is compiled for every backend in this list of hpk/core/backend.hpp.
set(HPK_TRIED_BACKENDS contrasting_backends CACHE STRING
    "The backends that tests and benchmarks try: enabled_backends, contrasting_backends or scalar_and_native")
target_compile_definitions(hpk_developer INTERFACE HPK_TRIED_BACKENDS=${HPK_TRIED_BACKENDS})
