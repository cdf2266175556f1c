// SPDX-License-Identifier: MIT
//
// Replays the inputs that libFuzzer has found, each with every rung in every type.

#include "search/fuzz.hpp"

#include "corpus.hpp"

namespace hpk::test {
namespace {

struct search_corpus {
    static constexpr const char* name = "corpus";

    template <class V, class B, class T>
    static void check() {
        for (const auto& problem : problems<T>()) problem.template check<V, B>(name);
        CHECK(!problems<T>().empty()); // an assertion for Catch to count
    }

private:
    template <class T>
    static const std::vector<search_problem<T>>& problems() {
        static const std::vector<search_problem<T>> all = [] {
            std::vector<search_problem<T>> result;
            for (const byte_stream& stream : corpus_of("search")) {
                choices from(stream.data(), stream.size());
                from.byte(); // the choice of a type
                result.emplace_back(from);
            }
            return result;
        }();
        return all;
    }
};

const check_searches<search_corpus> register_corpus;

} // namespace
} // namespace hpk::test
