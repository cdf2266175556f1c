# SPDX-License-Identifier: MIT
# Finds the families and their rungs by their headers: a family has a list of variants,
# include/hpk/NAME/variants.hpp, and a header for each of them in include/hpk/NAME/rungs/.
#
#     HPK_FAMILIES      their names
#     HPK_RUNGS_NAME    the names of a family's rungs
#
# Scripts may include this, too, after setting `root`.
if(NOT CMAKE_SCRIPT_MODE_FILE)
    set(root "${PROJECT_SOURCE_DIR}")
    set(configure_depends CONFIGURE_DEPENDS)
endif()
set(HPK_FAMILIES)
file(GLOB lists ${configure_depends} "${root}/include/hpk/*/variants.hpp")
foreach(list IN LISTS lists)
    cmake_path(GET list PARENT_PATH folder)
    cmake_path(GET folder FILENAME family)
    list(APPEND HPK_FAMILIES ${family})
    file(GLOB rungs ${configure_depends} "${folder}/rungs/*.hpp")
    set(HPK_RUNGS_${family})
    foreach(rung IN LISTS rungs)
        cmake_path(GET rung STEM rung)
        list(APPEND HPK_RUNGS_${family} ${rung})
    endforeach()
endforeach()
