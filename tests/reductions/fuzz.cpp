// SPDX-License-Identifier: MIT
//
// Replays the inputs that libFuzzer has found, each with every variant in float and double.

#include "reductions/fuzz.hpp"

#include "corpus.hpp"

namespace hpk::test {
namespace {

struct reduction_corpus {
    static constexpr const char* name = "corpus";

    template <class V, class B, class T>
    static void check() {
        for (const auto& problem : problems<T>()) problem.template check<V, B>(name);
        CHECK(!problems<T>().empty()); // an assertion for Catch to count
    }

private:
    template <class T>
    static const std::vector<reduction_problem<T>>& problems() {
        static const std::vector<reduction_problem<T>> all = [] {
            std::vector<reduction_problem<T>> result;
            for (const byte_stream& stream : corpus_of("reductions")) {
                choices from(stream.data(), stream.size());
                from.byte(); // the choice of a type
                result.emplace_back(from);
            }
            return result;
        }();
        return all;
    }
};

const check_reductions<reduction_corpus> register_corpus;

} // namespace
} // namespace hpk::test
