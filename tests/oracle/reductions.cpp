// SPDX-License-Identifier: MIT

#include "oracle/reductions.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "flushing.hpp"

namespace oracle {
namespace {

/// A number of 4400 bits: bit k stands for 2^(k - 2200). The sign lies in the highest bits.
class long_number {
public:
    /// Adds or subtracts the product of two finite numbers.
    void add_product(double x, double y) {
        int x_exponent, y_exponent;
        const double x_part = std::frexp(std::fabs(x), &x_exponent);
        const double y_part = std::frexp(std::fabs(y), &y_exponent);
        const auto a = static_cast<std::uint64_t>(std::ldexp(x_part, 53));
        const auto b = static_cast<std::uint64_t>(std::ldexp(y_part, 53));
        const bool negative = std::signbit(x) != std::signbit(y);
        for (int bit = 0; bit < 53; ++bit)
            if ((a >> bit & 1) != 0) add(b, x_exponent + y_exponent - 106 + bit, negative);
    }

    /// Rounds to nearest, ties to even, by asking which of two neighbours is closer.
    template <class T>
    T rounded() const {
        long_number size = *this;
        const bool negative = (words_.back() >> 31) != 0;
        if (negative) size.negate();
        // Bits from the highest on, as many as T has, or down to its least bit.
        int top = static_cast<int>(32 * words_.size()) - 1;
        while (top >= 0 && !size.bit(top)) --top;
        if (top < 0) return 0;
        constexpr int least = std::numeric_limits<T>::min_exponent - std::numeric_limits<T>::digits;
        const int last = std::max(top - std::numeric_limits<T>::digits + 1, least + offset);
        long double value = 0;
        for (int k = top; k >= last; --k)
            if (size.bit(k)) value += std::ldexp(1.0L, k - offset);
        const bool half = last > 0 && size.bit(last - 1);
        bool more = false;
        for (int k = last - 2; k >= 0 && !more; --k) more = size.bit(k);
        if (half && (more || size.bit(last))) value += std::ldexp(1.0L, last - offset);
        constexpr long double largest = std::numeric_limits<T>::max();
        if (value > largest) value = std::numeric_limits<long double>::infinity();
        return static_cast<T>(negative ? -value : value);
    }

private:
    static constexpr int offset = 2200;

    bool bit(int k) const {
        return (words_[static_cast<std::size_t>(k / 32)] >> (k % 32) & 1) != 0;
    }
    void add(std::uint64_t n, int exponent, bool negative) {
        const int place = exponent + offset;
        if (n == 0) return;
        // Bits of n below 2^-2200 there are none: factors have no bit below 2^-1074.
        std::vector<std::uint32_t> term(words_.size());
        for (int b = 0; b < 64; ++b)
            if ((n >> b & 1) != 0) {
                const int k = place + b;
                if (k < 0) throw std::logic_error("a bit is too low");
                term[static_cast<std::size_t>(k / 32)] |= std::uint32_t{1} << (k % 32);
            }
        std::uint64_t carry = negative ? 1 : 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const std::uint32_t word = negative ? ~term[i] : term[i];
            carry += std::uint64_t{words_[i]} + word;
            words_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    void negate() {
        std::uint64_t carry = 1;
        for (std::uint32_t& word : words_) {
            carry += static_cast<std::uint32_t>(~word);
            word = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }

    std::vector<std::uint32_t> words_ = std::vector<std::uint32_t>(4448 / 32);
};

/// The sum of products, or what infinities and NaN make of it.
template <class T>
T exact(std::span<const T> x, std::span<const T> y) {
    long_number sum;
    T special = 0;
    bool is_special = false, all_negative_zeros = true;
    for (std::size_t k = 0; k < x.size(); ++k) {
        const T factor = y.empty() ? T(1) : y[k];
        if (!std::isfinite(x[k]) || !std::isfinite(factor)) {
            special += x[k] * factor;
            is_special = true;
        } else {
            sum.add_product(static_cast<double>(x[k]), static_cast<double>(factor));
        }
        const bool zero = x[k] == 0 || factor == 0;
        all_negative_zeros =
            all_negative_zeros && zero && std::signbit(x[k]) != std::signbit(factor);
    }
    if (is_special) return special;
    return all_negative_zeros && !x.empty() ? -T(0) : sum.rounded<T>();
}

template <class T>
T pairwise(std::span<const T> x) {
    const std::size_t n = x.size();
    if (n > 128) {
        const std::size_t half = n / 2 - n / 2 % 8;
        return pairwise(x.first(half)) + pairwise(x.subspan(half));
    }
    T sum = -T(0);
    std::size_t k = 0;
    if (n >= 8) {
        T r[8];
        for (; k < 8; ++k) r[k] = x[k];
        for (; k + 8 <= n; k += 8)
            for (std::size_t i = 0; i < 8; ++i) r[i] += x[k + i];
        sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    }
    for (; k < n; ++k) sum += x[k];
    return sum;
}

template <class T>
T striped(std::span<const T> x) {
    constexpr std::size_t stripes = sizeof(T) == 4 ? 64 : 32;
    std::vector<T> sums;
    for (std::size_t first = 0; first < x.size(); first += 4096) {
        std::vector<T> stripe(stripes, -T(0));
        for (std::size_t k = first; k < std::min(first + 4096, x.size()); ++k)
            stripe[(k - first) % stripes] += x[k];
        while (stripe.size() > 1) {
            const std::size_t half = stripe.size() / 2;
            for (std::size_t k = 0; k < half; ++k) stripe[k] += stripe[half + k];
            stripe.resize(half);
        }
        sums.push_back(stripe[0]);
    }
    while (sums.size() > 1) {
        std::vector<T> next;
        for (std::size_t k = 0; k < sums.size(); k += 2)
            next.push_back(k + 1 < sums.size() ? sums[k] + sums[k + 1] : sums[k]);
        sums = next;
    }
    return sums[0];
}

template <class T>
T sum_in(std::string_view order, std::span<const T> x) {
    if (x.empty()) return 0;
    if (order == "exact") return exact<T>(x, {});
    if (order == "pairwise") return pairwise(x);
    if (order == "striped") return striped(x);
    if (order == "in_order") {
        T sum = x[0];
        for (const T term : x.subspan(1)) sum += term;
        return sum;
    }
    if (order == "compensated") {
        T sum = 0, errors = 0;
        for (const T term : x) {
            const T next = sum + term;
            errors += std::fabs(sum) >= std::fabs(term) ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }
        return errors != 0 && std::isfinite(errors) ? sum + errors : sum;
    }
    throw std::invalid_argument("no such order: " + std::string(order));
}

} // namespace

// A program that is linked with -ffast-math flushes subnormal numbers from its beginning.

float sum(std::string_view order, std::span<const float> x) {
    const hpk::test::flushing never(false);
    return sum_in(order, x);
}
double sum(std::string_view order, std::span<const double> x) {
    const hpk::test::flushing never(false);
    return sum_in(order, x);
}
float exact_dot(std::span<const float> x, std::span<const float> y) {
    const hpk::test::flushing never(false);
    return x.empty() ? 0 : exact(x, y);
}
double exact_dot(std::span<const double> x, std::span<const double> y) {
    const hpk::test::flushing never(false);
    return x.empty() ? 0 : exact(x, y);
}

} // namespace oracle
