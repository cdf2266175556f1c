// SPDX-License-Identifier: MIT
//
// Compiles a good part of the reductions family, as a consumer does whose warnings are errors:
// templates warn only where they are instantiated. Never run.

#include <cstdint>
#include <type_traits>
#include <vector>

#include <hpk/core/grid.hpp>
#include <hpk/reductions.hpp>

void use_reductions();

namespace {

template <class T>
void reduce_all() {
    using namespace hpk::reductions;
    const std::vector<T> x{T(1), T(2)};
    T total = 0;
    variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        total += sum<Variant>(x) + dot<Variant, hpk::scalar>(x, x, hpk::parallel{2});
        total += mean<Variant>(x) + variance<Variant>(x, 1) + norm<Variant>(x);
        total += sum_of<Variant>([](auto a) { return a * a; }, x);
    });
    const hpk::grid<T> rows(3, 2);
    std::vector<T> projections(3);
    project_rows(rows, x, projections, hpk::parallel{2});
    project_rows<hpk::scalar>(rows, x, projections);
    exact_accumulator<T> exact;
    exact.add(x);
    exact.add_product(total, total);
    moments<T> m;
    m.add(x);
    static_cast<void>(exact.value() + m.skewness() + m.kurtosis() + minmax(x).least +
                      exact_dot(x, x) + static_cast<T>(exact.saved().size()));
}

} // namespace

void use_reductions() {
    reduce_all<float>();
    reduce_all<double>();
    const std::vector<std::int32_t> n{1, 2};
    static_cast<void>(hpk::reductions::sum(n) + hpk::reductions::minmax(n).largest);
}
