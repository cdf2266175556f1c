# SPDX-License-Identifier: MIT
if(NOT HPK_FULL_TESTS) # these take long to compile, and combine what others test alone
    list(FILTER sources EXCLUDE REGEX "/(super_steps_bits|coupled_sides|rules_together).cpp$")
endif()
