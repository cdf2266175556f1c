// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/core/lanes.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

/// Counts the darts with x^2 + y^2 > 1 among those that it is given, a vector at a time or one by
/// one. Each operation is rounded.
template <class Backend>
class misses {
public:
    template <class B>
    [[gnu::always_inline]] void add(lanes<double, B> x, lanes<double, B> y) noexcept {
        const auto one = lanes<double, B>::broadcast(1);
        const auto outside = for_integers(one < x * x + y * y);
        if constexpr (std::same_as<B, Backend>)
            in_vectors_ = increment(in_vectors_, outside);
        else
            in_singles_ = increment(in_singles_, outside);
    }

    [[nodiscard]] std::int64_t count() const noexcept {
        std::int64_t lane[L::size];
        in_vectors_.store(lane);
        std::int64_t sum = in_singles_.value;
        for (const std::int64_t n : lane) sum += n;
        return sum;
    }

private:
    using L = lanes<std::int64_t, Backend>;
    L in_vectors_ = L::broadcast(0);
    lanes<std::int64_t, scalar> in_singles_{0};
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random
