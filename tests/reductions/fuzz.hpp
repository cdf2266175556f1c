// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Makes numbers from a stream of bytes; every variant must give the sums and dot products of the
/// oracle.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "choices.hpp"
#include "oracle/reductions.hpp"
#include "reductions/problem.hpp"

namespace hpk::test {

template <class T>
class reduction_problem {
public:
    static constexpr const char* family = "reductions";

    explicit reduction_problem(choices from) : from_(from), random_(from_.byte()) {
        const std::uint32_t size = from_.byte() | from_.byte() << 8;
        x_ = numbers(size % 1200);
        y_ = numbers(x_.size());
        dot_ = oracle::exact_dot(x_, y_);
    }

    /// Throws std::logic_error if a result is wrong.
    template <class Variant, class Backend>
    void check(const std::string& rung) const {
        expect(reductions::sum<Variant, Backend>(x_), oracle::sum(Variant::order, x_), rung);
        if (Variant::order == reductions::extracted::order)
            expect(reductions::dot<Variant, Backend>(x_, y_), dot_, rung + "/dot");
    }

private:
    static void expect(T result, T expected, const std::string& what) {
        const bool nan = is_any_nan(expected);
        if (nan ? !is_any_nan(result) : bits_of(result) != bits_of(expected))
            throw std::logic_error(what + " is wrong");
    }

    /// Runs of numbers whose exponents lie in a range, with zeros and extreme numbers among them.
    std::vector<T> numbers(std::size_t size) {
        using limits = std::numeric_limits<T>;
        constexpr int exponents = limits::max_exponent - limits::min_exponent + 2;
        std::vector<T> result;
        while (result.size() < size) {
            const std::size_t run = 1 + from_.byte();
            const int least = static_cast<int>((from_.byte() | from_.byte() << 8) % exponents);
            const int range = 1 + static_cast<int>(from_.byte()) * exponents / 256;
            const std::uint32_t extremes = from_.byte();
            for (std::size_t k = 0; k < run && result.size() < size; ++k) {
                if (extremes != 0 && random_() % 256 < extremes) {
                    static constexpr T some[]{T(0),
                                              -T(0),
                                              limits::max(),
                                              -limits::max(),
                                              limits::min(),
                                              limits::denorm_min(),
                                              limits::infinity(),
                                              limits::quiet_NaN()};
                    result.push_back(some[random_() % (extremes % 8 + 1)]);
                    continue;
                }
                const auto field =
                    static_cast<std::uint64_t>(least + static_cast<int>(random_() % 4096) % range) %
                    (exponents + 1);
                using bits = decltype(bits_of(T(0)));
                constexpr int digits = limits::digits - 1;
                const std::uint64_t fraction = random_() & ((std::uint64_t{1} << digits) - 1);
                const std::uint64_t sign = random_() % 2;
                result.push_back(std::bit_cast<T>(
                    static_cast<bits>(sign << (8 * sizeof(T) - 1) | field << digits | fraction)));
            }
        }
        return result;
    }

    choices from_;
    std::mt19937_64 random_;
    std::vector<T> x_, y_;
    T dot_;
};

} // namespace hpk::test
