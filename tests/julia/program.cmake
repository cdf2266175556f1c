# SPDX-License-Identifier: MIT
if(NOT HPK_FULL_TESTS) # these take long to compile: every formula with every rung
    list(FILTER sources EXCLUDE REGEX "/(formulas|smooth).cpp$")
endif()
