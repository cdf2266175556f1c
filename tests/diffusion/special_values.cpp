// SPDX-License-Identifier: MIT
//
// NaN, infinities, signed zeros, numbers so large that four of them overflow and so small that they
// lose digits: they spread exactly as in the oracle's arithmetic. (The payload of a NaN is
// unspecified.)

#include <cmath>
#include <limits>
#include <string>

#include "diffusion/rung.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

template <class T>
void check_against_oracle(const rung<T>& tested, const oracle::cells<T>& start, const char* what,
                          int threads = run_sequentially,
                          diffusion::parameters<T> p = crooked_parameters<T>(),
                          T outside_value = T(0.3)) {
    for (auto outside : all_surroundings<T>()) {
        if (outside.edge == oracle::edge::fixed) outside.value = outside_value;
        if (!tested.offers(start.extents.size(), outside.edge, threads)) continue;
        oracle::diffusion<T> expected(tested.order, start, outside, p.dt, p.D);
        std::int64_t done = 0;
        for (const std::int64_t steps : {1, 2, 10}) {
            for (; done < steps; ++done) expected.step();
            require_same(tested.evolved(start, p, steps, outside, threads), expected.values(), [&] {
                return std::string(what) + " in " + shape_of(start.extents) + ", " +
                       shown(outside) + ", " + std::to_string(steps) + " steps";
            });
        }
    }
    CHECK(!start.values.empty()); // an assertion for Catch to count
}

const std::vector<std::size_t> all_extents[] = {{37}, {5, 19}, {3, 4, 9}};

struct special_values {
    static constexpr const char* name = "special_values";
    template <class T>
    static bool concerns(const rung<T>& r) {
        return r.extent != extent_of_tests::reference;
    }

    template <class T>
    static void check(const rung<T>& tested) {
        using limits = std::numeric_limits<T>;
        for (const auto& extents : all_extents) {
            const auto start = noise<T>(extents);
            const std::size_t size = start.values.size();
            for (const T odd : {limits::quiet_NaN(), limits::infinity(), -limits::infinity(),
                                limits::max(), -limits::max()}) {
                for (std::size_t place = 0; place < size; place += 1 + place % 5) {
                    auto u = start;
                    u.values[place] = odd;
                    check_against_oracle(tested, u, "one special value",
                                         place % 8 == 0 ? 2 : run_sequentially);
                    u.values[(place + 2) % size] = -odd;
                    check_against_oracle(tested, u, "two special values");
                }
            }

            auto u = start;
            const auto scaled = [&](T factor) {
                for (std::size_t k = 0; k < size; ++k) u.values[k] = start.values[k] * factor;
                return u;
            };
            check_against_oracle(tested, scaled(limits::max()), "numbers whose sums overflow");
            check_against_oracle(tested, scaled(limits::max() / 8), "large numbers");
            check_against_oracle(tested, scaled(limits::min()), "numbers about to be subnormal");
            check_against_oracle(tested, scaled(limits::denorm_min() * 100), "subnormal numbers");
            for (std::size_t k = 0; k < size; ++k)
                u.values[k] = std::copysign(T(0), start.values[k]);
            check_against_oracle(tested, u, "zeros of both signs");
            u.values.assign(size, std::copysign(T(0), T(-1)));
            check_against_oracle(tested, u, "negative zeros");

            check_against_oracle(tested, start, "a large number outside", run_sequentially,
                                 crooked_parameters<T>(), limits::max());
            // Errors that grow tenfold per step, from values that soon overflow.
            check_against_oracle(tested, scaled(limits::max() * T(1e-6)), "unstable parameters", 2,
                                 {T(2), T(0.9)});
            check_against_oracle(tested, scaled(limits::max() * T(1e-6)), "negative parameters",
                                 run_sequentially, {T(2), T(-0.9)});
        }
    }
};

const check_every_rung<special_values> register_special_values;

} // namespace
} // namespace hpk::test
