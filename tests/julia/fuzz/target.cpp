// SPDX-License-Identifier: MIT
//
// The Julia family under libFuzzer: the first byte of an input chooses a rung. What is found joins
// ../corpus, which the ordinary tests replay with every rung.

#include "julia/fuzz.hpp"

using namespace hpk::test;

namespace {

template <class T>
void check(std::size_t choice, choices from) {
    const auto& rungs = julia_family::rungs<T>();
    julia_problem<T>(from).check(rungs[choice % rungs.size()]);
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    choices from(data, size);
    const std::uint32_t choice = from.byte();
    if (choice % 2 == 0)
        check<double>(choice / 2, from);
    else
        check<float>(choice / 2, from);
    return 0;
}
