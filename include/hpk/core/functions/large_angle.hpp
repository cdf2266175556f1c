// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "hpk/core/functions/quarter_turns.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// 2^k for integers k from -1022 to 1023.
[[nodiscard]] constexpr double exact_power(int k) noexcept {
    return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

/// The quarter turns of a finite angle of at least 2^20. Only those bits of 2/pi are multiplied by
/// it that matter: the others make multiples of four quarters, or are too small (M. Payne and
/// R. Hanek, Radian reduction for trigonometric functions, SIGNUM Newsletter 18, 1983).
[[nodiscard]] inline quarter_turns<lanes<double, scalar>> turns_of_large(double x) noexcept {
    using D = lanes<double, scalar>;
    using word = std::uint64_t;
    __extension__ using wide = unsigned __int128;
    constexpr std::array<word, 20> two_over_pi{// behind a word before the point
                                               0,
                                               0xa2f9836e4e441529,
                                               0xfc2757d1f534ddc0,
                                               0xdb6295993c439041,
                                               0xfe5163abdebbc561,
                                               0xb7246e3a424dd2e0,
                                               0x06492eea09d1921c,
                                               0xfe1deb1cb129a73e,
                                               0xe88235f52ebb4484,
                                               0xe99c7026b45f7e41,
                                               0x3991d639835339f4,
                                               0x9c845f8bbdf9283b,
                                               0x1ff897ffde05980f,
                                               0xef2f118b5a0a6d1f,
                                               0x6d367ecf27cb09b7,
                                               0x4f463f669e5fea2d,
                                               0x7527bac7ebe5f17b,
                                               0x3d0739f78a5292ea,
                                               0x6bfb5fb11f8d5d08,
                                               0x56033046fc7b6bab};

    // x = significand * 2^exponent. The first bit of 2/pi that matters counts 2 with 2^exponent.
    const auto bits = std::bit_cast<word>(x);
    const bool negative = bits >> 63 != 0;
    const word significand = (bits & ((word{1} << 52) - 1)) | word{1} << 52;
    const int exponent = static_cast<int>(bits >> 52 & 0x7ff) - 1075;
    const int first = exponent + 62;
    const auto part = [&](std::size_t k) {
        const std::size_t place = static_cast<std::size_t>(first) / 64 + k;
        const int shift = first % 64;
        return two_over_pi[place] << shift |
               (shift == 0 ? 0 : two_over_pi[place + 1] >> (64 - shift));
    };
    // The product, modulo four quarters: its first two bits are quarters.
    const wide low = wide{significand} * part(2);
    const wide middle = wide{significand} * part(1) + static_cast<word>(low >> 64);
    std::array<word, 3> product{significand * part(0) + static_cast<word>(middle >> 64),
                                static_cast<word>(middle), static_cast<word>(low)};
    word n = (product[0] + (word{1} << 61)) >> 62; // to nearest
    product[0] -= n << 62;
    const bool below = product[0] >> 63 != 0;
    if (below) { // the absolute value
        for (word& w : product) w = ~w;
        if (++product[2] == 0 && ++product[1] == 0) ++product[0];
    }
    int zeros = 0;
    for (; product[0] == 0; zeros += 64) product = {product[1], product[2], 0};
    if (const int places = std::countl_zero(product[0]); places != 0) {
        for (std::size_t k = 0; k < 2; ++k)
            product[k] = product[k] << places | product[k + 1] >> (64 - places);
        zeros += places;
    }

    // Of the fraction the first 27 bits, the next 26 and the next 53, times pi/2.
    const auto number = [](word value) { return D::constant(static_cast<double>(value)); };
    const D upper = number(product[0] >> 37) * D::constant(exact_power(-25 - zeros));
    const D lower =
        number(product[0] >> 11 & ((word{1} << 26) - 1)) * D::constant(exact_power(-51 - zeros));
    const D more = number((product[0] & 0x7ff) << 42 | product[1] >> 22) *
                   D::constant(exact_power(-104 - zeros));
    const D half_pi = D::constant(0x1.921fb54442d18p+0);
    const D its_upper = D::constant(0x1.921fb50000000p+0); // 26 bits
    const D its_lower = D::constant(0x1.110b460000000p-26);
    const D its_rest = D::constant(0x1.1a62633145c07p-54);
    const D p = (upper + lower) * half_pi;
    const D error =
        (((upper * its_upper - p) + upper * its_lower) + lower * its_upper) + lower * its_lower;
    const D rest = error + ((upper + lower) * its_rest + more * half_pi);
    D y = p + rest;
    D of_y = (p - y) + rest;
    if (below != negative) {
        y = -y;
        of_y = -of_y;
    }
    if (negative) n = 0 - n;
    return {{n}, y, of_y, {false}};
}

} // namespace HPK_ISA
} // namespace hpk::detail
