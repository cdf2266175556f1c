// SPDX-License-Identifier: MIT
//
// Rungs that are wrong on purpose, under the tests of all rungs: they must say so.

#include "distinct/shapes.hpp"

namespace hpk::test {
namespace {

/// Skips a rank that is one above the smallest register, which counts.
struct too_high_a_floor {
    static constexpr bool vectorised = false;

    template <class Backend>
    class adder {
    public:
        adder(distinct::registers_view registers, std::size_t) : registers_(registers) {}

        template <class Keys>
        void add(const Keys& keys, std::size_t first, std::size_t count) {
            for (std::size_t k = first; k < first + count; ++k) {
                const int floor = registers_.smallest();
                if (floor == 0 || (keys[k] << registers_.p()) >> (63 - floor) == 0)
                    registers_.raise(keys[k]);
            }
        }

    private:
        distinct::registers_view registers_;
    };
};

/// Leaves out the keys behind the last whole vector.
struct whole_vectors {
    static constexpr bool vectorised = false;

    template <class Backend>
    class adder {
    public:
        adder(distinct::registers_view registers, std::size_t) : registers_(registers) {}

        template <class Keys>
        void add(const Keys& keys, std::size_t first, std::size_t count) {
            for (std::size_t k = first; k < first + count / 4 * 4; ++k) registers_.raise(keys[k]);
        }

    private:
        distinct::registers_view registers_;
    };
};

TEST_CASE("distinct/too_high_a_floor/shapes") {
    distinct_shapes::check<too_high_a_floor, scalar, std::uint64_t>();
}
TEST_CASE("distinct/whole_vectors/shapes") {
    distinct_shapes::check<whole_vectors, scalar, std::uint64_t>();
}

} // namespace
} // namespace hpk::test
