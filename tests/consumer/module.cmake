# SPDX-License-Identifier: MIT
# cmake -D compiler=… -D flags=… -D module=FILE -D source=FILE -D to=DIRECTORY -P module.cmake
# Compiles the module and a program that imports it, as docs/installing.md says, and runs that.
cmake_minimum_required(VERSION 3.25)
separate_arguments(flags UNIX_COMMAND "${flags}")
list(PREPEND flags -std=c++20 -fmodules -fbuiltin-module-map "-fmodules-cache-path=${to}/cache")
file(MAKE_DIRECTORY "${to}")
foreach(
    command
    IN ITEMS
        "${compiler};${flags};--precompile;${module};-o;hpk.pcm"
        "${compiler};-c;hpk.pcm;-o;hpk.o"
        "${compiler};${flags};-fmodule-file=hpk=hpk.pcm;${source};hpk.o;-o;program"
        "${to}/program"
)
    execute_process(COMMAND ${command} WORKING_DIRECTORY "${to}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
