// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The command line of a program: options, each followed by its values. Everything here throws
/// std::invalid_argument with a sentence that names the option.
class arguments {
public:
    arguments(int argc, char** argv) : words_(argv + 1, argv + argc) {}

    /// Goes to the next option; false if there is none.
    bool next() {
        if (at_ == words_.size()) return false;
        option_ = words_[at_++];
        return true;
    }
    [[nodiscard]] std::string_view option() const { return option_; }

    /// The option's next value.
    std::string_view word() {
        if (at_ == words_.size())
            throw std::invalid_argument(std::string(option_) + " wants more values");
        return words_[at_++];
    }
    /// The option's next values, numbers or strings.
    template <class... Values>
    void read(Values&... values) {
        (read_one(word(), values), ...);
    }
    /// The current word, as a number or a string.
    template <class Value>
    void read_option(Value& value) const {
        read_one(option_, value);
    }

    [[noreturn]] void refuse() const {
        throw std::invalid_argument("there is no option '" + std::string(option_) + "'");
    }
    [[noreturn]] void refuse(std::string_view value, const char* expected) const {
        throw std::invalid_argument(std::string(option_) + " is " + expected + ", not '" +
                                    std::string(value) + "'");
    }

private:
    static void read_one(std::string_view word, std::string& value) { value = word; }
    template <class Number>
    void read_one(std::string_view word, Number& value) const {
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (error != std::errc{} || end != word.data() + word.size())
            throw std::invalid_argument(std::string(option_) + ": '" + std::string(word) +
                                        "' is not a number that it takes");
    }

    std::vector<std::string_view> words_;
    std::size_t at_ = 0;
    std::string_view option_;
};
