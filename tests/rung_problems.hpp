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

/// An aspect of every rung: it solves all problems of the corpus.
template <template <class> class Problem>
struct corpus_replay {
    static constexpr const char* name = "corpus";
    static bool concerns(const named_rung&) { return true; }

    template <template <class> class Rung, class T>
    static void check(const Rung<T>& tested) {
        for (const auto& problem : problems<T>()) problem.check(tested);
        CHECK(!problems<T>().empty()); // an assertion for Catch to count
    }

private:
    template <class T>
    static const std::vector<Problem<T>>& problems() {
        static const std::vector<Problem<T>> all = [] {
            std::vector<Problem<T>> result;
            for (const byte_stream& stream : corpus_of(Problem<T>::family)) {
                choices from(stream.data(), stream.size());
                from.byte(); // the choice of a rung
                result.emplace_back(from);
            }
            return result;
        }();
        return all;
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
