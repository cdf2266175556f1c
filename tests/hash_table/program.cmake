# SPDX-License-Identifier: MIT
if(NOT HPK_FULL_TESTS)
    set(optimisation -O0) # these sources take longer to optimise than to run
    list(FILTER sources EXCLUDE REGEX "/fuzz_(node|sizes|throwing)\\.cpp$") # longer runs of the same cases
endif()
