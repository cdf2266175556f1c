// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Problems made from bytes. libFuzzer runs them on one rung, and the tests run those in the
/// family's corpus on every rung. A `Problem<T>` is constructed from choices, of which the first
/// has been taken: it chooses the rung. It has `check(rung)` and the name of its `family`.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "catch.hpp"
#include "choices.hpp"
#include "corpus.hpp"
#include "family.hpp"

namespace hpk::test {

/// The problems of the family's corpus; Problem has the name of its `family`.
template <class Problem>
const std::vector<Problem>& corpus_problems() {
    static const std::vector<Problem> all = [] {
        std::vector<Problem> result;
        for (const byte_stream& stream : corpus_of(Problem::family)) {
            choices from(stream.data(), stream.size());
            from.byte(); // the choice of a rung
            result.emplace_back(from);
        }
        return result;
    }();
    return all;
}

/// An aspect of every variant, backend and type: its `check<Variant, Backend>(name)` solves all
/// problems of the corpus. (For families whose rungs are not behind function pointers.)
template <template <class> class Problem>
struct variant_corpus_replay {
    static constexpr const char* name = "corpus";

    template <class V, class B, class T>
    static void check() {
        const auto& problems = corpus_problems<Problem<T>>();
        for (const auto& problem : problems) problem.template check<V, B>(name);
        CHECK(!problems.empty()); // an assertion for Catch to count
    }
};

/// An aspect of every rung: it solves all problems of the corpus.
template <template <class> class Problem>
struct corpus_replay {
    static constexpr const char* name = "corpus";
    static bool concerns(const named_rung&) { return true; }

    template <template <class> class Rung, class T>
    static void check(const Rung<T>& tested) {
        const auto& problems = corpus_problems<Problem<T>>();
        for (const auto& problem : problems) problem.check(tested);
        CHECK(!problems.empty()); // an assertion for Catch to count
    }
};

/// Runs one problem on one rung.
template <class Family, template <class> class Problem>
void try_problem(const std::uint8_t* data, std::size_t size) {
    choices from(data, size);
    const std::uint32_t choice = from.byte();
    const auto check = [&]<class T>(const std::vector<T>& rungs, auto problem) {
        problem.check(rungs[choice / 2 % rungs.size()]);
    };
    if (choice % 2 == 0)
        check(Family::template rungs<double>(), Problem<double>(from));
    else
        check(Family::template rungs<float>(), Problem<float>(from));
}

} // namespace hpk::test
