// SPDX-License-Identifier: MIT
//
// Rungs that are wrong on purpose, under the tests of all rungs: they must say so.

#include "random/shapes.hpp"

namespace hpk::test {
namespace {

/// Takes whole words: one number too many if their count is odd.
struct whole_words : random::naive {
    template <class Backend, class T, class Engine>
    static void fill(Engine& engine, T* to, std::size_t count) {
        random::naive::fill<Backend>(engine, to, count);
        if (sizeof(T) == 4 && count % 2 != 0) engine();
    }
};

/// Takes the x and the y of a dart in turn.
struct in_turn : random::naive {
    template <class Backend, class Engine>
    static std::int64_t count(Engine& of_x, Engine& of_y, std::size_t darts) {
        static_cast<void>(random::naive::count<Backend>(of_x, of_y, darts));
        Engine both = of_x;
        return random::naive::count<Backend>(both, both, darts);
    }
};

TEST_CASE("random/whole_words/shapes") {
    random_shapes::check<whole_words, scalar, random::philox4x32>();
}
TEST_CASE("random/in_turn/shapes") {
    random_shapes::check<in_turn, scalar, random::pcg64>();
}

} // namespace
} // namespace hpk::test
