// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace hpk::detail {

#if defined(__cpp_exceptions)
inline constexpr bool exceptions_enabled = true;
#else
inline constexpr bool exceptions_enabled = false;
#endif

/// Throws Error with the sentence; without exceptions, prints the sentence and aborts. It is out of
/// line and cold, so that a check costs its caller a compare and a branch. The template parameter
/// keeps translation units with and without exceptions apart.
template <class Error, bool Exceptions = exceptions_enabled>
[[noreturn, gnu::noinline, gnu::cold]] void fail(const std::string& sentence) {
#if defined(__cpp_exceptions)
    throw Error(sentence);
#else
    std::fprintf(stderr, "hpk: %s\n", sentence.c_str());
    std::abort();
#endif
}

/// A number as an error sentence shows it: integers plainly, floating-point values so that they
/// read back as the same value.
template <class T>
[[gnu::cold]] std::string shown(T value) {
    if constexpr (std::integral<T>) {
        return std::to_string(value);
    } else {
        char text[64];
        const int digits = std::is_same_v<T, float> ? 9 : 17;
        std::snprintf(text, sizeof text, "%.*g", digits, static_cast<double>(value));
        return text;
    }
}

/// Several numbers as an error sentence shows them: "3 x 4".
template <class Range>
[[gnu::cold]] std::string shown(const Range& values, const char* separator) {
    std::string text;
    for (const auto& value : values) {
        if (!text.empty()) text += separator;
        text += shown(value);
    }
    return text;
}

} // namespace hpk::detail

namespace hpk {

/// Checks an argument: if `holds` is false, throws Error with the sentence that `sentence()`
/// returns (built only then). By convention it names the argument, its value and what was expected.
/// With exceptions switched off the sentence goes to stderr and the program aborts.
template <class Error = std::invalid_argument, class Sentence>
void expects(bool holds, Sentence&& sentence) {
    if (!holds) [[unlikely]]
        detail::fail<Error>(sentence());
}

} // namespace hpk
