// SPDX-License-Identifier: MIT
//
// A classifier of two kinds of points learns its slope and its offset by gradient descent on the
// cross entropy. Every machine and every number of threads takes the same steps, to the bit.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

#include <hpk/maps.hpp>
#include <hpk/reductions.hpp>

namespace {

struct model {
    double slope = 0, offset = 0;

    friend bool operator==(const model&, const model&) = default;
};

/// Takes steps against the gradient; returns the model and the last loss.
template <class Execution>
model fit(const std::vector<double>& x, const std::vector<double>& label, double& loss,
          Execution how) {
    using hpk::reductions::sum_of;
    const auto n = static_cast<double>(x.size());
    std::vector<double> p(x.size());
    model m;
    for (int step = 0; step < 100; ++step) {
        const auto logistic = [m](auto v) { return 1 / (1 + exp(-(m.slope * v + m.offset))); };
        hpk::maps::map(p, logistic, how, x);
        loss = sum_of([](auto y, auto q) { return -(y * log(q) + (1 - y) * log(1 - q)); }, label, p,
                      how);
        const double by_slope =
            sum_of([](auto v, auto y, auto q) { return (q - y) * v; }, x, label, p, how);
        const double by_offset = sum_of([](auto y, auto q) { return q - y; }, label, p, how);
        m.slope = m.slope - by_slope / n;
        m.offset = m.offset - by_offset / n;
        if (step % 20 == 0) std::printf("step %2d: a loss of %.6f per point\n", step, loss / n);
    }
    return m;
}

} // namespace

int main() {
    // The points of the second kind are larger by 2, on average.
    constexpr std::size_t n = 100'000;
    std::mt19937_64 bits(1);
    std::vector<double> x(n), label(n);
    for (std::size_t k = 0; k < n; ++k) {
        label[k] = static_cast<double>(bits() % 2);
        double sum = 0;
        for (int j = 0; j < 12; ++j) sum += static_cast<double>(bits() >> 11) * 0x1p-53;
        x[k] = sum - 6 + 2 * label[k];
    }
    double loss = 0, again = 0;
    const model m = fit(x, label, loss, hpk::sequential{});
    std::printf("slope %.4f, offset %.4f\n", m.slope, m.offset);
    const bool same = fit(x, label, again, hpk::parallel{2}) == m && again == loss;

    // In theory the slope is 2 and the offset -2: normal deviates 2 apart, with a variance of 1.
    return same && m.slope > 1.5 && m.slope < 2.2 && m.offset < -1.5 && m.offset > -2.2 ? 0 : 1;
}
