// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"
#include "hpk/diffusion/workspace.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The grids of a method with several stages per step: the grid at the start of a step, and three
/// in scratch memory for the results of stages, of which the last two are read to make the next.
/// The destructor copies the grid at the start of the current step to u, if it is another.
template <class T, std::size_t Rank, execution_policy Execution>
class stage_grids {
public:
    /// \throws std::bad_alloc
    stage_grids(grid_view<T, Rank> u, Execution how, workspace& memory)
        : u_(u), how_(how), start_(u) {
        constexpr std::size_t room = aliasing_distance / sizeof(T);
        const std::size_t each = in_whole_cache_lines<T>(u.size()) + room;
        const std::span<T> scratch = memory.reserve<T>(results_.size() * each);
        for (std::size_t k = 0; k < results_.size(); ++k) {
            // Rows that are read and written lie a quarter of aliasing_distance apart.
            T* const from = scratch.data() + k * each;
            const std::uintptr_t to = reinterpret_cast<std::uintptr_t>(u.data()) +
                                      (k + 1) * aliasing_distance / (results_.size() + 1);
            const std::uintptr_t skipped =
                (to - reinterpret_cast<std::uintptr_t>(from)) % aliasing_distance;
            results_[k] = grid_view<T, Rank>(from + skipped / sizeof(T), u.extents());
        }
    }
    stage_grids(const stage_grids&) = delete;
    stage_grids& operator=(const stage_grids&) = delete;
    ~stage_grids() {
        if (start_.data() != u_.data()) copy(to_read(start_), u_, how_);
    }

    /// The result of a stage, 1 being the first; 0 is the grid at the start of the step. Those of
    /// the last three stages are there.
    [[nodiscard]] grid_view<T, Rank> operator[](std::size_t number) const noexcept {
        return number == 0 ? start_ : results_[(number - 1) % results_.size()];
    }

    /// Begins the next step at the result of a stage.
    void begin_at(std::size_t number) noexcept {
        if (number > 0) std::swap(start_, results_[(number - 1) % results_.size()]);
    }

private:
    grid_view<T, Rank> u_;
    Execution how_;
    grid_view<T, Rank> start_;
    std::array<grid_view<T, Rank>, 3> results_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
