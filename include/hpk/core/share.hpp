// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>

namespace hpk::detail {

/// The first item of share i, if n items are divided in their order into `shares` shares of which
/// the first n % shares have one item more than the others; n for i = shares.
template <std::integral I>
[[nodiscard]] constexpr I begin_of_share(I n, I shares, I i) noexcept {
    return n / shares * i + (std::min)(i, static_cast<I>(n % shares));
}

} // namespace hpk::detail
