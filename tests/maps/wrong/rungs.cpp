// SPDX-License-Identifier: MIT
//
// Rungs that are wrong on purpose, under the tests of all rungs: they must say so.

#include "maps/rungs.hpp"

namespace hpk::test {
namespace {

/// Leaves the last element out.
struct one_less {
    static constexpr bool vectorised = true;

    template <class L, class Source, class Output>
    static void map(const Source& source, const Output& out, execution_policy auto how) {
        typename Output::buffer copy;
        const auto last = *(out.block(source.size() - 1, copy));
        maps::fused::map<L>(source, out, how);
        *out.block(source.size() - 1, copy) = last;
    }
};

/// Has the bits of another NaN.
struct other_nan {
    static constexpr bool vectorised = false;

    template <class L, class Source, class Output>
    static void map(const Source& source, const Output& out, execution_policy auto how) {
        using T = typename L::value_type;
        maps::fused::map<L>(source, out, how);
        typename Output::buffer copy;
        for (std::size_t k = 0; k < source.size(); ++k) {
            T& result = *out.block(k, copy);
            if (is_nan(result)) result = std::bit_cast<T>(bits_type<T>(nan_bits<T> | 1));
        }
    }
};

TEST_CASE("maps/one_less/arithmetic") {
    arithmetic::check<one_less, scalar, double>();
}
TEST_CASE("maps/other_nan/special_values") {
    special_values::check<other_nan, scalar, double>();
}

} // namespace
} // namespace hpk::test
