// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The parts that the tests of all families share.

#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.hpp"

namespace hpk::test {

#ifdef __OPTIMIZE__
inline constexpr bool optimised = true;
#else
inline constexpr bool optimised = false;
#endif

/// Stands for hpk::sequential in place of a number of threads.
inline constexpr int run_sequentially = -1;

/// Random numbers that are the same with every standard library.
class random_numbers {
public:
    explicit random_numbers(std::uint64_t seed) : bits_(seed) {}

    /// In [low, high).
    double uniform(double low, double high) {
        return low + (high - low) * (static_cast<double>(bits_() >> 11) * 0x1p-53);
    }

private:
    std::mt19937_64 bits_;
};

/// The message with which a call refuses its arguments, or fails with another Error; empty if it
/// succeeds.
template <class Error = std::invalid_argument, class Call>
std::string refusal(Call call) {
    try {
        call();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

/// A table of results computed outside the project.
struct reference_table {
    std::vector<std::string> rows;                ///< the lines of the file
    std::vector<std::vector<std::string>> fields; ///< the fields of each row
};

/// Reads reference/`name`, whose first line must be `header`.
reference_table read_reference(const std::string& name, const std::string& header);

} // namespace hpk::test
