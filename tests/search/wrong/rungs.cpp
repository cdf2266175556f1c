// SPDX-License-Identifier: MIT
//
// Rungs that are wrong on purpose, under the tests of all rungs: they must say so.

#include "search/shapes.hpp"

namespace hpk::test {
namespace {

/// Counts the elements that are equal to the bound, too.
struct one_too_many {
    static constexpr bool vectorised = false;

    template <class L, search::searchable T>
    using searcher = search::one_by_one<one_too_many, L, T>;

    template <class L, search::searchable T>
    static std::size_t count_below(const search::sorted_array<T>& a,
                                   typename L::value_type bound) noexcept {
        std::size_t k = 0;
        while (k < a.numbers() && a.rank(k) <= bound) ++k;
        return k;
    }
};

/// Does not look at what lies behind the last whole cache line.
struct whole_leaves {
    static constexpr bool vectorised = false;

    template <class L, search::searchable T>
    using searcher = search::one_by_one<whole_leaves, L, T>;

    template <class L, search::searchable T>
    static std::size_t count_below(const search::sorted_array<T>& a,
                                   typename L::value_type bound) noexcept {
        std::size_t k = 0;
        while (k < a.numbers() / 16 * 16 && a.rank(k) < bound) ++k;
        return k;
    }
};

TEST_CASE("search/one_too_many/shapes") {
    search_shapes::check<one_too_many, scalar, std::int32_t>();
}
TEST_CASE("search/whole_leaves/shapes") {
    search_shapes::check<whole_leaves, scalar, std::int32_t>();
}

} // namespace
} // namespace hpk::test
