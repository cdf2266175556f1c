// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iosfwd>
#include <string>

#include "hpk/core/isa.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

/// Writes a number in decimal digits at the end of a text, whatever the locale.
template <class Char, class Traits, class Number>
void append_number(std::basic_string<Char, Traits>& text, Number number) {
    const std::size_t first = text.size();
    do {
        text.push_back(static_cast<Char>('0' + static_cast<int>(number % 10)));
        number /= 10;
    } while (number != 0);
    std::reverse(text.begin() + static_cast<std::ptrdiff_t>(first), text.end());
}

/// Reads white space and a number of decimal digits, and nothing behind it. Returns false if there
/// is no number or it is too large.
template <class Char, class Traits, class Number>
bool read_number(std::basic_istream<Char, Traits>& in, Number& number) {
    const auto next_is = [&in](char least, char most) {
        const auto next = in.peek();
        return !Traits::eq_int_type(next, Traits::eof()) &&
               Traits::to_char_type(next) >= static_cast<Char>(least) &&
               Traits::to_char_type(next) <= static_cast<Char>(most);
    };
    while (in.good() && (next_is(' ', ' ') || (in.good() && next_is('\t', '\r')))) in.get();
    constexpr Number most = ~Number{0};
    bool good = false;
    number = 0;
    while (in.good() && next_is('0', '9')) {
        const auto digit = static_cast<Number>(Traits::to_char_type(in.peek()) - Char('0'));
        if (number > most / 10 || number * 10 > most - digit) return false;
        number = static_cast<Number>(number * 10 + digit);
        good = true;
        in.get();
    }
    return good;
}

/// The base of engines whose state can be written to a stream and read again.
///
/// \tparam Engine  `saved()` returns a std::array of unsigned integers, of which `restore(numbers)`
///                 makes an equal engine. It returns false for numbers that `saved` does not
///                 return, and has changed nothing then.
template <class Engine>
struct saved_as_text {
    /// Writes the state as decimal numbers with a space between them, whatever the stream's flags,
    /// width and locale.
    template <class Char, class Traits>
    friend std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& out,
                                                        const Engine& e) {
        std::basic_string<Char, Traits> text;
        for (const auto number : e.saved()) {
            if (!text.empty()) text.push_back(static_cast<Char>(' '));
            append_number(text, number);
        }
        return out.write(text.data(), static_cast<std::ptrdiff_t>(text.size()));
    }
    /// Reads a state. Of wrong text the stream's failbit is set and the engine is unchanged.
    template <class Char, class Traits>
    friend std::basic_istream<Char, Traits>& operator>>(std::basic_istream<Char, Traits>& in,
                                                        Engine& e) {
        auto numbers = decltype(e.saved()){};
        const bool read = std::all_of(numbers.begin(), numbers.end(),
                                      [&](auto& number) { return read_number(in, number); });
        using stream = std::basic_istream<Char, Traits>;
        if (!read || !e.restore(numbers)) in.setstate(stream::failbit);
        return in;
    }
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random
