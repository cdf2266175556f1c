// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "arguments.hpp"

/// The options of a program, described once for both parsing and --help.
class command_line {
public:
    command_line(std::string program, std::string purpose)
        : program_(std::move(program)), purpose_(std::move(purpose)) {}

    /// An option that is followed by values. The current values are its defaults.
    template <class... Values>
    void option(std::string name, const std::string& values, const std::string& meaning,
                Values&... targets) {
        std::ostringstream defaults;
        ((defaults << ' ' << targets), ...);
        lines_.emplace_back(name + ' ' + values, meaning + " (default:" + defaults.str() + ')');
        readers_.emplace_back(std::move(name), [&targets...](arguments& a) { a.read(targets...); });
    }

    /// An optional word without an option.
    void operand(const std::string& name, const std::string& meaning, std::string& target) {
        usage_ += " [" + name + ']';
        lines_.emplace_back(name, meaning);
        operand_ = &target;
    }

    /// Reads the command line and calls main_part, which returns true on success. Returns the
    /// result for main(): 2 if a std::invalid_argument has refused an argument.
    template <class MainPart>
    int run(int argc, char** argv, MainPart main_part) const {
        try {
            if (read({argc, argv})) return main_part() ? 0 : 1;
            return std::fputs(help().c_str(), stdout) < 0 ? 1 : 0;
        } catch (const std::invalid_argument& e) {
            std::fprintf(stderr, "%s: %s (--help says what there is)\n", program_.c_str(),
                         e.what());
            return 2;
        } catch (const std::bad_alloc&) {
            std::fprintf(stderr, "%s: there is not enough memory\n", program_.c_str());
        } catch (const std::exception& e) {
            std::fprintf(stderr, "%s: %s\n", program_.c_str(), e.what());
        }
        return 1;
    }

private:
    /// False if --help is requested.
    bool read(arguments a) const {
        bool operand_is_there = false;
        while (a.next()) {
            if (a.option() == "--help") return false;
            const auto reader = std::find_if(readers_.begin(), readers_.end(),
                                             [&](const auto& r) { return r.first == a.option(); });
            if (reader != readers_.end()) {
                reader->second(a);
            } else {
                if (operand_ == nullptr || a.option().starts_with("--")) a.refuse();
                if (std::exchange(operand_is_there, true))
                    throw std::invalid_argument("'" + std::string(a.option()) +
                                                "' is one word too many");
                a.read_option(*operand_);
            }
        }
        return true;
    }

    [[nodiscard]] std::string help() const {
        auto lines = lines_;
        lines.emplace_back("--help", "this text");
        std::size_t width = 0;
        for (const auto& line : lines) width = std::max(width, line.first.size());
        std::string text = "usage: " + program_ + " [options]" + usage_ + '\n' + purpose_ + '\n';
        for (const auto& [left, right] : lines)
            text.append(2, ' ').append(left).append(width - left.size() + 2, ' ').append(right) +=
                '\n';
        return text;
    }

    std::string program_, purpose_, usage_;
    std::vector<std::pair<std::string, std::string>> lines_; ///< of the help
    std::vector<std::pair<std::string, std::function<void(arguments&)>>> readers_;
    std::string* operand_ = nullptr;
};
