// SPDX-License-Identifier: MIT
//
// The functions on lanes have the bits of reference/functions.csv, which are those of another
// program, on every backend and under every flag.

#include "core/functions.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include <hpk/core/backend.hpp>
#include <hpk/core/lanes.hpp>
#include <hpk/core/subnormals.hpp>

#include "catch.hpp"
#include "common.hpp"
#include "flushing.hpp"

namespace hpk::test {
namespace {

/// The function of each number, as many at a time as there are lanes; the last lanes repeat the
/// last number.
template <class L, class Function>
std::vector<typename L::value_type> of_all(const Function& function,
                                           std::vector<typename L::value_type> x) {
    const std::size_t n = x.size();
    while (x.size() % L::size != 0) x.push_back(x.back());
    for (std::size_t k = 0; k < x.size(); k += L::size)
        function(L::load(x.data() + k)).store(x.data() + k);
    x.resize(n);
    return x;
}

template <class T, class F>
void for_each_lanes(F f) {
    enabled_backends::for_each([&]<class B>(std::type_identity<B>) {
        if constexpr (backend_has_lanes<B, T>) {
            INFO(backend_name<B>());
            f.template operator()<lanes<T, B>>();
        }
    });
}

template <class T>
void require_same_bits(T y, T expected) {
    using bits = bits_type<T>;
    const auto value = is_nan(expected) ? nan_bits<T> : std::bit_cast<bits>(expected);
    REQUIRE(std::bit_cast<bits>(y) == value);
}

struct points {
    std::vector<double> x, y;
};

points reference_of(std::string_view name) {
    static const reference_table table = read_reference("functions.csv", "function,x,y");
    const auto value_of = [](const std::string& bits) {
        return std::bit_cast<double>(bits == "nan" ? nan_bits<double>
                                                   : std::stoull(bits, nullptr, 16));
    };
    points result;
    for (const auto& f : table.fields)
        if (f[0] == name) {
            result.x.push_back(value_of(f[1]));
            result.y.push_back(value_of(f[2]));
        }
    return result;
}

TEST_CASE("functions/have the bits of another program") {
    for_each_function([](std::string_view name, const auto& function) {
        INFO(name);
        const points reference = reference_of(name);
        REQUIRE(reference.x.size() == 1000);
        for (const bool flushes : {false, true}) {
            for_each_lanes<double>([&]<class L>() {
                std::vector<double> y;
                {
                    const flushing mode(flushes);
                    y = of_all<L>(function, reference.x);
                }
                for (std::size_t k = 0; k < y.size(); ++k) {
                    INFO("row " << k);
                    require_same_bits(y[k], reference.y[k]);
                }
            });
        }
    });
}

TEST_CASE("functions/of floats are those of doubles, rounded") {
    for_each_function([](std::string_view name, const auto& function) {
        INFO(name);
        std::vector<float> x;
        const subnormals_kept guard;
        for (const double value : reference_of(name).x) x.push_back(static_cast<float>(value));
        const std::vector<double> wide =
            of_all<lanes<double, scalar>>(function, std::vector<double>(x.begin(), x.end()));
        for_each_lanes<float>([&]<class L>() {
            const std::vector<float> y = of_all<L>(function, x);
            for (std::size_t k = 0; k < y.size(); ++k) {
                INFO("row " << k);
                require_same_bits(y[k], is_nan(wide[k]) ? std::bit_cast<float>(nan_bits<float>)
                                                        : static_cast<float>(wide[k]));
            }
        });
    });
}

TEST_CASE("functions/lanes do not depend on each other") {
    const auto infinity = std::bit_cast<double>(infinity_bits<double>);
    const std::vector<double> rare{-1e300,   -2,        -0.0,
                                   0,        5e-324,    1e300,
                                   infinity, -infinity, std::bit_cast<double>(nan_bits<double>)};
    for_each_function([&](std::string_view name, const auto& function) {
        INFO(name);
        for_each_lanes<double>([&]<class L>() {
            for (const double other : rare)
                for (std::size_t l = 0; l < L::size; ++l) {
                    std::vector<double> x(L::size, 0.75);
                    x[l] = other;
                    const auto y = of_all<L>(function, x);
                    for (std::size_t k = 0; k < L::size; ++k)
                        require_same_bits(y[k], of_all<lanes<double, scalar>>(function, {x[k]})[0]);
                }
        });
    });
}

} // namespace
} // namespace hpk::test
