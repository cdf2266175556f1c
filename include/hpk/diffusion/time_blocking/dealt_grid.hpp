// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/diffusion/time_blocking/strips.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// A grid whose rows are cut into strips and dealt out to lanes, strip after strip. The cells
/// around a strip's own are not stored here; the reader fills them in (slab_transfer.hpp).
template <class L>
class dealt_grid {
    using T = typename L::value_type;

public:
    dealt_grid(T* data, const strips<L>& columns, std::size_t rows) noexcept
        : data_(data), row_stride_(columns.stride()), strip_stride_(rows * columns.stride()) {}

    /// The number of elements that such a grid needs.
    [[nodiscard]] static std::size_t elements(const strips<L>& columns, std::size_t rows) noexcept {
        return static_cast<std::size_t>(columns.count()) * rows * columns.stride();
    }

    /// Vector 0 of a row of a strip.
    [[nodiscard]] T* row(std::ptrdiff_t strip, std::size_t r) const noexcept {
        return data_ + static_cast<std::size_t>(strip) * strip_stride_ + r * row_stride_ + L::size;
    }
    /// The number of elements from a row of one strip to the same row of the next.
    [[nodiscard]] std::ptrdiff_t strip_stride() const noexcept {
        return static_cast<std::ptrdiff_t>(strip_stride_);
    }

private:
    T* data_;
    std::size_t row_stride_, strip_stride_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
