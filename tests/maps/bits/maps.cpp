// SPDX-License-Identifier: MIT

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/maps.hpp>

#include "bits/numbers.hpp"
#include "bits/sources.hpp"
#include "bits/table.hpp"

namespace hpk::test {
namespace {

template <class T>
void enter_maps(bits_table& table) {
    numbers n;
    std::vector<T> x(3001), y(3001), results(3001);
    for (T& value : x) value = n.of<T>(-8, 8);
    for (T& value : y) value = n.of<T>(0, 1);
    x[1] = y[1] = T(0);
    x[2] = T(-1);
    const auto enter = [&](std::string_view name, const auto& f) {
        for_each_source<maps::variants, scalar_and_native, T>(
            [&]<class Variant, class Backend>(const std::string& source) {
                maps::map<Variant, Backend>(results, f, x, y);
                table.enter<T>("maps/" + std::string(name) + "/" + type_name<T>(), source, results);
            });
    };
    enter("arithmetic", [](auto a, auto b) { return -(a - b) / (2 - a * b) + 1 / b; });
    enter("cross_entropy", [](auto a, auto b) { return -(a * log(b) + (1 - a) * log(1 - b)); });
    enter("exp", [](auto a, auto b) { return exp(a * 64) + b; });
    enter("log", [](auto a, auto b) { return log(a * b); });
    enter("expm1", [](auto a, auto b) { return expm1(a) + b; });
    enter("log1p", [](auto a, auto b) { return log1p(a) + b; });
    enter("sin", [](auto a, auto b) { return sin(a * 1000) + b; });
    enter("cos", [](auto a, auto b) { return cos(a) + cos(b * 1e9F); });
}

const register_bits maps_bits([](bits_table& table) {
    enter_maps<float>(table);
    enter_maps<double>(table);
});

} // namespace
} // namespace hpk::test
