// SPDX-License-Identifier: MIT
//
// hpk_test_errors               the error of each function is below 1 ulp, at 10^6 numbers, and
// floats
//                               are rounded correctly, at one float in 1021
// hpk_test_errors --all-floats  the same at all 2^32 floats, which takes minutes

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <vector>

#include <mpfr.h>

#include <hpk/core/execution.hpp>
#include <hpk/core/lanes.hpp>
#include <hpk/core/subnormals.hpp>
#include <hpk/hash/mixing/splitmix.hpp>

#include "core/functions.hpp"

namespace hpk::test {
namespace {

using mpfr_function = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

mpfr_function exact_function(std::string_view name) {
    if (name == "log") return mpfr_log;
    if (name == "exp") return mpfr_exp;
    if (name == "log1p") return mpfr_log1p;
    if (name == "expm1") return mpfr_expm1;
    if (name == "sin") return mpfr_sin;
    if (name == "cos") return mpfr_cos;
    return nullptr;
}

/// A number of 200 binary digits.
class number {
public:
    number() { mpfr_init2(value_, 200); }
    number(const number&) = delete;
    number& operator=(const number&) = delete;
    ~number() { mpfr_clear(value_); }

    void set(mpfr_function f, double x) {
        mpfr_set_d(value_, x, MPFR_RNDN);
        f(value_, value_, MPFR_RNDN);
    }
    [[nodiscard]] float as_float() const { return mpfr_get_flt(value_, MPFR_RNDN); }
    [[nodiscard]] double as_double() const { return mpfr_get_d(value_, MPFR_RNDN); }

