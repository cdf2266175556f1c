// SPDX-License-Identifier: MIT

#include <atomic>
#include <cfenv>
#include <cstddef>
#include <limits>

#include <hpk/core/execution.hpp>
#include <hpk/core/subnormals.hpp>

#include "catch.hpp"
#include "flushing.hpp"

namespace hpk::test {
namespace {

/// True if the calling thread keeps subnormal operands and results. Volatile, so that it computes
/// at run time.
bool keeps_subnormals() {
    volatile double smallest = std::numeric_limits<double>::denorm_min();
    volatile double normal = std::numeric_limits<double>::min();
    const volatile double operand = smallest * 0x1p1000;
    const volatile double result = normal / 4;
    return operand != 0 && result * 0x1p1000 != 0;
}

TEST_CASE("subnormals/kept while a guard lives, and then as before") {
    {
        const flushing flush(false);
        const subnormals_kept where_they_are_kept_anyway;
        CHECK(keeps_subnormals());
    }
    const flushing flush(true);
    CHECK_FALSE(keeps_subnormals());
    {
        const subnormals_kept outer;
        CHECK(keeps_subnormals());
        {
            const subnormals_kept inner;
            CHECK(keeps_subnormals());
        }
        CHECK(keeps_subnormals());
    }
    CHECK_FALSE(keeps_subnormals());
}

TEST_CASE("subnormals/rounding stays as it is, and exceptions that were met are not forgotten") {
    const flushing flush(true);
    std::feclearexcept(FE_ALL_EXCEPT);
    std::fesetround(FE_UPWARD);
    {
        const subnormals_kept guard;
        CHECK(std::fegetround() == FE_UPWARD);
        volatile double zero = 0;
        volatile double quotient = 1 / zero;
        static_cast<void>(quotient);
    }
    CHECK(std::fegetround() == FE_UPWARD);
    CHECK(std::fetestexcept(FE_DIVBYZERO) != 0);
    std::fesetround(FE_TONEAREST);
}

/// The number of pieces of work done by threads that keep subnormal numbers.
template <class Execution>
int pieces_that_keep_them(Execution how) {
    std::atomic<int> pieces = 0;
    distribute(how, 100,
               [&] { return [&](std::ptrdiff_t) { pieces += keeps_subnormals() ? 1 : 0; }; });
    return pieces;
}

// The threads exist from the first call on, and inherited the mode of the thread that made that
// call.
TEST_CASE("subnormals/all threads do as the one that calls") {
    const flushing do_not(false);
    CHECK(pieces_that_keep_them(parallel{4}) == 100);
    {
        const flushing flush(true);
        CHECK(pieces_that_keep_them(sequential{}) == 0);
        CHECK(pieces_that_keep_them(parallel{4}) == 0);
        CHECK(pieces_that_keep_them(parallel{7}) == 0);
        const subnormals_kept guard;
        CHECK(pieces_that_keep_them(parallel{4}) == 100);
        CHECK(pieces_that_keep_them(parallel{7}) == 100);
    }
    CHECK(pieces_that_keep_them(parallel{7}) == 100);
}

} // namespace
} // namespace hpk::test
