// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Includes Catch2, version 2 or 3.

#if HPK_CATCH2_MAJOR == 2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_test_macros.hpp>
#endif
