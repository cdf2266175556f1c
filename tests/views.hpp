// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The standard library's views of ranges, if the compiler supports them: Clang before 16 does not
/// compile libstdc++'s.

#include <ranges>

#if defined(__clang__) && __clang_major__ < 16 && defined(__GLIBCXX__)
#define HPK_TEST_HAS_VIEWS 0
#else
#define HPK_TEST_HAS_VIEWS 1
#endif

namespace hpk::test {

/// The message of a test case that needs them but cannot run.
inline constexpr const char* no_views = "this compiler does not understand <ranges>: not tried";

} // namespace hpk::test
