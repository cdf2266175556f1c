# SPDX-License-Identifier: MIT
# Tests of the tests: programs in which a variant is wrong on purpose, with the checks that the
# right variants pass. A check counts as failed if it reports the error and the run completes, but
# not if the program crashes or has no such case.

# hpk_add_wrong_variant(FAMILY SOURCE…), in the folder of the family's tests, makes
# hpk_test_FAMILY_wrong from wrong/*.cpp and the sources with the checks.
function(hpk_add_wrong_variant family)
    if(NOT HPK_FULL_TESTS)
        return()
    endif()
    file(GLOB sources CONFIGURE_DEPENDS wrong/*.cpp)
    add_executable(hpk_test_${family}_wrong ${sources} ${ARGN})
    target_link_libraries(hpk_test_${family}_wrong PRIVATE hpk_test_support hpk_test_oracle)
    hpk_add_to_kernel_tests(hpk_test_${family}_wrong ${family})
endfunction()

# hpk_expect_failure(FAMILY CASE MESSAGE): the case fails with the message, a regular expression.
function(hpk_expect_failure family case message)
    if(NOT HPK_FULL_TESTS)
        return()
    endif()
    set(name "${family}/wrong/${case}")
    add_test(NAME "${name}" COMMAND hpk_test_${family}_wrong "*/${case}")
    set_tests_properties(
        "${name}"
        PROPERTIES
            LABELS kernels
            PASS_REGULAR_EXPRESSION "${message}.*test cases: +1 [^:]* 1 failed"
            FAIL_REGULAR_EXPRESSION "fatal error condition"
    )
endfunction()
