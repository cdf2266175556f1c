// SPDX-License-Identifier: MIT
//
// Every row of reference/search.csv: positions by numpy.searchsorted and by the book's rule for the
// closest element, for arrays and keys that are made as the script that made the rows makes them.

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <hpk/hash/mixing/splitmix.hpp>

#include "crc32.hpp"
#include "search/problem.hpp"

namespace hpk::test {
namespace {

std::uint64_t element(std::uint64_t seed, std::size_t k) {
    return detail::splitmix(seed + (k + 1) * 0x9E3779B97F4A7C15);
}

/// 64 random bits as a value of T.
template <class T>
T cast(std::uint64_t z) {
    if constexpr (std::floating_point<T>)
        return static_cast<T>(static_cast<std::int64_t>(z >> 40) - (1 << 23)) / T(1024);
    else
        return static_cast<T>(sizeof(T) == 4 ? z >> 32 : z);
}

struct row {
    std::string type, pattern;
    std::size_t n;
    std::uint64_t seed;
    std::uint32_t lower, upper;
    std::string closest, text;
};

const std::vector<row>& rows() {
    static const std::vector<row> all = [] {
        const reference_table table = read_reference(
            "search.csv", "type,pattern,n,seed,queries,left_crc32,right_crc32,closest_crc32");
        std::vector<row> result;
        for (std::size_t k = 0; k < table.rows.size(); ++k) {
            const auto& f = table.fields[k];
            const auto hex = [&](std::size_t i) {
                return static_cast<std::uint32_t>(std::stoul(f[i], nullptr, 16));
            };
            result.push_back({f[0], f[1], std::stoull(f[2]), std::stoull(f[3]), hex(5), hex(6),
                              f[7], table.rows[k]});
        }
        return result;
    }();
    return all;
}

template <class T>
constexpr T nan = std::bit_cast<T>(static_cast<integer_like<T>>(
    std::bit_cast<integer_like<T>>(std::numeric_limits<T>::infinity()) | 1));
template <class T>
constexpr T infinity =
    std::bit_cast<T>(std::bit_cast<integer_like<T>>(std::numeric_limits<T>::infinity()));

template <class T>
std::vector<T> array_of(const row& r) {
    const std::size_t n = r.n;
    std::vector<T> a(n);
    for (std::size_t k = 0; k < n; ++k) {
        const std::uint64_t z = element(r.seed, k);
        a[k] = cast<T>(r.pattern == "few" ? z % 97 * (0x0200000000000000 / 97 * 8) : z);
    }
    if (n > 0 && r.pattern == "constant") std::fill(a.begin(), a.end(), a[0]);
    if (n > 0 && r.pattern == "extremes") {
        const auto fill = [&](std::size_t from, std::size_t to, T x) {
            for (std::size_t k = from; k < to; ++k) a[k] = x;
        };
        if constexpr (std::floating_point<T>) {
            fill(0, (n + 7) / 8, nan<T>);
            fill(n / 4, n / 3, -T(0));
            fill(n / 3, n / 2, T(0));
            if (n > 5) {
                a[n - 1] = infinity<T>;
                a[n - 2] = -infinity<T>;
            }
        } else {
            fill(0, (n + 7) / 8, std::numeric_limits<T>::max());
            fill(n / 4, n / 3, std::numeric_limits<T>::min());
        }
    }
    std::sort(a.begin(), a.end(), comes_before<T>);
    return a;
}

/// The next larger value; of the largest finite one infinity, and of infinity itself.
template <class T>
T next(T x) {
    if constexpr (std::floating_point<T>) {
        using integer = integer_like<T>;
        const auto bits = std::bit_cast<integer>(x);
        if (search::order<T>::is_nan(x) || bits == std::bit_cast<integer>(infinity<T>)) return x;
        if ((bits & std::numeric_limits<integer>::max()) == 0) return std::bit_cast<T>(integer{1});
        return std::bit_cast<T>(static_cast<integer>(bits < 0 ? bits - 1 : bits + 1));
    } else {
        return static_cast<T>(static_cast<std::make_unsigned_t<T>>(x) + 1U);
    }
}

template <class T>
std::vector<T> keys_of(const row& r, const std::vector<T>& a) {
    std::vector<T> q(500);
    for (std::size_t k = 0; k < q.size(); ++k) q[k] = cast<T>(element(r.seed + 1000000, k));
    if (r.n > 0) {
        for (std::size_t k = 0; k < 200; ++k) q[k] = a[element(r.seed + 2000000, k) % r.n];
        for (std::size_t k = 0; k < 50; ++k)
            q[200 + k] = next(a[element(r.seed + 3000000, k) % r.n]);
    }
    if (r.pattern == "extremes") {
        if constexpr (std::floating_point<T>) {
            const T special[]{nan<T>, -T(0), T(0), infinity<T>, -infinity<T>, nan<T>};
            std::copy(std::begin(special), std::end(special), q.begin() + 250);
        } else {
            q[250] = std::numeric_limits<T>::min();
            q[251] = std::numeric_limits<T>::max();
        }
    }
    return q;
}

std::uint32_t crc_of(const std::vector<std::uint64_t>& positions) {
    return crc32(std::as_bytes(std::span(positions)));
}

struct reference_rows {
    static constexpr const char* name = "reference";

    template <class V, class B, class T>
    static void check() {
        int checked = 0, left_out = 0;
        for (const row& r : rows()) {
            if (r.type != search_type_name<T>()) continue;
            if (!optimised && V::name == search::linear::name && r.n > 5000) {
                WARN("left to optimised builds: " << r.text);
                ++left_out;
                continue;
            }
            INFO(r.text);
            ++checked;
            const std::vector<T> a = array_of<T>(r), q = keys_of(r, a);
            std::vector<std::uint64_t> positions(q.size(), 77);
            search::lower_bound<V, B>(a, q, positions);
            REQUIRE(crc_of(positions) == r.lower);
            search::upper_bound<V, B>(a, q, positions, parallel{3});
            REQUIRE(crc_of(positions) == r.upper);
            if (r.closest == "-") continue;
            search::closest<V, B>(a, q, positions, parallel{2});
            REQUIRE(crc_of(positions) ==
                    static_cast<std::uint32_t>(std::stoul(r.closest, nullptr, 16)));
        }
        CHECK(checked + left_out == 68);
        CHECK(left_out <= 4);
    }
};

const check_searches<reference_rows> register_reference_rows;

} // namespace
} // namespace hpk::test
