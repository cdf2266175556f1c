// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/core/execution.hpp>

#include "backends.hpp"
#include "clock.hpp"
#include "entrant.hpp"

/// \file
/// Makes entrants from problems. A family describes each of its problems by a class P with
///
///     using value_type;                  // float or double
///     static constexpr std::string_view family;
///     std::string name() const;          // the name of the problem
///     void pass<Variant, Backend>(how);  // the timed work
///     verdict verify(pass);              // does a pass and checks the result
///     std::vector<entrant> peers_at(p)   // other libraries, found by its namespace

namespace hpk::bench {

/// An entrant that runs `pass` on a problem.
template <class Problem>
entrant entrant_at(const std::shared_ptr<Problem>& p, std::string_view variant, std::string backend,
                   std::function<void()> pass, int threads = 0) {
    entrant e;
    e.family = Problem::family;
    e.variant = variant;
    e.threads = threads;
    e.backend = std::move(backend);
    e.type = type_name<typename Problem::value_type>();
    e.problem = p->name();
    e.pass = std::move(pass);
    e.verify = [p, pass = e.pass, threads = e.threads] {
        double seconds = 0;
        verdict result = p->verify([&] {
            const stopwatch watch(threads);
            pass();
            seconds = watch.seconds();
        });
        result.seconds = seconds;
        return result;
    };
    return e;
}

/// An entrant that runs a variant on a problem.
template <class Variant, class Backend, class Problem, execution_policy Execution = sequential>
entrant entrant_at(const std::shared_ptr<Problem>& p, Execution how = {}) {
    using B = backend_of<Variant, Backend>;
    int threads = 0;
    if constexpr (std::same_as<Execution, parallel>) threads = how.threads;
    return entrant_at(
        p, Variant::name, backend_name<B>(), [p, how] { p->template pass<Variant, B>(how); },
        threads);
}

/// Adds every variant of a list on its best backend.
template <class Variants, class Problem>
void add_variants(std::vector<entrant>& all, const std::shared_ptr<Problem>& p) {
    Variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        all.push_back(entrant_at<Variant, native>(p));
    });
}

/// Adds a variant with narrower vectors than the best.
template <class Variant, class Problem>
void add_narrower(std::vector<entrant>& all, const std::shared_ptr<Problem>& p) {
    enabled_backends::for_each([&]<class Backend>(std::type_identity<Backend>) {
        if constexpr (is_best_of_its_width<Backend, typename Problem::value_type>() &&
                      !std::same_as<Backend, native>)
            all.push_back(entrant_at<Variant, Backend>(p));
    });
}

/// Adds a variant on all cores, if there are several.
template <class Variant, class Problem>
void add_all_cores(std::vector<entrant>& all, const std::shared_ptr<Problem>& p) {
    if (const int threads = available_threads(); threads > 1)
        all.push_back(entrant_at<Variant, native>(p, parallel{threads}));
}

/// Adds a variant on one thread and on several.
template <class Variant, class Backend, class Problem>
void add_thread_counts(std::vector<entrant>& all, const std::shared_ptr<Problem>& p) {
    all.push_back(entrant_at<Variant, Backend>(p));
    for (const int threads : thread_counts())
        all.push_back(entrant_at<Variant, Backend>(p, parallel{threads}));
}

/// Adds the peers, and every variant of a list on every backend that the build tries, at one
/// problem; on several threads only with the best backend of each width, because each is one more
/// kernel to compile.
template <class Variants, class Problem>
void add_combinations(std::vector<entrant>& all, const std::shared_ptr<Problem>& p) {
    using T = typename Problem::value_type;
    add(all, peers_at(p));
    Variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        HPK_TRIED_BACKENDS::for_each([&]<class Backend>(std::type_identity<Backend>) {
            if constexpr (backend_has_lanes<Backend, T> &&
                          std::same_as<backend_of<Variant, Backend>, Backend>) {
                if constexpr (is_best_of_its_width<Backend, T>())
                    add_thread_counts<Variant, Backend>(all, p);
                else
                    all.push_back(entrant_at<Variant, Backend>(p));
            }
        });
    });
}

} // namespace hpk::bench
