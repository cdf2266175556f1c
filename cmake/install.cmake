# SPDX-License-Identifier: MIT
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_DATADIR}/cmake/hpk") # share/: nothing here depends on the machine
set(bundled_xsimd_dir "${CMAKE_INSTALL_INCLUDEDIR}/hpk-xsimd")

install(TARGETS hpk EXPORT hpkTargets FILE_SET HEADERS)
install(
    FILES include/hpk/cuda.hpp include/hpk/eigen.hpp include/hpk/mpi.hpp
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/hpk"
)
install(
    DIRECTORY include/hpk/cuda include/hpk/mpi DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/hpk"
)
install(EXPORT hpkTargets NAMESPACE hpk:: DESTINATION "${package_dir}")

# If this machine had no xsimd, the fetched one is installed, too, in its own directory.
if(xsimd_SOURCE_DIR)
    install(DIRECTORY "${xsimd_SOURCE_DIR}/include/xsimd" DESTINATION "${bundled_xsimd_dir}")
    install(FILES "${xsimd_SOURCE_DIR}/LICENSE" DESTINATION "${bundled_xsimd_dir}")
endif()

configure_package_config_file(
    cmake/hpkConfig.cmake.in
    hpkConfig.cmake
    INSTALL_DESTINATION "${package_dir}"
    PATH_VARS bundled_xsimd_dir
)
write_basic_package_version_file(
    hpkConfigVersion.cmake
    COMPATIBILITY SameMinorVersion # before 1.0 a minor version may break
    ARCH_INDEPENDENT
)
install(
    FILES
        "${PROJECT_BINARY_DIR}/hpkConfig.cmake"
        "${PROJECT_BINARY_DIR}/hpkConfigVersion.cmake"
        cmake/FindXsimdHeaders.cmake
    DESTINATION "${package_dir}"
)

# For pkg-config.
file(
    RELATIVE_PATH pc_to_include
    "${CMAKE_INSTALL_FULL_DATADIR}/pkgconfig" "${CMAKE_INSTALL_FULL_INCLUDEDIR}"
)
if(xsimd_SOURCE_DIR)
    set(pc_requires_and_flags "Cflags: -I\${includedir} -isystem \${includedir}/hpk-xsimd")
else()
    set(pc_requires_and_flags "Requires: xsimd\nCflags: -I\${includedir}")
endif()
configure_file(cmake/hpk.pc.in hpk.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/hpk.pc" DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig")

# The module's source, which importers of hpk compile with their own flags.
install(FILES modules/hpk.cppm DESTINATION "${CMAKE_INSTALL_DATADIR}/hpk")

# For debugging programs that use hpk.
install(FILES cmake/gdb/hpk.py DESTINATION "${CMAKE_INSTALL_DATADIR}/hpk/gdb")
