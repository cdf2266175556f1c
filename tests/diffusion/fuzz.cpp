// SPDX-License-Identifier: MIT
//
// Replays what libFuzzer has found, each input with every rung in float and double.

#include "diffusion/fuzz.hpp"

#include "corpus.hpp"

namespace hpk::test {
namespace {

template <class T>
const std::vector<diffusion_problem<T>>& problems() {
    static const std::vector<diffusion_problem<T>> all = [] {
        std::vector<diffusion_problem<T>> result;
        for (const byte_stream& stream : corpus_of("diffusion")) {
            choices from(stream.data(), stream.size());
            from.byte(); // the choice of a rung
            result.emplace_back(from);
        }
        return result;
    }();
    return all;
}

struct corpus {
    static constexpr const char* name = "corpus";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        for (const auto& problem : problems<T>()) problem.check(tested);
        CHECK(!problems<T>().empty()); // counts an assertion where all is well
    }
};

const check_every_rung<corpus> register_corpus;

} // namespace
} // namespace hpk::test
