// SPDX-License-Identifier: MIT
//
// Planes of double_double and deep planes: arithmetic against integers, counts against
// reference/deep.csv, and the same counts from every rung and backend.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "julia/support.hpp"

namespace hpk::test {
namespace {

using julia::deep_plane;
using julia::escape_counts;
using julia::fixed_point;
using julia::mandelbrot;
using julia::mandelbrot_set;
using julia::to_double_double;
using julia::uniform_plane;
using julia::zoom;

fixed_point exactly(double_double x) {
    return fixed_point(x.high, fixed_point::most_words) +
           fixed_point(x.low, fixed_point::most_words);
}

TEST_CASE("deep/numbers of many digits") {
    const auto number = [](const std::string& text, std::size_t words = 9) {
        fixed_point x(words);
        CHECK(x.read(text));
        return x;
    };
    for (const double x : {0.0, 1.0, -1.5, 0.1, -1e-9, 1e-60, -3e-80, 999.75}) {
        INFO(x);
        CHECK(static_cast<double>(fixed_point(x, 36)) == x);
    }
    CHECK(static_cast<double>(number("0.1")) == 0.1);
    CHECK(static_cast<double>(number("-743.643887037158704752191506114774")) ==
          -743.643887037158704752191506114774);
    CHECK(static_cast<double>(number("+12")) == 12);
    CHECK(static_cast<double>(number("-.5")) == -0.5);
    CHECK(static_cast<double>(number("7.")) == 7);
    // 1 + 2^-53 lies between two doubles and goes to the even one; a little more does not.
    const fixed_point one(1.0, 9), half_unit(0x1p-53, 9), little(0x1p-200, 9);
    CHECK(static_cast<double>(one + half_unit) == 1);
    CHECK(static_cast<double>(one + half_unit + little) == 1 + 0x1p-52);
    CHECK(static_cast<double>(-(one + half_unit + little)) == -1 - 0x1p-52);
    CHECK(static_cast<double>(one + fixed_point(0x1.8p-52, 9)) == 1 + 0x1p-51);
    CHECK(static_cast<double>(fixed_point(2.0, 9) - fixed_point(0x1p-54, 9)) == 2);
    // (10^-30)² = 10^-60, cut off; 2^-288 is the last bit.
    const auto tiny = number(std::string("0.").append(29, '0') + "1");
    const auto square = number(std::string("0.").append(59, '0') + "1");
    const auto error = static_cast<double>(tiny * tiny - square);
    CHECK((error < 0x1p-280 && error > -0x1p-280));
    CHECK(static_cast<double>(-tiny * tiny + tiny * tiny) == 0);
    CHECK(static_cast<double>(number("1.5") * number("-2.25")) == -3.375);
    for (const char* text : {"", "-", ".", "1e5", "0x1", " 1", "1 ", "1,5", "--1", "1.2.3", "1000"})
        CHECK(!fixed_point(9).read(text));

    const auto is_same = [&](const char* text, const char* plain) {
        INFO(text);
        CHECK(static_cast<double>(number(text, 36) - number(plain, 36)) == 0); // below 2^-1022
    };
    is_same("1e-3", "0.001");
    is_same("-12.5E-1", "-1.25");
    is_same(".00375e+2", "0.375");
    is_same("37e+1", "370");
    is_same("99912.e-2", "999.12");
    is_same("0.1e1", "1");
    is_same("-7.5e00", "-7.5");
    is_same("1e-9999", "0");
    for (const char* text : {"e5", "1e", "1e+", "1e--1", "1e1.5", "1e10000", "1e-12345", "1e5e1",
                             "1e3", "1e9999", "-0.1e5"})
        CHECK(!fixed_point(9).read(text));
}

/// Numbers with 106 bits, of which the second part may be 0 or small.
std::vector<double_double> some_numbers() {
    random_numbers random(3);
    std::vector<double_double> result;
    for (int k = 0; k < 400; ++k) {
        const double high = random.uniform(-2, 2);
        const double low = random.uniform(-0x1p-54, 0x1p-54) * (k % 3 == 0 ? 0x1p-40 : 0.5);
        // Rounded as a sum, since the parts of a double_double must not overlap.
        const auto one = lanes<double_double, scalar>::broadcast(high) +
                         lanes<double_double, scalar>::broadcast(low);
        one.store(&result.emplace_back());
    }
    for (const double special : {0.0, 1.0, -1.0, 0x1p-500}) result.emplace_back(special);
    return result;
}

template <class Backend>
void check_arithmetic() {
    using L = lanes<double_double, Backend>;
    using one = lanes<double_double, scalar>;
    const auto numbers = some_numbers();
    const auto near = [](const fixed_point& a, const fixed_point& b, double bound) {
        const auto error = static_cast<double>(a - b);
        return error <= bound && error >= -bound;
    };
    bool sums = true, products = true, same = true, ordered = true;
    for (std::size_t k = 0; k + L::size + 1 <= numbers.size(); ++k) {
        const L a = L::load(numbers.data()), b = L::load(numbers.data() + k);
        std::vector<double_double> sum(L::size), product(L::size), most(L::size), size(L::size);
        (a - b).store(sum.data());
        (a * b).store(product.data());
        larger(a, b).store(most.data());
        hpk::detail::absolute(b).store(size.data());
        for (std::size_t l = 0; l < L::size; ++l) {
            const double_double x = numbers[l], y = numbers[k + l];
            sums = sums && near(exactly(sum[l]), exactly(x) - exactly(y), 0x1p-103);
            products = products && near(exactly(product[l]), exactly(x) * exactly(y), 0x1p-102);
            const bool y_is_less = static_cast<double>(exactly(y) - exactly(x)) < 0;
            ordered = ordered && most[l] == (y_is_less ? x : y) && size[l] == (y.high < 0 ? -y : y);
            double_double again;
            (one::broadcast(x) * one::broadcast(y)).store(&again);
            same = same && again == product[l];
            (one::broadcast(x) - one::broadcast(y)).store(&again);
            same = same && again == sum[l];
        }
    }
    CHECK(sums);
    CHECK(products);
    CHECK(ordered);
    CHECK(same);
}

TEST_CASE("deep/double_double has 31 digits and the same bits on every backend") {
    HPK_TRIED_BACKENDS::for_each([]<class B>(std::type_identity<B>) {
        if constexpr (backend_has_lanes<B, double>) check_arithmetic<B>();
    });
}

TEST_CASE("deep/planes about a middle of many digits") {
    const auto p = uniform_plane(zoom{"-0.75", "0.1", 8}, 4, 2);
    CHECK(p.x == std::vector<double>{-3, -1, 1, 3});
    CHECK(p.y == std::vector<double>{1, -1});
    const auto q = to_double_double(p);
    CHECK(q.x == std::vector<double_double>{-3.75, -1.75, 0.25, 2.25});
    CHECK(q.y[0].high == 1.1);
    CHECK(q.y[1].high == -0.9);
    // 0.1 lies 5.55e-18 below its double.
    CHECK(to_double_double(uniform_plane(zoom{"0", "0.1", 1}, 1, 1)).y[0] ==
          double_double(0.1, -0x1.999999999999ap-58));

    const auto wrong = [](const zoom& z, int columns = 4, int rows = 3) {
        return refusal([&] { (void)uniform_plane(z, columns, rows); });
    };
    CHECK(wrong({"1e+1", "0", 1}) == "re is '1e+1' but must be a decimal number between -4 and 4");
    CHECK(wrong({"0", "4.01", 1}) == "im is '4.01' but must be a decimal number between -4 and 4");
    CHECK(wrong({"0", "0", 1e-291}).find("width is ") == 0);
    CHECK(wrong({"0", "0", 1}, 0) == "columns is 0 but must be at least 1");
    const auto too_deep = uniform_plane(
        zoom{"-0.743643887037158704752191506114774", "0.131825904205311970493132056385139", 1e-33},
        100, 2);
    CHECK(refusal([&] { (void)to_double_double(too_deep); }).find("re = -0.7436438870371587") == 0);
}

const zoom branches{"-0.1010963638456221610257854", "0.9562865108091415007710961", 1e-22};

TEST_CASE("deep/every rung has the same counts in double_double") {
    const auto p = to_double_double(uniform_plane(branches, 13, 6));
    const auto check = [&](auto set) {
        const auto expected = escape_counts<julia::expanded, scalar>(p, set, 500);
        CHECK(*std::ranges::min_element(expected) != *std::ranges::max_element(expected));
        julia::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
            require_equal_counts(escape_counts<Variant>(p, set, 500), expected,
                                 std::string(Variant::name));
        });
        require_equal_counts(escape_counts<julia::interleaved, scalar>(p, set, 500, parallel{2}),
                             expected, "scalar");
        std::vector<std::int32_t> counts(expected.size(), -1);
        CHECK(escape_counts_and_observe(p, set, 500, counts, [](std::size_t) {}) == 6);
        CHECK(counts == expected);
    };
    check(mandelbrot{});
    check(mandelbrot_set{julia::quadratic{}, 256});
    // Other formulas in a plane where their orbits escape at different times.
    const auto whole = to_double_double(uniform_plane(zoom{"-0.5", "0", 4}, 21, 9));
    const auto compare = [&](auto set) {
        const auto expected = escape_counts<julia::expanded>(whole, set, 60);
        require_equal_counts(escape_counts(whole, set, 60), expected, "formula");
        // Numbers of double differ from these by rounding only.
        julia::plane<double> rounded;
        for (const double_double x : whole.x) rounded.x.push_back(x.high);
        for (const double_double y : whole.y) rounded.y.push_back(y.high);
        require_equal_counts(escape_counts(rounded, set, 60), expected, "formula in double");
    };
    compare(mandelbrot_set{julia::burning_ship{}, 10});
    compare(mandelbrot_set{julia::power<3>{}});
    compare(julia::julia_set{{0.3, 0.5}, julia::tricorn{}});
}

