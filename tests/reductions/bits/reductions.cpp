// SPDX-License-Identifier: MIT

#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/reductions.hpp>

#include "bits/numbers.hpp"
#include "bits/sources.hpp"
#include "bits/table.hpp"

namespace hpk::test {
namespace {

template <class T>
void enter_reductions(bits_table& table) {
    numbers n;
    std::vector<T> x(9001), y(9001);
    for (std::vector<T>* const all : {&x, &y})
        for (T& value : *all) {
            value = n.of<T>(-4, 4);
            for (std::uint64_t k = n.next() % 40; k > 0; --k) value = value * T(0.5); // exact
        }
    for_each_source<reductions::variants, scalar_and_native, T>(
        [&]<class Variant, class Backend>(const std::string& source) {
            const std::string name = "reductions/" + std::string(Variant::order) + "/";
            std::vector<T> sums, dots;
            for (const std::size_t size : {0U, 1U, 5U, 100U, 129U, 1000U, 4097U, 9001U}) {
                const std::span<const T> a(x.data(), size), b(y.data(), size);
                sums.push_back(reductions::sum<Variant, Backend>(a));
                dots.push_back(reductions::dot<Variant, Backend>(a, b));
            }
            table.enter<T>(name + "sum/" + type_name<T>(), source, sums);
            table.enter<T>(name + "dot/" + type_name<T>(), source, dots);
            const T made[]{reductions::mean<Variant, Backend>(x),
                           reductions::variance<Variant, Backend>(x, 1),
                           reductions::norm<Variant, Backend>(y)};
            table.enter<T>(name + "statistics/" + type_name<T>(), source, made);
        });
    const grid_view<const T, 2> rows(x.data(), {600, 14}, 15), weights(y.data(), {14, 3});
    const auto enter_projections = [&]<class Backend>(std::type_identity<Backend>) {
        std::vector<T> projections(600 * 3);
        const grid_view<T, 2> out(projections.data(), {600, 3});
        reductions::project_rows<Backend>(rows, weights, out);
        table.enter<T>("reductions/project_rows/" + type_name<T>(), backend_name<Backend>(),
                       projections);
    };
    enter_projections(std::type_identity<scalar>{});
    enter_projections(std::type_identity<native>{});
    reductions::moments<T> m;
    m.add(x);
    const T of_stream[]{m.mean(), m.variance(), m.skewness(), m.kurtosis()};
    table.enter<T>("reductions/moments/" + type_name<T>(), "moments", of_stream);
    reductions::exact_accumulator<T> sum;
    sum.add(x);
    for (std::size_t k = 0; k < y.size(); ++k) sum.add_product(x[k], y[k]);
    table.enter<std::byte>("reductions/accumulator/" + type_name<T>(), "exact_accumulator",
                           sum.saved());
}

const register_bits reductions_bits([](bits_table& table) {
    enter_reductions<float>(table);
    enter_reductions<double>(table);
});

} // namespace
} // namespace hpk::test
