# SPDX-License-Identifier: MIT
# cmake -D root=DIRECTORY -D version=… -D pc=FILE -P versions.cmake
# Fails unless every file that names hpk's version names the project's.
cmake_minimum_required(VERSION 3.25)

# Compares what follows `pattern` first in the file, a version, with what is expected.
function(expect file pattern expected)
    file(STRINGS "${file}" lines REGEX "${pattern}[0-9.]+")
    list(POP_FRONT lines line)
    string(REGEX MATCH "${pattern}([0-9.]+)" _ "${line}")
    if(NOT CMAKE_MATCH_1 STREQUAL expected)
        message(SEND_ERROR "${file} says '${line}': not ${expected}")
    endif()
endfunction()

string(REGEX MATCH "^[0-9]+\\.[0-9]+" minor "${version}")
expect("${pc}" "^Version: " ${version})
expect("${root}/CHANGELOG.md" "^## " ${version})
expect("${root}/cmake/conan/conanfile.py" "^    version = \"" ${version})
expect("${root}/README.md" "^find_package\\(hpk " ${minor})
expect("${root}/docs/installing.md" "^find_package\\(hpk " ${minor})

# This one is read whole: it must be JSON.
file(READ "${root}/cmake/vcpkg/ports/hpk/vcpkg.json" port)
string(JSON port_version GET "${port}" version)
if(NOT port_version STREQUAL version)
    message(SEND_ERROR "vcpkg.json says ${port_version}: not ${version}")
endif()
