# SPDX-License-Identifier: MIT
# cmake -D root=DIRECTORY -D git=PROGRAM -P spdx.cmake
# Fails unless each source, CMake file and script in the repository names its licence in its first
# two lines: in the first, or after the #! of a script.
cmake_minimum_required(VERSION 3.25)
execute_process(
    COMMAND "${git}" -C "${root}" ls-files
    OUTPUT_VARIABLE files
    OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY
)
string(REPLACE "\n" ";" files "${files}")
list(FILTER files INCLUDE REGEX
     "\\.([ch]pp|cppm|cmake|in|py|sed|sh)$|(^|/)CMakeLists\\.txt$|^\\.ci/"
)
list(LENGTH files count)
if(count LESS 100)
    message(FATAL_ERROR "only ${count} files were looked at")
endif()

foreach(file IN LISTS files)
    if(NOT EXISTS "${root}/${file}") # removed, and the removal not committed
        continue()
    endif()
    file(STRINGS "${root}/${file}" lines LIMIT_COUNT 2)
    list(GET lines 0 first)
    if(first MATCHES "^#!")
        list(GET lines 1 first)
    endif()
    set(comment "#")
    if(file MATCHES "\\.([ch]pp|cpp\\.in|cppm)$")
        set(comment "//")
    endif()
    if(NOT first STREQUAL "${comment} SPDX-License-Identifier: MIT")
        message(SEND_ERROR "${file} does not begin with SPDX-License-Identifier: MIT")
    endif()
endforeach()
