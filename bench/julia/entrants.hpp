// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#if defined(_OPENMP)
#include <omp.h>
#endif

#include "julia/problem.hpp"

namespace hpk::bench::julia {

/// The backend on which a variant competes for Backend: one that has no vectors competes on
/// hpk::scalar.
template <class Variant, class Backend>
using backend_of = std::conditional_t<Variant::vectorised, Backend, scalar>;

/// How many threads hpk::parallel can use here; 0 without OpenMP, where it is the same as
/// hpk::sequential and not worth an entrant.
inline int available_threads() {
#if defined(_OPENMP)
    return omp_get_num_procs();
#else
    return 0;
#endif
}

/// A variant at a problem.
template <class Variant, class Backend, std::floating_point T, template <class> class Problem,
          execution_policy Execution = sequential>
entrant contestant(std::shared_ptr<Problem<T>> p, Execution how = {}) {
    using B = backend_of<Variant, Backend>;
    entrant e;
    e.family = "julia";
    e.variant = Variant::name;
    e.backend = backend_name<B>();
    e.type = sizeof(T) == 8 ? "f64" : "f32";
    e.problem = p->name();
    if constexpr (std::same_as<Execution, parallel>) e.threads = how.threads;
    // Only the top rung does not pay for iterations: what costs the others seconds is once enough.
    e.takes_long = p->max_iterations() > 1000 && !std::same_as<Variant, hpk::julia::fastest>;
    e.pass = [p, how] { p->template pass<Variant, B>(how); };
    e.verify = [p, pass = e.pass] { return p->verify(pass); };
    return e;
}

/// The yardstick at a problem.
template <std::floating_point T, template <class> class Problem>
entrant yardstick(std::shared_ptr<Problem<T>> p) {
    entrant e;
    e.family = "julia";
    e.variant = "plain_loop";
    e.backend = "compiler";
    e.type = sizeof(T) == 8 ? "f64" : "f32";
    e.problem = p->name();
    e.takes_long = p->max_iterations() > 1000;
    e.pass = [p] { p->plain_loop(p->counts()); };
    e.verify = [p, pass = e.pass] { return p->verify(pass); };
    return e;
}

} // namespace hpk::bench::julia
