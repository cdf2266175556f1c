// SPDX-License-Identifier: MIT
//
// Is a number of 64 bits prime? Once at once, by Miller's and Rabin's test with Montgomery's
// multiplication; and once by trial division on all cores, which stop soon after one has found a
// divisor. The price of stopping is one read of a flag per 4096 divisors.

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include <hpk/core/execution.hpp>

namespace {

__extension__ using wide = unsigned __int128;

/// Arithmetic modulo an odd number n. A residue x stands for x / 2^64, so that no product needs a
/// division. Source: Montgomery, Modular Multiplication Without Trial Division, 1985.
class modulo {
public:
    explicit modulo(std::uint64_t n) : n_(n), inverse_(n) {
        for (int bits = 3; bits < 64; bits *= 2) inverse_ *= 2 - n * inverse_; // Newton's iteration
        one_ = static_cast<std::uint64_t>((wide{1} << 64) % n);
        square_ = static_cast<std::uint64_t>(wide{one_} * one_ % n);
    }

    [[nodiscard]] std::uint64_t one() const { return one_; }
    [[nodiscard]] std::uint64_t minus_one() const { return n_ - one_; }
    [[nodiscard]] std::uint64_t residue(std::uint64_t x) const { return product(x % n_, square_); }
    [[nodiscard]] std::uint64_t product(std::uint64_t a, std::uint64_t b) const {
        const wide ab = wide{a} * b;
        const std::uint64_t quotient = static_cast<std::uint64_t>(ab) * inverse_;
        const auto high = static_cast<std::uint64_t>(ab >> 64);
        const auto subtracted = static_cast<std::uint64_t>(wide{quotient} * n_ >> 64);
        return high - subtracted + (high < subtracted ? n_ : 0);
    }

private:
    std::uint64_t n_, inverse_;  ///< n * inverse = 1 modulo 2^64
    std::uint64_t one_, square_; ///< 2^64 and 2^128 modulo n
};

/// Exact for every number below 2^64: no composite one passes for all of these bases (Jim Sinclair,
/// 2011).
bool is_prime(std::uint64_t n) {
    if (n < 4) return n > 1;
    if (n % 2 == 0) return false;
    const int twos = std::countr_zero(n - 1);
    const modulo m(n);
    constexpr std::array<std::uint64_t, 7> bases{2, 325, 9375, 28178, 450775, 9780504, 1795265022};
    return std::all_of(bases.begin(), bases.end(), [&](std::uint64_t base) {
        std::uint64_t square = m.residue(base), x = m.one();
        if (square == 0) return true;
        for (std::uint64_t exponent = (n - 1) >> twos; exponent > 0; exponent >>= 1) {
            if (exponent % 2 == 1) x = m.product(x, square);
            square = m.product(square, square);
        }
        if (x == m.one()) return true;
        for (int k = 0; k < twos; ++k) {
            if (x == m.minus_one()) return true;
            x = m.product(x, x);
        }
        return false;
    });
}

/// True if f(k) holds for a k = 0 … count-1. Threads stop at the end of their stretch after one has
/// found one.
template <class F>
bool any_of(std::size_t count, hpk::execution_policy auto how, const F& f) {
    constexpr std::size_t stretch = 4096;
    std::atomic<bool> found = false;
    hpk::distribute_stretches(how, count, stretch, [&] {
        return [&](std::size_t first, std::size_t n) {
            if (found.load(std::memory_order_relaxed)) return;
            for (std::size_t k = first; k < first + n; ++k)
                if (f(k)) return found.store(true, std::memory_order_relaxed);
        };
    });
    return found;
}

/// The book's way: 2, and all odd numbers up to the square root. The root of a double is too large
/// by one at most.
bool has_divisor(std::uint64_t n, hpk::execution_policy auto how) {
    if (n % 2 == 0) return n > 2;
    const auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n)));
    return any_of(root / 2, how, [n](std::size_t k) {
        const std::uint64_t divisor = 2 * k + 3;
        return n % divisor == 0 && divisor < n;
    });
}

template <class F>
double milliseconds(const F& f) {
    const auto begin = std::chrono::steady_clock::now();
    f();
    const auto end = std::chrono::steady_clock::now();
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

} // namespace

int main() {
    bool right = true;
    struct answer {
        std::uint64_t n;
        bool prime;
    };
    // The numbers of Gorelick and Ozsvald, chapter 10.
    constexpr std::array<answer, 5> book{{{112272535095295, false},
                                          {100109100129100369, false},
                                          {100109100129101027, false},
                                          {100109100129100151, true},
                                          {100109100129162907, true}}};
    for (const answer& known : book) {
        bool found = false;
        const double ms = milliseconds([&] { found = is_prime(known.n); });
        std::printf("%llu is %s (%.4f ms)\n", static_cast<unsigned long long>(known.n),
                    found ? "prime" : "composite", ms);
        right &= found == known.prime;
    }

    int primes = 0;
    for (std::uint64_t n = 0; n < 20'000; ++n) {
        primes += is_prime(n) ? 1 : 0;
        right &= is_prime(n) == (n > 1 && !has_divisor(n, hpk::sequential{}));
    }
    right &= primes == 2262;

    // The square of a prime has its only divisor at the end, a multiple of 3 at the beginning.
    for (const std::uint64_t n :
         {std::uint64_t{3999971} * 3999971, std::uint64_t{3} * 5333260666661}) {
        bool one = false, all = false;
        const double sequential = milliseconds([&] { one = has_divisor(n, hpk::sequential{}); });
        const double parallel = milliseconds([&] { all = has_divisor(n, hpk::parallel{}); });
        std::printf("divisor of %llu: %.3f ms on one thread, %.3f ms on all\n",
                    static_cast<unsigned long long>(n), sequential, parallel);
        right &= one && all && !is_prime(n);
    }
    std::puts(right ? "ok" : "WRONG");
    return right ? 0 : 1;
}
