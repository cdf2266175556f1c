// SPDX-License-Identifier: MIT

#include <limits>
#include <stdexcept>

#include "julia/support.hpp"

namespace hpk::test {
namespace {

TEST_CASE("planes/repeated addition may give one column more") {
    const auto p = julia::accumulated_plane(julia::region<double>{}, 333);
    CHECK(p.x.size() == 334);
    CHECK(p.y.size() == 334);
    CHECK(p.x.front() == -1.8);
    CHECK(p.y.front() == 1.8);
    CHECK(julia::accumulated_plane(julia::region<double>{}, 1000).x.size() == 1000);
    const julia::region<float> smaller{-1.6f, 1.6f, -1.6f, 1.6f};
    CHECK(julia::accumulated_plane(smaller, 333).x.size() == 334);
}

template <class T>
void check_uniform() {
    for (int columns = 1; columns <= 40; ++columns) {
        const int rows = 2 * columns + 1;
        const auto p =
            julia::uniform_plane(julia::region<T>{T(-1.3), T(1.3), T(-0.7), T(0.7)}, columns, rows);
        REQUIRE(p.x.size() == static_cast<std::size_t>(columns));
        REQUIRE(p.y.size() == static_cast<std::size_t>(rows));
        for (std::size_t k = 0; k < p.x.size(); ++k) CHECK(p.x[k] == -p.x[p.x.size() - 1 - k]);
        for (std::size_t k = 0; k < p.y.size(); ++k) CHECK(p.y[k] == -p.y[p.y.size() - 1 - k]);
        for (std::size_t k = 1; k < p.x.size(); ++k) CHECK(p.x[k - 1] < p.x[k]);
        for (std::size_t k = 1; k < p.y.size(); ++k) CHECK(p.y[k - 1] > p.y[k]);
    }
}

TEST_CASE("planes/uniform planes of symmetric regions are symmetric to the bit") {
    check_uniform<float>();
    check_uniform<double>();
}

TEST_CASE("planes/uniform planes hold pixel centres") {
    const auto p = julia::uniform_plane(julia::region<double>{0, 4, 0, 2}, 4, 2);
    CHECK(p.x == std::vector<double>{0.5, 1.5, 2.5, 3.5});
    CHECK(p.y == std::vector<double>{1.5, 0.5});
}

TEST_CASE("planes/a small region far from 0 is refused where its coordinates coincide") {
    const auto at = [](double x, double y, double size) {
        return julia::region<double>{x, x + size, y, y + size};
    };
    const auto sentence = [&](double size) {
        return refusal([&] { (void)julia::uniform_plane(at(-0.75, 0.1, size), 1000, 10); });
    };
    CHECK(sentence(1e-14) ==
          "columns is 1000 but only 91 coordinates of this region are different numbers");
    CHECK(sentence(1e-12).empty());
    CHECK(refusal([&] { (void)julia::uniform_plane(at(0.1, -0.75, 1e-14), 10, 1000); }) ==
          "rows is 1000 but only 91 coordinates of this region are different numbers");
    const auto p = julia::uniform_plane(at(0, 0, 1e-200), 1000, 10);
    CHECK(p.x.size() == 1000);
}

TEST_CASE("planes/repeated addition is refused where rounding makes too many columns of it") {
    const auto width_1000 = [](double x, double y, double size) {
        return refusal([&] {
            (void)julia::accumulated_plane(julia::region<double>{x, x + size, y, y + size}, 1000);
        });
    };
    CHECK(width_1000(-0.75, 0.1, 1e-13) ==
          "width is 1000 but rounding would make 901 columns and 1030 rows of it in this region");
    CHECK(width_1000(-0.75, 0.1, 1e-11).empty());
    // A hundredth more is allowed: float has always had some columns more in large pictures.
    CHECK(julia::accumulated_plane(julia::region<float>{}, 100'000).x.size() != 100'000);
    // A step of half a last digit, which is lost at the first even one.
    constexpr double u = std::numeric_limits<double>::epsilon();
    CHECK_THROWS_AS(julia::accumulated_plane(julia::region<double>{1, 1 + 5 * u, 1, 1 + 5 * u}, 10),
                    std::invalid_argument);
    constexpr float v = std::numeric_limits<float>::epsilon();
    CHECK_THROWS_AS(julia::accumulated_plane(julia::region<float>{1, 1 + 5 * v, -1, 1}, 10),
                    std::invalid_argument);
}

} // namespace
} // namespace hpk::test
