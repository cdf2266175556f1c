// SPDX-License-Identifier: MIT

#include "search/shapes.hpp"

namespace hpk::test {
namespace {

const check_searches<search_shapes> register_shapes;

struct unsorted_arrays {
    static constexpr const char* name = "unsorted";

    /// Positions are then unspecified, but nothing outside the array is read, and none is larger
    /// than its size.
    template <class V, class B, class T>
    static void check() {
#ifdef NDEBUG
        std::mt19937_64 bits(7);
        for (const std::size_t n : {1U, 15U, 17U, 100U, 1000U, 5000U}) {
            std::vector<T> values(n), keys(70);
            for (std::vector<T>* const all : {&values, &keys})
                for (T& x : *all)
                    x = std::bit_cast<T>(static_cast<integer_like<T>>(bits())); // NaN among them
            const fenced<T> before(values, fence::before), behind(values, fence::behind);
            std::vector<std::size_t> positions(keys.size());
            for (const auto sorted : {before.elements(), behind.elements()}) {
                search::lower_bound<V, B>(sorted, keys, positions);
                REQUIRE(*std::max_element(positions.begin(), positions.end()) <= n);
                search::closest<V, B>(sorted, keys, positions);
                REQUIRE(*std::max_element(positions.begin(), positions.end()) < n);
            }
        }
#else
        WARN("left to builds with NDEBUG: debug builds stop at an array that is not sorted");
#endif
    }
};

const check_searches<unsorted_arrays> register_unsorted_arrays;

} // namespace
} // namespace hpk::test
