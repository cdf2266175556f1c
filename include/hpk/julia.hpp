// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The Julia family: escape-time counts of z -> z² + c.
///
///     #include <hpk/julia.hpp>
///
///     auto plane  = hpk::julia::accumulated_plane(hpk::julia::region<double>{}, 1000);
///     auto counts = hpk::julia::escape_counts(plane, {-0.62772, -0.42193}, 300);
///
/// The count of a point is how often z = z² + c is applied before |z|² reaches 4, at most
/// max_iterations. A start that is not finite has count 0. Every variant on every backend gives the
/// same counts, whatever the compiler, its flags and the number of threads; the operations and
/// their order are those of `advance` in hpk/julia/orbits/orbit.hpp. Other formulas are in
/// hpk/julia/orbits/formulas.hpp.

#include "hpk/core/isa.hpp"

#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/double_double.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/julia/plane.hpp" // region, plane, plane_view, accumulated_plane, uniform_plane
#include "hpk/julia/sets.hpp"  // mandelbrot, mandelbrot_set, julia_set
#include "hpk/julia/variants.hpp"
#include "hpk/julia/zoom.hpp" // zoom, deep_plane, uniform_plane, to_double_double

/// Escape-time counts of Julia and Mandelbrot sets: hpk/julia.hpp.
namespace hpk::julia {
inline namespace HPK_ISA {

/// The fastest variant.
using fastest = trapped;

/// Counts for all pixels of a plane, row by row from the top, into `counts`.
///
/// \tparam Variant   a rung of the ladder: complex_abs, expanded, lockstep, interleaved or trapped
/// \tparam Backend   hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
///                   enable; variants that are not vectorised use hpk::scalar
/// \param  p         a plane<T> or plane_view<T>
/// \param  c         the constant of z² + c, the same for all pixels
/// \param  max_iterations  at least 0; no count is larger
/// \param  counts    as many places as the plane has pixels
/// \param  how       hpk::sequential or hpk::parallel
/// \throws std::invalid_argument for max_iterations < 0, a span of another size, or threads < 0;
///         nothing is written in that case
///
/// Cost: O(pixels · max_iterations) steps; `trapped` mostly avoids that for points inside the set.
/// No memory is allocated per pixel.
/// \{
template <class Variant = fastest, class Backend = native, std::floating_point T,
          execution_policy Execution = sequential>
void escape_counts(const plane<T>& p, std::type_identity_t<std::complex<T>> c, int max_iterations,
                   std::span<std::int32_t> counts, Execution how = {});
template <class Variant = fastest, class Backend = native, std::floating_point T,
          execution_policy Execution = sequential>
void escape_counts(plane_view<T> p, std::type_identity_t<std::complex<T>> c, int max_iterations,
                   std::span<std::int32_t> counts, Execution how = {});
/// \}

/// Counts of a Mandelbrot set, or of any formula until any radius:
/// `escape_counts(plane, mandelbrot{}, 1000, counts)`,
/// `escape_counts(plane, julia_set{c, power<3>{}}, 1000, counts)`.
///
/// A set is a mandelbrot, a mandelbrot_set or a julia_set. The counts of mandelbrot are those of
/// the list form with z = z0 and c = the pixel. Planes may also be of double_double, about 31
/// digits (hpk/julia/zoom.hpp); numbers of sets and norms are then of double.
///
/// \throws std::invalid_argument as above, and for a radius that is not from 2 to 256 in float, 10⁹
///         in double
///
/// `trapped` has proofs for z² + c, the burning ship and the tricorn, until any radius; for other
/// formulas it does what `interleaved` does.
/// \{
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
void escape_counts(const plane<T>& p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   Execution how = {});
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
void escape_counts(plane_view<T> p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   Execution how = {});
/// \}

/// The same, returning the counts.
/// \{
template <class Variant = fastest, class Backend = native, std::floating_point T,
          execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::int32_t> escape_counts(const plane<T>& p,
                                                      std::type_identity_t<std::complex<T>> c,
                                                      int max_iterations, Execution how = {});
template <class Variant = fastest, class Backend = native, std::floating_point T,
          execution_policy Execution = sequential>
[[nodiscard]] std::vector<std::int32_t> escape_counts(plane_view<T> p,
                                                      std::type_identity_t<std::complex<T>> c,
                                                      int max_iterations, Execution how = {});
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
[[nodiscard]] std::vector<std::int32_t> escape_counts(const plane<T>& p, Set set,
                                                      int max_iterations, Execution how = {});
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
[[nodiscard]] std::vector<std::int32_t> escape_counts(plane_view<T> p, Set set, int max_iterations,
                                                      Execution how = {});
/// \}

/// Counts as above, for long work: calls `observer(rows)` as rows are finished, with how many are,
/// from the top, and some tens of times per second between. `escape_counts_and_observe(plane,
/// julia_set{0.25}, 2'000'000'000, counts, [&](std::size_t) { return !stopped; })`.
///
/// If the observer returns a bool, false stops the computation within some milliseconds; counts of
/// unfinished rows are then unspecified. It may be called on any of the threads, one at a time, and
/// must not throw.
///
/// \returns the number of finished rows
/// \throws std::invalid_argument as above
///
/// Rows are counted in bands of 32 per thread, which costs hardly more than all at once.
/// \{
template <class Variant = fastest, class Backend = native, coordinate T, pixel_set Set,
          class Observer, execution_policy Execution = sequential>
std::size_t escape_counts_and_observe(const plane<T>& p, Set set, int max_iterations,
                                      std::span<std::int32_t> counts, Observer&& observer,
                                      Execution how = {});
template <class Variant = fastest, class Backend = native, coordinate T, pixel_set Set,
          class Observer, execution_policy Execution = sequential>
std::size_t escape_counts_and_observe(plane_view<T> p, Set set, int max_iterations,
                                      std::span<std::int32_t> counts, Observer&& observer,
                                      Execution how = {});
/// \}

/// Counts, and in `norms` |z|² of the first point of each orbit that has escaped, or 0 if none has
/// in max_iterations steps. A norm that overflows is the largest number. A part of a start beyond
/// twice the radius counts as twice the radius, and a part of c beyond 10³⁰ in float, 10¹²⁰ in
/// double, as that.
///
/// \throws std::invalid_argument as above, and for norms of another length
///
/// `trapped` proves which orbits do not escape, as for counts alone, and iterates the others to
/// their end.
/// \{
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
void escape_counts(const plane<T>& p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   std::span<part_of<T>> norms, Execution how = {});
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
void escape_counts(plane_view<T> p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   std::span<part_of<T>> norms, Execution how = {});
/// \}

/// The smooth count of an orbit of a formula of this degree: count - log(log norm / log radius²) /
/// log degree, a number from count - 1 to count that is continuous from one count to the next, the
/// better the larger the radius (hpk/core/functions/log.hpp has the logarithm). If the norm is 0,
/// the orbit has not escaped, and the result is the count. Starts that have escaped have numbers
/// below 0. In float there are no fractions of counts from 2²⁴ on. The degree must be at least 2,
/// the radius more than 1, and the norm 0 or at least radius².
template <std::floating_point T>
[[nodiscard]] T smooth_count(std::int32_t count, T norm, int degree = 2,
                             std::type_identity_t<T> radius = 2) noexcept;

/// Smooth counts for all pixels of a plane, row by row; max_iterations where an orbit has not
/// escaped. The formula must have a member `degree`; radii of about 256 suffice for pictures.
///
/// \throws std::invalid_argument as escape_counts does
/// \{
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
void smooth_counts(const plane<T>& p, Set set, int max_iterations, std::span<part_of<T>> smooth,
                   Execution how = {});
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
void smooth_counts(plane_view<T> p, Set set, int max_iterations, std::span<part_of<T>> smooth,
                   Execution how = {});
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
[[nodiscard]] std::vector<part_of<T>> smooth_counts(const plane<T>& p, Set set, int max_iterations,
                                                    Execution how = {});
template <class Variant = fastest, class Backend = native, coordinate T,
          execution_policy Execution = sequential, pixel_set Set>
[[nodiscard]] std::vector<part_of<T>> smooth_counts(plane_view<T> p, Set set, int max_iterations,
                                                    Execution how = {});
/// \}

/// Estimates of the distance of each pixel from the set, row by row, in the units of the plane:
/// |z| log |z|² / |dz|, where dz is the derivative of z, the first point of the orbit that has
/// escaped, by the pixel. Close to a connected set, the nearest of its points is at least a quarter
/// of that away, and at most about all of it (Y. Fisher in The Science of Fractal Images, 1988,
/// appendix D); the estimate is the better the larger the radius. It is 0 where the orbit has not
/// escaped or dz has overflowed, and the largest number where dz is 0.
///
/// The formula must have a member `derivative`, as quadratic and power have. There is one kernel,
/// on any backend: four vectors with their derivatives are more than there are registers, so it
/// keeps two in flight. The bits are the same everywhere.
///
/// \throws std::invalid_argument as escape_counts does
/// \{
template <class Backend = native, std::floating_point T, execution_policy Execution = sequential,
          pixel_set Set>
void distance_estimates(const plane<T>& p, Set set, int max_iterations,
                        std::span<std::type_identity_t<T>> to, Execution how = {});
template <class Backend = native, std::floating_point T, execution_policy Execution = sequential,
          pixel_set Set>
void distance_estimates(plane_view<T> p, Set set, int max_iterations,
                        std::span<std::type_identity_t<T>> to, Execution how = {});
template <class Backend = native, std::floating_point T, execution_policy Execution = sequential,
          pixel_set Set>
[[nodiscard]] std::vector<T> distance_estimates(const plane<T>& p, Set set, int max_iterations,
                                                Execution how = {});
template <class Backend = native, std::floating_point T, execution_policy Execution = sequential,
          pixel_set Set>
[[nodiscard]] std::vector<T> distance_estimates(plane_view<T> p, Set set, int max_iterations,
                                                Execution how = {});
/// \}

/// Counts, norms and smooth counts of a Mandelbrot set in a view of any depth, as above:
/// `escape_counts(uniform_plane(zoom{"-0.7436…", "0.1318…", 1e-50}, 640, 480), mandelbrot{},
/// 5000)`.
///
/// The orbit of the middle is computed with as many digits as the view needs, and those of the
/// pixels by their distance from it, in double (hpk/julia/deep/perturbed.hpp). These counts are
/// approximations: not those of any arithmetic step by step, but nearly always the exact ones
/// (docs/julia.md says how often). They are the same on every backend and thread count. There is
/// one kernel, and no proofs: pixels of the set cost max_iterations steps each. Memory: 16 bytes
/// per iteration, besides the results.
///
/// \throws std::invalid_argument as above, for text that is not a number, and for z0 other than 0
/// \{
template <class Backend = native, execution_policy Execution = sequential, pixel_set Set>
void escape_counts(const deep_plane& p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   Execution how = {});
template <class Backend = native, execution_policy Execution = sequential, pixel_set Set>
[[nodiscard]] std::vector<std::int32_t> escape_counts(const deep_plane& p, Set set,
                                                      int max_iterations, Execution how = {});
template <class Backend = native, execution_policy Execution = sequential, pixel_set Set>
void escape_counts(const deep_plane& p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   std::span<double> norms, Execution how = {});
template <class Backend = native, pixel_set Set, class Observer,
          execution_policy Execution = sequential>
std::size_t escape_counts_and_observe(const deep_plane& p, Set set, int max_iterations,
                                      std::span<std::int32_t> counts, Observer&& observer,
                                      Execution how = {});
template <class Backend = native, execution_policy Execution = sequential, pixel_set Set>
void smooth_counts(const deep_plane& p, Set set, int max_iterations, std::span<double> smooth,
                   Execution how = {});
template <class Backend = native, execution_policy Execution = sequential, pixel_set Set>
[[nodiscard]] std::vector<double> smooth_counts(const deep_plane& p, Set set, int max_iterations,
                                                Execution how = {});
/// \}

/// Counts for a list of points, each with its own start and its own c. An empty list is fine.
///
/// \throws std::invalid_argument as above, and when z, c and counts differ in length
template <class Variant = fastest, class Backend = native, std::floating_point T,
          execution_policy Execution = sequential>
void escape_counts(std::span<const std::complex<T>> z, std::span<const std::complex<T>> c,
                   int max_iterations, std::span<std::int32_t> counts, Execution how = {});

/// The element type of a contiguous range of complex numbers.
template <class Range>
using real_of = typename std::ranges::range_value_t<Range>::value_type;

/// Vectors, arrays, spans and other contiguous ranges of complex numbers.
template <class Range>
concept complex_range =
    std::ranges::contiguous_range<Range> && std::ranges::sized_range<Range> &&
    std::same_as<std::ranges::range_value_t<Range>, std::complex<real_of<Range>>>;

/// The same for vectors, arrays and other contiguous ranges.
template <class Variant = fastest, class Backend = native, complex_range Z, complex_range C,
          execution_policy Execution = sequential>
    requires std::same_as<real_of<Z>, real_of<C>>
void escape_counts(Z&& z, C&& c, int max_iterations, std::span<std::int32_t> counts,
                   Execution how = {}) {
    using T = real_of<Z>;
    escape_counts<Variant, Backend, T>(std::span<const std::complex<T>>(z),
                                       std::span<const std::complex<T>>(c), max_iterations, counts,
                                       how);
}

/// The same, returning the counts.
template <class Variant = fastest, class Backend = native, complex_range Z, complex_range C,
          execution_policy Execution = sequential>
    requires std::same_as<real_of<Z>, real_of<C>>
[[nodiscard]] std::vector<std::int32_t> escape_counts(Z&& z, C&& c, int max_iterations,
                                                      Execution how = {}) {
    std::vector<std::int32_t> counts(std::ranges::size(z));
    escape_counts<Variant, Backend>(z, c, max_iterations, std::span<std::int32_t>(counts), how);
    return counts;
}

} // namespace HPK_ISA
} // namespace hpk::julia

#include "hpk/julia/calls/deep_counts.hpp"
#include "hpk/julia/calls/distance_estimates.hpp"
#include "hpk/julia/calls/escape_counts.hpp"
#include "hpk/julia/calls/observed_counts.hpp"
#include "hpk/julia/calls/refused.hpp"
#include "hpk/julia/calls/smooth_counts.hpp"
