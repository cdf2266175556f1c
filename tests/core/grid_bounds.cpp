// SPDX-License-Identifier: MIT
//
// Debug builds check each index. This file is always a debug build; its grids have cells of a type
// that no other file uses, so that the linker cannot replace its functions by those of another
// file.

#undef NDEBUG

#include <hpk/core/grid.hpp>

#include "aborts.hpp"
#include "catch.hpp"

namespace hpk::test {
namespace {

struct cell {
    int value = 0;
};

TEST_CASE("grid/indices are checked in debug builds") {
    grid<cell> g(3, 4);
    const auto touch = [](cell& c) { c.value = 1; };
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 4; ++j) CHECK_FALSE(aborts([&] { touch(g(i, j)); }));
    CHECK(aborts([&] { touch(g(3, 0)); }));
    CHECK(aborts([&] { touch(g(0, 4)); }));
    CHECK(aborts([&] { touch(g(-1, 0)); }));
    CHECK(aborts([&] { touch(g(0, -1)); }));
    CHECK(aborts([&] { touch(grid<cell>()(0, 0)); }));

    grid<cell, 3> box(2, 3, 4);
    CHECK_FALSE(aborts([&] { touch(box(1, 2, 3)); }));
    CHECK(aborts([&] { touch(box(0, 3, 0)); }));
    const grid_view<cell, 1> row(g.row(1), {4});
    CHECK_FALSE(aborts([&] { touch(row(3)); }));
    CHECK(aborts([&] { touch(row(4)); }));
}

} // namespace
} // namespace hpk::test
