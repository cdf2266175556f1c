# SPDX-License-Identifier: MIT
if(NOT HPK_FULL_TESTS) # these take long to compile, and combine what others test alone
    set(combined boundaries coupled coupled_sides rules_together subnormals super_steps super_steps_bits)
    list(JOIN combined "|" combined)
    list(FILTER sources EXCLUDE REGEX "/(${combined}).cpp$")
endif()
