# SPDX-License-Identifier: MIT
# What this machine lacks is reported in one line at the end of the configuration;
# `cmake --log-level=VERBOSE` says what is left out for want of it.

# hpk_report_missing(WHAT CONSEQUENCE)
function(hpk_report_missing what consequence)
    message(VERBOSE "${what} is missing: ${consequence}")
    set_property(GLOBAL APPEND PROPERTY HPK_MISSING "${what}")
endfunction()

function(hpk_print_missing)
    get_property(missing GLOBAL PROPERTY HPK_MISSING)
    if(missing)
        list(REMOVE_DUPLICATES missing)
        list(JOIN missing ", " missing)
        message(STATUS "Missing, and not needed (--log-level=VERBOSE says what for): ${missing}")
    endif()
endfunction()
