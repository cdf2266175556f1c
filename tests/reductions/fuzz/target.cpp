// SPDX-License-Identifier: MIT
//
// The reductions family under libFuzzer: the first byte of an input chooses the type, and every
// variant is tried. Add new inputs to ../corpus, which the ordinary tests replay.

#include "reductions/fuzz.hpp"

namespace {

template <class T>
void try_variants(hpk::test::choices from) {
    const hpk::test::reduction_problem<T> problem(from);
    hpk::reductions::variants::for_each([&]<class V>(std::type_identity<V>) {
        hpk::test::for_each_backend<V, T>(
            [&]<class B>() { problem.template check<V, B>(std::string(V::name)); });
    });
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    hpk::test::choices from(data, size);
    if (from.byte() % 2 == 0)
        try_variants<double>(from);
    else
        try_variants<float>(from);
    return 0;
}
