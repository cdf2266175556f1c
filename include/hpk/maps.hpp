// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The maps family: a function of the elements of arrays, written to an array.
///
///     #include <hpk/maps.hpp>
///
///     std::vector<double> loss(n), label = …, p = …;
///     hpk::maps::map(loss, [](auto y, auto x) {
///         return -(y * log(x) + (1 - y) * log(1 - x));
///     }, hpk::parallel{}, label, p);
///
/// The function is called with vectors of hpk::lanes, or with whole arrays, which have +, -, * and
/// /, also with numbers, and log, exp, log1p, expm1, sin and cos (hpk/core/functions.hpp); so it is
/// a generic lambda that calls them without a namespace. Each operation is rounded as written, so
/// the results have the same bits with every variant, on every backend, with every compiler and
/// flag, and for every number of threads. A result that is NaN has the bits hpk::nan_bits.
///
/// Inputs are contiguous ranges, grids, and other ranges with random access; outputs contiguous
/// ranges and grids; all elements are float or all are double. Subnormal numbers are kept even
/// where the caller's thread flushes them.

#include "hpk/core/isa.hpp"

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/functions.hpp"
#include "hpk/core/ranges/inputs.hpp"
#include "hpk/core/ranges/outputs.hpp"
#include "hpk/core/type_list.hpp"
#include "hpk/maps/calls/accepted.hpp"
#include "hpk/maps/calls/map.hpp"
#include "hpk/maps/variants.hpp"

/// Functions of the elements of arrays: hpk/maps.hpp.
namespace hpk::maps {
inline namespace HPK_ISA {

/// Writes f(x[k], …) to out[k] for all k.
///
/// \tparam Variant  a rung of the ladder (hpk/maps/variants.hpp)
/// \tparam Backend  hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
///                  enable
/// \param  out      as many elements as the inputs have; it may be one of them, but must not
///                  overlap one in any other way
/// \param  f        a function of as many arguments as there are inputs, which must do the same
///                  operations whenever it is called
/// \param  how      hpk::sequential or hpk::parallel; `temporaries` uses one thread
/// \param  x        the inputs
/// \throws std::invalid_argument for ranges of different sizes and for threads < 0, and
///         std::bad_alloc from `temporaries` and `blocked`; then nothing has been written
///
/// Cost: O(n). With `temporaries` and `blocked`, f can have only the operations named above.
template <class Variant = fused, class Backend = native, writable_range Out, class F,
          execution_policy Execution, readable_range... Inputs>
    requires detail::mappable<Out, F, type_list<Inputs...>>
void map(Out&& out, const F& f, Execution how, const Inputs&... x) {
    detail::map<Variant, Backend>(out, f, how, x...);
}
/// The same on the calling thread.
template <class Variant = fused, class Backend = native, writable_range Out, class F,
          readable_range... Inputs>
    requires detail::mappable<Out, F, type_list<Inputs...>>
void map(Out&& out, const F& f, const Inputs&... x) {
    map<Variant, Backend>(out, f, sequential{}, x...);
}

} // namespace HPK_ISA
} // namespace hpk::maps

#include "hpk/maps/calls/refused.hpp"