/// A row of deep.csv.
struct deep_row {
    zoom view;
    int columns, rows, max_iterations;
    std::vector<std::int32_t> counts;
};

std::vector<deep_row> deep_rows() {
    const auto table = read_reference("deep.csv", "re,im,width,columns,rows,max_iterations,counts");
    std::vector<deep_row> result;
    for (const auto& fields : table.fields) {
        deep_row row{{fields[0], fields[1], std::stod(fields[2])},
                     std::stoi(fields[3]),
                     std::stoi(fields[4]),
                     std::stoi(fields[5]),
                     {}};
        std::istringstream counts(fields[6]);
        for (std::int32_t count = 0; counts >> count;) row.counts.push_back(count);
        result.push_back(row);
    }
    return result;
}

std::size_t differences(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
    REQUIRE(a.size() == b.size());
    std::size_t result = 0;
    for (std::size_t k = 0; k < a.size(); ++k) result += a[k] != b[k] ? 1 : 0;
    return result;
}

TEST_CASE("deep/counts of the reference rows") {
    // How many pixels of each row have another count: the results are the same everywhere.
    const std::vector<std::size_t> by_perturbation{0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const std::vector<std::size_t> by_double_double{0, 0, 3, 1, 3, 9, 7};
    const auto rows = deep_rows();
    REQUIRE(rows.size() == by_perturbation.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const deep_row& row = rows[k];
        INFO("row " << k << ", width " << row.view.width);
        const auto steps = std::accumulate(row.counts.begin(), row.counts.end(), std::int64_t{0});
        if (!optimised && steps > 150'000) {
            WARN("left to optimised builds, where it takes milliseconds: row " << k);
            continue;
        }
        const auto p = uniform_plane(row.view, row.columns, row.rows);
        const auto counts = escape_counts(p, mandelbrot{}, row.max_iterations);
        CHECK(differences(counts, row.counts) == by_perturbation[k]);
        if (k < by_double_double.size())
            CHECK(differences(escape_counts(to_double_double(p), mandelbrot{}, row.max_iterations),
                              row.counts) == by_double_double[k]);
    }
}

TEST_CASE("deep/a single pixel has all digits of the middle") {
    const zoom view = deep_rows().back().view;
    const auto nine = escape_counts(uniform_plane(view, 3, 3), mandelbrot{}, 4000);
    const auto one = escape_counts(uniform_plane(view, 1, 1), mandelbrot{}, 4000);
    CHECK(one[0] == nine[4]);
    CHECK(one[0] > 2000);
    CHECK(one[0] < 4000);
}

TEST_CASE("deep/perturbed counts are the same on every backend") {
    for (const double width : {4.0, 1e-3, 1e-9, 1e-60}) {
        for (const int columns : {1, 3, 17, 40}) {
            const auto p = uniform_plane(
                zoom{"-0.10109636384562216102", "0.95628651080914150077", width}, columns, 10);
            const auto expected = escape_counts<scalar>(p, mandelbrot{}, 700);
            HPK_TRIED_BACKENDS::for_each([&]<class B>(std::type_identity<B>) {
                require_equal_counts(escape_counts<B>(p, mandelbrot{}, 700), expected,
                                     backend_name<B>());
            });
            require_equal_counts(escape_counts(p, mandelbrot_set{}, 700, parallel{2}), expected,
                                 "two threads");
        }
    }
}

TEST_CASE("deep/whole sets by perturbation") {
    // The middle escapes at once, so that the reference orbit ends all the time; or never.
    for (const char* middle : {"-0.5", "3", "1.01", "-1.99"}) {
        const auto p = uniform_plane(zoom{middle, "0", 5}, 45, 36);
        julia::plane<double> whole;
        for (const double_double x : to_double_double(p).x) whole.x.push_back(x.high);
        for (const double_double y : to_double_double(p).y) whole.y.push_back(y.high);
        const auto expected = escape_counts(whole, mandelbrot_set{julia::quadratic{}, 100}, 200);
        CHECK(differences(escape_counts(p, mandelbrot_set{julia::quadratic{}, 100}, 200),
                          expected) <= 2);
    }
}

TEST_CASE("deep/norms, smooth counts and observers") {
    const auto p = uniform_plane(branches, 23, 40);
    const mandelbrot_set set{julia::quadratic{}, 256};
    constexpr int most = 200;
    const auto expected = escape_counts(p, set, most);
    std::vector<std::int32_t> counts(expected.size(), -1);
    std::vector<double> norms(expected.size(), -1);
    escape_counts(p, set, most, counts, norms);
    CHECK(counts == expected);
    const auto smooth = smooth_counts(p, set, most, parallel{2});
    bool right = true;
    for (std::size_t k = 0; k < counts.size(); ++k)
        right = right && (counts[k] == most ? norms[k] == 0 : norms[k] >= 65536) &&
                smooth[k] == julia::smooth_count(counts[k], norms[k], 2, 256);
    CHECK(right);
    std::vector<std::size_t> seen;
    CHECK(escape_counts_and_observe(p, set, most, counts, [&](std::size_t rows) {
              if (seen.empty() || seen.back() != rows) seen.push_back(rows);
          }) == 40);
    CHECK(seen.back() == 40);
    CHECK(counts == expected);
    CHECK(escape_counts_and_observe(p, set, most, counts, [](std::size_t) { return false; }) < 40);
    // double_double has norms of double, too.
    const auto q = to_double_double(uniform_plane(branches, 5, 3));
    const auto direct = smooth_counts(q, set, most);
    CHECK(direct == smooth_counts<julia::expanded>(q, set, most));
}

TEST_CASE("deep/near the tip, at -2, digits are not lost") {
    const mandelbrot_set set{julia::quadratic{}, 256};
    constexpr int most = 500;
    for (const char* middle : {"-2", "-1.99999999999999999999", "-1.99999999999999999"}) {
        INFO(middle);
        const auto p = uniform_plane(julia::zoom{middle, "0", 1e-18}, 16, 12);
        const auto direct = to_double_double(p);
        CHECK(escape_counts(p, set, most) == escape_counts(direct, set, most));
        const auto smooth = smooth_counts(p, set, most);
        const auto expected = smooth_counts(direct, set, most);
        double largest = 0;
        for (std::size_t k = 0; k < smooth.size(); ++k)
            largest = std::max(largest, std::abs(smooth[k] - expected[k]));
        CHECK(largest < 1e-9);
    }
}

TEST_CASE("deep/an observer may stop the orbit of the middle") {
    const auto p = uniform_plane(julia::zoom{"0", "0", 1e-30}, 3, 2);
    std::vector<std::int32_t> counts(p.size(), -1);
    int calls = 0;
    // Without a stop this orbit would take a minute and 4 GB.
    CHECK(escape_counts_and_observe(p, mandelbrot{}, 250'000'000, counts, [&](std::size_t rows) {
              return rows == 0 && ++calls < 2;
          }) == 0);
    CHECK(calls == 2);
    CHECK(counts == std::vector<std::int32_t>(p.size(), -1));
}

TEST_CASE("deep/what is refused") {
    const auto p = uniform_plane(branches, 4, 3);
    std::vector<std::int32_t> counts(11);
    CHECK(refusal([&] { escape_counts(p, mandelbrot{}, 9, counts); }) ==
          "counts has 11 elements but there are 12 points");
    CHECK(refusal([&] { (void)escape_counts(p, mandelbrot{{0.5, 0}}, 9); }) ==
          "z0 is 0.5 + 0i but must be 0 for a deep plane");
    CHECK(refusal([&] { (void)escape_counts(p, mandelbrot{}, -1); }) ==
          "max_iterations is -1 but must be at least 0");
    CHECK(escape_counts(p, mandelbrot{}, 0) == std::vector<std::int32_t>(12, 0));
    const deep_plane wrong{"0", "a", {0.25}, {0.25}};
    CHECK(refusal([&] { (void)escape_counts(wrong, mandelbrot{}, 9); }).find("im is 'a'") == 0);
    // An empty plane is fine.
    CHECK(escape_counts(deep_plane{"0", "0", {}, {}}, mandelbrot{}, 9).empty());
}

} // namespace
} // namespace hpk::test
