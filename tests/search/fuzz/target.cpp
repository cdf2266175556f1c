// SPDX-License-Identifier: MIT
//
// The search family under libFuzzer: the first byte of an input chooses a type, and every rung of
// that type is tried. Add new inputs to ../corpus, which the ordinary tests replay.

#include "search/fuzz.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace hpk::test;
    choices from(data, size);
    const std::uint32_t chosen = from.byte() % search_types::size;
    search_types::for_each([&, k = 0U]<class T>(std::type_identity<T>) mutable {
        if (k++ != chosen) return;
        const search_problem<T> problem(from);
        problem.template check_index<hpk::native>("search/index");
        for_each_search_rung<T>(
            [&]<class V, class B>(const std::string& name) { problem.template check<V, B>(name); });
    });
    return 0;
}
