// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The standard library's views of ranges, where the compiler understands them: Clang before 16
/// does not take libstdc++'s for what they are.

#include <ranges>

#if defined(__clang__) && __clang_major__ < 16 && defined(__GLIBCXX__)
#define HPK_TEST_HAS_VIEWS 0
#else
#define HPK_TEST_HAS_VIEWS 1
#endif

namespace hpk::test {

/// Why a case that needs them does nothing.
inline constexpr const char* no_views = "this compiler does not understand <ranges>: not tried";

} // namespace hpk::test
