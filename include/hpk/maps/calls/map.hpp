// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// How hpk::maps::map checks its arguments and calls a variant.

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/ranges/outputs.hpp"
#include "hpk/core/ranges/source.hpp"
#include "hpk/core/subnormals.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {
namespace detail {

template <class Variant, class Backend, class Out, class F, class... Inputs>
void map(Out& out, const F& f, execution_policy auto how, const Inputs&... x) {
    hpk::detail::expect_threads(how);
    const auto source = hpk::detail::source_of(f, x...);
    const auto output = hpk::detail::output_of(out);
    using T = typename decltype(source)::value_type;
    expects(output.size() == source.size(), [&] {
        using hpk::detail::shown;
        return "the output has " + shown(output.size()) + " elements but the input has " +
               shown(source.size());
    });
    if (source.size() == 0) return;
    const subnormals_kept guard;
    Variant::template map<lanes<T, backend_for<Variant, Backend, T>>>(source, output, how);
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::maps
