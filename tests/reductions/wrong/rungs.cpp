// SPDX-License-Identifier: MIT
//
// Rungs that are wrong on purpose, under the tests of all rungs: they must say so.

#include "reductions/sums.hpp"

namespace hpk::test {
namespace {

/// Begins with 0.0, so that a sum of negative zeros is not one of them.
struct from_zero {
    static constexpr std::string_view order = "in_order";
    static constexpr bool vectorised = false;

    template <class L, class Source>
    static typename L::value_type sum(const Source& s, execution_policy auto how) {
        return (L::broadcast(0) + L::broadcast(reductions::in_order::sum<L>(s, how))).value;
    }
};

/// Is nearly exact.
struct nearly_exact {
    static constexpr std::string_view order = "exact";
    static constexpr bool vectorised = false;

    template <class L, class Source>
    static typename L::value_type sum(const Source& s, execution_policy auto how) {
        return reductions::compensated::sum<L>(s, how);
    }
};

/// Rounds the products before it adds them.
struct rounded_products {
    static constexpr std::string_view order = "exact";
    static constexpr bool vectorised = false;

    template <class L, class Source>
    static typename L::value_type sum(const Source& s, execution_policy auto how) {
        const auto all = [](auto x) { return x; };
        std::vector<typename L::value_type> terms;
        reductions::detail::for_each_block(s, 0, s.size(), s.size(),
                                           [&](const auto& t, std::size_t count) {
                                               for (std::size_t k = 0; k < count; ++k)
                                                   terms.push_back(t.value(k));
                                           });
        return reductions::sum_of<reductions::superaccumulator>(all, terms, how);
    }
};

TEST_CASE("reductions/from_zero/sums") {
    sums_of_patterns::check<from_zero, scalar, double>();
}
TEST_CASE("reductions/nearly_exact/sums") {
    sums_of_patterns::check<nearly_exact, scalar, double>();
}
TEST_CASE("reductions/rounded_products/products") {
    products_of_patterns::check<rounded_products, scalar, double>();
}

} // namespace
} // namespace hpk::test
