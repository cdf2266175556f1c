// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The random family: streams of random numbers with the same bits everywhere, for any number of
/// threads.
///
///     #include <hpk/random.hpp>
///
///     hpk::random::philox4x32 engine(42);
///     std::vector<double> x(1000);
///     hpk::random::fill(engine, x);                            // in [0, 1)
///     hpk::random::fill_normal(engine, x);                     // of mean 0 and variance 1
///     std::uint64_t die = hpk::random::below(engine, 6) + 1;   // without bias
///     std::int64_t inside =
///         hpk::random::count_in_quarter_circle(engine, 100'000'000, hpk::parallel{});
///
/// Engines: `philox4x32` (the quickest whose every position can be reached at once), `philox4x64`
/// (numpy.random.Philox), `threefry4x64`, `xoshiro256pp` (the quickest of all), `mt19937`
/// (std::mt19937, numpy.random.RandomState, CPython's random) and `pcg64`
/// (numpy.random.default_rng). They are uniform random bit generators of C++ with `discard`, and
/// the standard library's distributions and algorithms take them; but what those make of the bits
/// differs between libraries, while results here do not.
///
/// Whatever takes numbers from an engine moves it on exactly as calls one by one do: a double takes
/// 64 bits, a float one number, a normal deviate one double, a dart two. Every variant on every
/// backend gives the same results, for every number of threads. Errors are std::invalid_argument
/// with a sentence; the engine has not moved then.
///
/// `out << engine` writes an engine's state as text, and `in >> engine` reads it again.
///
/// These engines are not for secrets.

#include "hpk/core/isa.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <type_traits>
#include <utility>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/random/calls/count_darts.hpp"
#include "hpk/random/calls/shared.hpp"
#include "hpk/random/integers.hpp" // below, shuffle, sample
#include "hpk/random/mt19937.hpp"
#include "hpk/random/numbers/fill.hpp"
#include "hpk/random/numbers/normal.hpp"        // normal
#include "hpk/random/numbers/unit_interval.hpp" // uniform
#include "hpk/random/numbers/words.hpp"
#include "hpk/random/pcg64.hpp"
#include "hpk/random/philox.hpp"
#include "hpk/random/threefry.hpp"
#include "hpk/random/variants.hpp"
#include "hpk/random/xoshiro256pp.hpp"

/// Streams of random numbers: hpk/random.hpp.
namespace hpk::random {
inline namespace HPK_ISA {

/// Writes the next numbers of an engine: doubles or floats in [0, 1), or its own integers.
///
/// A double is (u >> 11) * 2^-53 of 64 bits u, one number or two of 32, the lower half first (of
/// mt19937 as numpy and CPython make it: the higher 27 bits of the first and 26 of the second).
/// A float is the higher 24 bits of one number, times 2^-24.
///
/// \tparam Variant  a rung of the ladder: naive, filled or fused
/// \tparam Backend  hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
///                  enable; variants that are not vectorised use hpk::scalar
/// \param  engine   the engine, which moves on as by calls one by one
/// \param  values   a contiguous range
/// \param  how      hpk::sequential or hpk::parallel; mt19937 uses one thread
/// \throws std::invalid_argument for threads < 0
template <class Variant = fastest, class Backend = native, engine Engine, class Range,
          execution_policy Execution = sequential>
    requires detail::fillable_range<Range, Engine>
void fill(Engine& engine, Range&& values, Execution how = {}) {
    hpk::detail::expect_threads(how);
    using T = detail::element_of<Range>;
    T* const to = std::ranges::data(values);
    detail::share(
        how, static_cast<std::size_t>(std::ranges::size(values)), numbers_for<T, Engine>,
        [to](Engine& moved, std::size_t first, std::size_t n) {
            using B = backend_for<Variant, Backend, std::uint64_t>;
            Variant::template fill<B>(moved, to + first, n);
        },
        engine);
}

/// Writes the next normal deviates of an engine, doubles or floats of mean 0 and variance 1, which
/// are those that `normal` returns. With x = mean + deviation * value they get another mean and
/// another standard deviation.
///
/// \tparam Variant  a rung of the ladder: naive, filled or fused
/// \tparam Backend  as in `fill`
/// \param  engine   the engine, which moves on as by calls one by one
/// \param  values   a contiguous range of doubles or floats
/// \param  how      hpk::sequential or hpk::parallel; mt19937 uses one thread
/// \throws std::invalid_argument for threads < 0
///
/// Cost: O(n), two to five times that of `fill`.
template <class Variant = fastest, class Backend = native, engine Engine, class Range,
          execution_policy Execution = sequential>
    requires detail::deviates_range<Range>
void fill_normal(Engine& engine, Range&& values, Execution how = {}) {
    hpk::detail::expect_threads(how);
    using T = detail::element_of<Range>;
    T* const to = std::ranges::data(values);
    detail::share(
        how, static_cast<std::size_t>(std::ranges::size(values)), numbers_for<double, Engine>,
        [to](Engine& moved, std::size_t first, std::size_t count) {
            std::array<double, detail::block_size> block;
            for (const std::size_t end = first + count; first < end;) {
                const std::size_t n = (std::min)(block.size(), end - first);
                using B = backend_for<Variant, Backend, std::uint64_t>;
                Variant::template fill<B>(moved, block.data(), n);
                detail::to_normal<backend_for<Variant, Backend, double>>(block.data(), n);
                std::transform(block.begin(), block.begin() + n, to + first,
                               [](double x) { return static_cast<T>(x); });
                first += n;
            }
        },
        engine);
}

/// Throws darts at the unit square, and counts those with x^2 + y^2 <= 1; 4 times their part of all
/// is an estimate of pi. All x are taken from the engine first, then all y, as numpy's program
/// does: x = random(darts), y = random(darts).
///
/// \tparam Variant  a rung of the ladder: naive, filled or fused
/// \tparam Backend  as in `fill`
/// \param  engine   the engine, which moves on by 2 * darts doubles
/// \param  darts    their number
/// \param  how      hpk::sequential or hpk::parallel; mt19937 uses one thread
/// \throws std::invalid_argument for darts < 0 and for threads < 0
///
/// Source: Gorelick and Ozsvald, Monte Carlo estimates of pi.
template <class Variant = fastest, class Backend = native, engine Engine,
          execution_policy Execution = sequential>
[[nodiscard]] std::int64_t count_in_quarter_circle(Engine& engine, std::int64_t darts,
                                                   Execution how = {}) {
    hpk::detail::expect_threads(how);
    detail::expect_darts(darts);
    const auto count = static_cast<std::size_t>(darts);
    Engine of_x = engine;
    engine.discard(count * numbers_for<double, Engine>);
    return detail::count_darts<Variant, Backend>(of_x, engine, count, how);
}

} // namespace HPK_ISA
} // namespace hpk::random

#include "hpk/random/calls/refused.hpp"
