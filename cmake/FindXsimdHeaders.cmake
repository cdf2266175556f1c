# SPDX-License-Identifier: MIT
# Finds xsimd by its headers alone and defines the target hpk::xsimd_headers. xsimd's own package is
# not used, because Debian 12's links a target, xtl, that Debian does not package. The target is
# imported, so that its directory is a system directory and consumers do not see xsimd's warnings.
if(TARGET xsimd)
    # The parent project's xsimd has priority, so that one program never has two.
    set(XsimdHeaders_INCLUDE_DIR "$<TARGET_PROPERTY:xsimd,INTERFACE_INCLUDE_DIRECTORIES>")
else()
    find_path(XsimdHeaders_INCLUDE_DIR xsimd/xsimd.hpp HINTS ${XsimdHeaders_HINTS})
    mark_as_advanced(XsimdHeaders_INCLUDE_DIR)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(XsimdHeaders REQUIRED_VARS XsimdHeaders_INCLUDE_DIR)

if(XsimdHeaders_FOUND AND NOT TARGET hpk::xsimd_headers)
    # GLOBAL, because targets in other directories that link hpk::hpk need it, too.
    add_library(hpk::xsimd_headers INTERFACE IMPORTED GLOBAL)
    target_include_directories(hpk::xsimd_headers INTERFACE "${XsimdHeaders_INCLUDE_DIR}")
endif()
