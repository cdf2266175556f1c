// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <stdexcept>
#include <vector>

#include "diffusion/rung.hpp"
#include "oracle/diffusion.hpp"

namespace hpk::test {

/// A grid in larger memory: it begins anywhere, and there are gaps between its rows.
template <class T>
class spaced_grid {
public:
    spaced_grid(const oracle::cells<T>& u, std::size_t before, std::size_t gap)
        : extents_(u.extents), columns_(u.extents.back()), stride_(columns_ + gap), before_(before),
          memory_(before + u.values.size() / columns_ * stride_ + 1, sentinel) {
        auto from = u.values.begin();
        for_each_cell([&](T& cell) { cell = *from++; });
    }

    strided_cells<T> view() { return {memory_.data() + before_, extents_, stride_}; }

    /// Takes the cells out of memory; throws std::logic_error if the gaps have changed.
    std::vector<T> take_cells() {
        std::vector<T> cells;
        for_each_cell([&](T& cell) {
            cells.push_back(cell);
            cell = sentinel;
        });
        for (const T x : memory_)
            if (x != sentinel) throw std::logic_error("a cell outside the grid has changed");
        return cells;
    }

private:
    static constexpr T sentinel = -77;

    template <class F>
    void for_each_cell(F f) {
        for (std::size_t row = before_; row + columns_ < memory_.size(); row += stride_)
            for (std::size_t j = 0; j < columns_; ++j) f(memory_[row + j]);
    }

    std::vector<std::size_t> extents_;
    std::size_t columns_, stride_, before_;
    std::vector<T> memory_;
};

} // namespace hpk::test
