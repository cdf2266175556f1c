// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "hpk/core/isa.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// The last terms, which do not fill a row of `Size`, filled up with zeros for the sum and with the
/// first of them for looks at their sizes.
template <class Terms, std::size_t Size>
class padded_row {
    using T = typename Terms::value_type;

public:
    padded_row(const Terms& t, std::size_t first, std::size_t count) noexcept
        : summed_(t), seen_(t) {
        std::array<const T*, Terms::inputs> summed, seen;
        for (std::size_t i = 0; i < Terms::inputs; ++i) {
            const T* const from = t.elements(i) + first;
            std::fill(std::copy_n(from, count, zeros_[i].begin()), zeros_[i].end(), T(0));
            std::fill(std::copy_n(from, count, repeated_[i].begin()), repeated_[i].end(), *from);
            summed[i] = zeros_[i].data();
            seen[i] = repeated_[i].data();
            asm("" : : "r"(summed[i]), "r"(seen[i]) : "memory");
        }
        summed_ = t.of(summed);
        seen_ = t.of(seen);
    }
    padded_row(const padded_row&) = delete;
    padded_row& operator=(const padded_row&) = delete;

    [[nodiscard]] const Terms& summed() const noexcept { return summed_; }
    [[nodiscard]] const Terms& seen() const noexcept { return seen_; }

private:
    std::array<std::array<T, Size>, Terms::inputs> zeros_, repeated_;
    Terms summed_, seen_;
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
