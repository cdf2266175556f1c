// SPDX-License-Identifier: MIT
//
// Morris's counter, of which docs/distinct.md speaks: Gorelick and Ozsvald's example 12-25.

#include <cmath>
#include <random>

#include "catch.hpp"

namespace hpk::test {
namespace {

/// Counts events, in a byte: the exponent rises with a probability of 2^-exponent.
class morris_counter {
public:
    void add(std::mt19937_64& bits) {
        if (bits() >> (63 - exponent_) < 2) ++exponent_;
    }
    [[nodiscard]] double power() const { return std::exp2(exponent_); }

private:
    int exponent_ = 0;
};

TEST_CASE("Morris's counter: 2^c is one too many, and deviates by 71 %") {
    std::mt19937_64 bits(1);
    for (const int n : {2, 10, 1000}) {
        constexpr int trials = 4000;
        double sum = 0, squares = 0;
        for (int t = 0; t < trials; ++t) {
            morris_counter counter;
            for (int k = 0; k < n; ++k) counter.add(bits);
            sum += counter.power();
            squares += std::pow(counter.power() - 1 - n, 2);
        }
        INFO(n << " events");
        const double deviation = std::sqrt((n - 1) / (2.0 * n)); // of the theory, relative
        const double tolerance = 5 * deviation * n / std::sqrt(trials);
        CHECK(std::abs(sum / trials - 1 - n) < tolerance);
        if (n < 10) CHECK(std::abs(sum / trials - n) > tolerance); // what the book's get() returns
        CHECK(std::sqrt(squares / trials) / n == Approx(deviation).epsilon(0.15));
    }
}

} // namespace
} // namespace hpk::test
