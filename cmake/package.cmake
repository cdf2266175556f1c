# SPDX-License-Identifier: MIT
# `cpack` in a build directory makes a Debian package, libhpk-dev_0.1.0_all.deb.
set(CPACK_GENERATOR DEB)
set(CPACK_SOURCE_GENERATOR "")
set(CPACK_PACKAGE_NAME libhpk-dev)
set(CPACK_PACKAGE_CONTACT "hpk authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "high-performance numerical kernels, header-only C++20"
)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Escape-time counts of Julia and Mandelbrot sets, diffusion on grids, and
hash tables: each a ladder of interchangeable variants, from the plainest
loop to the fastest code known, each with the same results to the bit on
every backend, compiler, flag and number of threads."
)
# Independent of the umask.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE
)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS libeigen3-dev)
if(NOT xsimd_SOURCE_DIR) # a fetched one is in the package
    set(CPACK_DEBIAN_PACKAGE_DEPENDS "libxsimd-dev (>= 8.1)")
endif()

# The licence, in the place that Debian requires.
install(
    FILES LICENSE
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${CPACK_PACKAGE_NAME}"
    RENAME copyright
    COMPONENT debian
    EXCLUDE_FROM_ALL
)
set(CPACK_INSTALL_CMAKE_PROJECTS
    "${PROJECT_BINARY_DIR};hpk;ALL;/;${PROJECT_BINARY_DIR};hpk;debian;/"
)
include(CPack)
