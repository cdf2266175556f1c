// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <complex>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/julia.hpp>

#include "png.hpp"

/// What julia_picture is asked for.
struct options {
    std::complex<double> c{-0.62772, -0.42193};
    int columns = 600, rows = 600;
    hpk::julia::region<double> region;
    int iterations = 300;
    bool detail = true;
    std::string out = std::string("julia.") + picture_format;
    bool help = false;
};

/// \throws std::invalid_argument with a sentence that names the option
inline options parse(const std::vector<std::string_view>& arguments) {
    options o;
    std::size_t next = 0;
    std::string_view option;
    const auto word = [&] {
        if (next == arguments.size())
            throw std::invalid_argument(std::string(option) + " wants more values");
        return arguments[next++];
    };
    const auto read = [&](auto&... values) {
        const auto read_one = [&](auto& value) {
            const std::string_view w = word();
            const auto [end, error] = std::from_chars(w.data(), w.data() + w.size(), value);
            if (error != std::errc{} || end != w.data() + w.size())
                throw std::invalid_argument(std::string(option) + ": '" + std::string(w) +
                                            "' is not a number that it takes");
        };
        (read_one(values), ...);
    };
    while (next < arguments.size()) {
        option = word();
        if (option == "--help") {
            o.help = true;
        } else if (option == "--c") {
            double re = 0, im = 0;
            read(re, im);
            o.c = {re, im};
        } else if (option == "--size") {
            read(o.columns, o.rows);
        } else if (option == "--region") {
            read(o.region.left, o.region.right, o.region.bottom, o.region.top);
        } else if (option == "--iterations") {
            read(o.iterations);
        } else if (option == "--colouring") {
            const auto colouring = word();
            if (colouring != "linear" && colouring != "detail")
                throw std::invalid_argument("--colouring is linear or detail, not '" +
                                            std::string(colouring) + "'");
            o.detail = colouring == "detail";
        } else if (option == "--out") {
            o.out = word();
        } else {
            throw std::invalid_argument("there is no option '" + std::string(option) + "'");
        }
    }
    return o;
}