    /// The distance of y, in ulps of y.
    [[nodiscard]] double distance(double y) {
        int exponent = 0;
        std::frexp(y, &exponent);
        mpfr_sub_d(value_, value_, y, MPFR_RNDN);
        mpfr_mul_2si(value_, value_, -std::max(exponent - 53, -1074), MPFR_RNDN);
        return std::fabs(as_double());
    }

private:
    mpfr_t value_;
};

/// A number for which a function is neither trivial nor infinite; half of them small.
double number_at(std::uint64_t k) {
    const std::uint64_t word = detail::splitmix(k);
    const double uniform = static_cast<double>(word >> 11) * 0x1p-53;
    switch (k % 8) {
    case 0:
        return std::bit_cast<double>(word);
    case 1:
        return std::ldexp(uniform - 0.5, -static_cast<int>(word % 64));
    case 2:
        return 1 + std::ldexp(uniform - 0.5, -static_cast<int>(word % 52));
    case 3:
        return uniform;
    case 4:
        return (uniform - 0.5) * 1490;
    case 5:
        return (uniform - 0.5) * 80;
    case 6:
        return (uniform - 0.5) * 4;
    default:
        return (uniform - 0.5) * 1.5;
    }
}

using L = lanes<double, native>;
constexpr std::size_t block = 1024;

/// True if the error is below 1 ulp at 10^6 numbers.
template <class Function>
bool check_doubles(std::string_view name, const Function& function) {
    constexpr std::size_t blocks = 1'000'000 / block + 1;
    std::vector<double> largest(blocks), where(blocks);
    distribute(parallel{}, blocks, [&] {
        return [&](std::ptrdiff_t b) {
            number exact;
            std::array<double, block> x, y;
            for (std::size_t k = 0; k < block; ++k)
                x[k] = number_at(static_cast<std::size_t>(b) * block + k);
            for (std::size_t k = 0; k < block; k += L::size)
                function(L::load(x.data() + k)).store(y.data() + k);
            for (std::size_t k = 0; k < block; ++k) {
                exact.set(exact_function(name), x[k]);
                const double nearest = exact.as_double();
                if (!is_finite(nearest) || !is_finite(y[k])) {
                    // Only both, and NaN only with NaN.
                    if (is_nan(nearest) != is_nan(y[k]) || is_finite(nearest) != is_finite(y[k]))
                        largest[static_cast<std::size_t>(b)] = HUGE_VAL;
                    continue;
                }
                const double error = exact.distance(y[k]);
                if (error > largest[static_cast<std::size_t>(b)]) {
                    largest[static_cast<std::size_t>(b)] = error;
                    where[static_cast<std::size_t>(b)] = x[k];
                }
            }
        };
    });
    const auto worst = std::max_element(largest.begin(), largest.end());
    std::printf("%.*s: an error of %.3f ulp, at %a\n", static_cast<int>(name.size()), name.data(),
                *worst, where[static_cast<std::size_t>(worst - largest.begin())]);
    return *worst < 1;
}

/// True if all floats but a few, or one in 1021, are rounded correctly. Where rounding what is 256
/// ulps beside the double gives the same float, MPFR need not be asked.
template <class Function>
bool check_floats(std::string_view name, const Function& function, bool all) {
    const std::uint64_t step = all ? 1 : 1021;
    const std::uint64_t count = (std::uint64_t{1} << 32) / step / block + 1;
    std::atomic<long> wrong = 0, asked = 0;
    distribute(parallel{}, static_cast<std::ptrdiff_t>(count), [&] {
        return [&](std::ptrdiff_t b) {
            number exact;
            std::array<float, block> x, y;
            std::array<double, block> wide;
            for (std::size_t k = 0; k < block; ++k) {
                const std::uint64_t index = static_cast<std::uint64_t>(b) * block + k;
                x[k] = std::bit_cast<float>(static_cast<std::uint32_t>(index * step));
                wide[k] = static_cast<double>(x[k]);
            }
            using F = lanes<float, native>;
            for (std::size_t k = 0; k < block; k += F::size)
                function(F::load(x.data() + k)).store(y.data() + k);
            for (std::size_t k = 0; k < block; k += L::size)
                function(L::load(wide.data() + k)).store(wide.data() + k);
            for (std::size_t k = 0; k < block; ++k) {
                const auto less = static_cast<float>(wide[k] * (1 - 0x1p-45));
                const auto more = static_cast<float>(wide[k] * (1 + 0x1p-45));
                if (std::bit_cast<std::uint32_t>(less) == std::bit_cast<std::uint32_t>(y[k]) &&
                    std::bit_cast<std::uint32_t>(more) == std::bit_cast<std::uint32_t>(y[k]))
                    continue;
                if (is_nan(wide[k]) && is_nan(y[k])) continue;
                ++asked;
                exact.set(exact_function(name), static_cast<double>(x[k]));
                if (std::bit_cast<std::uint32_t>(exact.as_float()) !=
                    std::bit_cast<std::uint32_t>(y[k])) {
                    if (++wrong <= 3)
                        std::printf("%.*s(%a) is %a\n", static_cast<int>(name.size()), name.data(),
                                    static_cast<double>(x[k]), static_cast<double>(y[k]));
                }
            }
        };
    });
    std::printf("%.*s: %ld floats are not rounded correctly; MPFR was asked %ld times\n",
                static_cast<int>(name.size()), name.data(), wrong.load(), asked.load());
    // Of all floats 5 logarithms, 9 results of log1p, 2 sines and 4 cosines are nearly in the
    // middle between two floats and were rounded to the other one.
    return wrong <= 10;
}

} // namespace
} // namespace hpk::test

int main(int argc, char** argv) {
    using namespace hpk::test;
    const bool all = argc == 2 && std::string_view(argv[1]) == "--all-floats";
    if (!all)
        std::puts("Not all 2^32 floats are tried, which takes minutes: --all-floats does so.");
    const hpk::subnormals_kept guard;
    bool right = true;
    for_each_function([&](std::string_view name, const auto& function) {
        right = check_doubles(name, function) && right;
        right = check_floats(name, function, all) && right;
    });
    return right ? 0 : 1;
}
