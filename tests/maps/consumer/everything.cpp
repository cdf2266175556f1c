// SPDX-License-Identifier: MIT
//
// Compiles a good part of the maps family, as a consumer does whose warnings are errors: templates
// warn only where they are instantiated. Never run.

#include <type_traits>
#include <vector>

#include <hpk/maps.hpp>

void use_maps();

namespace {

template <class T>
void map_all() {
    using namespace hpk::maps;
    const std::vector<T> x{T(1), T(2)};
    std::vector<T> y(2);
    const auto f = [](auto a, auto b) {
        return -log(a) + exp(b) * log1p(a) / (2 + expm1(b)) - sin(a) * cos(b) + 1 / a;
    };
    variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        map<Variant>(y, f, x, x);
        map<Variant, hpk::scalar>(y, f, hpk::parallel{2}, x, y);
    });
}

} // namespace

void use_maps() {
    map_all<float>();
    map_all<double>();
}
