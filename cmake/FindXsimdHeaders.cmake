# SPDX-License-Identifier: MIT
# Finds xsimd by its headers alone and offers them as hpk::xsimd_headers. xsimd's own package is
# passed by because Debian 12's links a target, xtl, that nobody ships there. Imported, so that
# the directory is a system one and xsimd's warnings are not the consumer's.
if(TARGET xsimd)
    # The parent project's xsimd wins: one program never sees two.
    set(XsimdHeaders_INCLUDE_DIR "$<TARGET_PROPERTY:xsimd,INTERFACE_INCLUDE_DIRECTORIES>")
else()
    find_path(XsimdHeaders_INCLUDE_DIR xsimd/xsimd.hpp HINTS ${XsimdHeaders_HINTS})
    mark_as_advanced(XsimdHeaders_INCLUDE_DIR)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(XsimdHeaders REQUIRED_VARS XsimdHeaders_INCLUDE_DIR)

if(XsimdHeaders_FOUND AND NOT TARGET hpk::xsimd_headers)
    # GLOBAL: whoever links hpk::hpk from another directory needs it too.
    add_library(hpk::xsimd_headers INTERFACE IMPORTED GLOBAL)
    target_include_directories(hpk::xsimd_headers INTERFACE "${XsimdHeaders_INCLUDE_DIR}")
endif()
