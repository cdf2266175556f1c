// SPDX-License-Identifier: MIT
// A user-defined rung on the Julia ladder. An orbit that revisits a point, to the bit, is periodic:
// its count is max_iterations, without further iterations (the points to remember are those of
// Brent, "An improved Monte Carlo factorization algorithm", 1980).
#include <cstdint>
#include <cstdio>
#include <string_view>

#include <hpk/julia.hpp>

namespace {

/// `groupwise` handles planes, lists, threads and leftovers; the rung must define `count`.
struct cycle_finding : hpk::julia::groupwise<cycle_finding, 1> {
    static constexpr std::string_view name = "cycle_finding";
    static constexpr std::string_view summary = "stops where an orbit repeats itself";
    static constexpr bool vectorised = false; // so that L is a single number

    static inline std::int64_t steps = 0;

    template <class L, std::size_t, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        auto z = points.template start<L>(0, k);
        const auto c = points.template parameters<L, 1>(k)[0];
        auto remembered = z;
        int n = 0, next_to_remember = 8;
        while (n < max_iterations && hpk::julia::advance(z, c).value < 4) {
            ++n;
            ++steps;
            if (z.re.value == remembered.re.value && z.im.value == remembered.im.value)
                n = max_iterations;
            if (n == next_to_remember) {
                remembered = z;
                next_to_remember *= 2;
            }
        }
        points.store(hpk::lanes<std::int32_t, hpk::scalar>{n}, 0, k);
    }
};

} // namespace

int main() {
    constexpr int max_iterations = 5000;
    const auto plane = hpk::julia::uniform_plane(hpk::julia::region<double>{}, 160, 160);
    const auto counts =
        hpk::julia::escape_counts<cycle_finding>(plane, {-0.62772, -0.42193}, max_iterations);
    const auto expected = hpk::julia::escape_counts(plane, {-0.62772, -0.42193}, max_iterations);

    std::int64_t all_steps = 0;
    for (const std::int32_t n : expected) all_steps += n;
    std::printf("%s, %s: %lld of %lld steps taken, the counts are %s\n", cycle_finding::name.data(),
                cycle_finding::summary.data(), static_cast<long long>(cycle_finding::steps),
                static_cast<long long>(all_steps), counts == expected ? "the same" : "DIFFERENT");
    return counts == expected && cycle_finding::steps < all_steps / 4 ? 0 : 1;
}
