// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The functions on lanes, as the tests name them.

#include <string_view>

#include <hpk/core/functions/exp.hpp>
#include <hpk/core/functions/expm1.hpp>
#include <hpk/core/functions/log.hpp>
#include <hpk/core/functions/log1p.hpp>
#include <hpk/core/functions/sin_cos.hpp>

namespace hpk::test {

/// Calls f(name, function of lanes) for each function.
template <class F>
void for_each_function(F f) {
    f(std::string_view("log"), [](auto x) { return log(x); });
    f(std::string_view("exp"), [](auto x) { return exp(x); });
    f(std::string_view("log1p"), [](auto x) { return log1p(x); });
    f(std::string_view("expm1"), [](auto x) { return expm1(x); });
    f(std::string_view("sin"), [](auto x) { return sin(x); });
    f(std::string_view("cos"), [](auto x) { return cos(x); });
}

} // namespace hpk::test
