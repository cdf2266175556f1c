// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include <cuda_runtime_api.h>

#include "hpk/core/expects.hpp"
#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/cuda/error.hpp"

namespace hpk::cuda {

/// The cells of a grid in the memory of a GPU: row-major, without gaps. A grid can be moved, but
/// not copied; a grid that was moved from is empty.
///
///     hpk::cuda::grid<double> u(cells);      // any grid or view
///     hpk::cuda::evolve(u, {}, 1000);
///     u.copy_to(cells);
///
/// Memory is allocated on the GPU that is current, and cudaMalloc and cudaFree may wait for all
/// that runs there: keep grids. Copies wait until they are done, and thus for all that was begun
/// before in their stream.
///
/// \tparam T     the type of a cell
/// \tparam Rank  1, 2 or 3
template <class T, std::size_t Rank = 2>
class grid {
    static_assert(std::is_trivially_copyable_v<T>, "cells are copied byte by byte");

public:
    using value_type = T;                               ///< what a cell holds
    using extents_type = std::array<std::size_t, Rank>; ///< the number of cells along each axis
    static constexpr std::size_t rank = Rank;           ///< the number of axes

    /// No cells: every extent is 0.
    grid() noexcept = default;

    /// Allocates cells; their values are unspecified.
    ///
    /// \throws hpk::cuda::error if there is no GPU, or no memory on it; std::length_error if the
    ///         grid would be larger than the address space
    explicit grid(const extents_type& extents)
        : cells_(allocated(layout(nullptr, extents))), extents_(extents) {}

    /// A copy of a grid or view in the memory of the CPU.
    ///
    /// \param cells   anything that is seen as a grid of T with this number of axes
    /// \param stream  the stream that copies
    /// \throws hpk::cuda::error and std::length_error as above
    template <grid_like Cells>
    explicit grid(const Cells& cells, cudaStream_t stream = nullptr)
        : grid(grid_view<const T, Rank>(view_of(cells)).extents()) {
        copy_from(cells, stream);
    }

    /// Takes the cells of the other grid, which is then empty, in constant time.
    /// \{
    grid(grid&& other) noexcept
        : cells_(std::move(other.cells_)), extents_(std::exchange(other.extents_, {})) {}
    grid& operator=(grid&& other) noexcept {
        grid(std::move(other)).swap(*this);
        return *this;
    }
    /// \}
    grid(const grid&) = delete;
    grid& operator=(const grid&) = delete;
    ~grid() = default;

    /// Exchanges the cells of two grids in constant time.
    /// \{
    void swap(grid& other) noexcept {
        cells_.swap(other.cells_);
        extents_.swap(other.extents_);
    }
    friend void swap(grid& a, grid& b) noexcept { a.swap(b); }
    /// \}

    /// The first cell, at an address of the GPU.
    /// \{
    [[nodiscard]] T* data() noexcept { return cells_.get(); }
    [[nodiscard]] const T* data() const noexcept { return cells_.get(); }
    /// \}
    /// The number of cells along each axis.
    [[nodiscard]] const extents_type& extents() const noexcept { return extents_; }
    /// The number of cells.
    [[nodiscard]] std::size_t size() const noexcept { return layout(nullptr, extents_).size(); }
    /// True when there are no cells.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

    /// Copies all cells from a grid or view of the same extents in the memory of the CPU.
    ///
    /// \param cells   anything that is seen as a grid of T with this number of axes
    /// \param stream  the stream that copies
    /// \throws std::invalid_argument for other extents; hpk::cuda::error
    void copy_from(grid_view<const T, Rank> cells, cudaStream_t stream = nullptr) {
        expect_extents(cells.extents());
        copy({data(), extents_}, cells, cudaMemcpyHostToDevice, stream);
    }

    /// Copies all cells to a grid or view of the same extents in the memory of the CPU.
    ///
    /// \param cells   anything that is seen as a grid of T with this number of axes
    /// \param stream  the stream that copies
    /// \throws std::invalid_argument for other extents; hpk::cuda::error, also for an error of a
    ///         kernel that ran before in the stream
    void copy_to(grid_view<T, Rank> cells, cudaStream_t stream = nullptr) const {
        expect_extents(cells.extents());
        copy(cells, {data(), extents_}, cudaMemcpyDeviceToHost, stream);
    }

    /// Returns a copy in the memory of the CPU.
    ///
    /// \param stream  the stream that copies
    [[nodiscard]] hpk::grid<T, Rank> on_cpu(cudaStream_t stream = nullptr) const {
        hpk::grid<T, Rank> cells(extents_);
        copy_to(cells, stream);
        return cells;
    }

private:
    using layout = grid_view<const T, Rank>;

    struct free_cells {
        void operator()(T* cells) const noexcept { (void)cudaFree(cells); }
    };

    static T* allocated(const layout& cells) {
        std::size_t room = (std::numeric_limits<std::ptrdiff_t>::max)() / sizeof(T);
        for (const std::size_t extent : cells.extents()) room /= extent == 0 ? 1 : extent;
        expects<std::length_error>(room != 0, [&] {
            return "a grid of " + hpk::detail::shown(cells.extents(), " x ") +
                   " cells is larger than the address space";
        });
        void* memory = nullptr;
        if (!cells.empty()) check(cudaMalloc(&memory, cells.size() * sizeof(T)), "cudaMalloc");
        return static_cast<T*>(memory);
    }

    void expect_extents(const extents_type& extents) const {
        expects(extents == extents_, [&] {
            return "the cells on the CPU are " + hpk::detail::shown(extents, " x ") +
                   " but those on the GPU are " + hpk::detail::shown(extents_, " x ");
        });
    }

    static void copy(grid_view<T, Rank> to, layout from, cudaMemcpyKind direction,
                     cudaStream_t stream) {
        if (to.empty()) return;
        if (to.contiguous() && from.contiguous())
            check(cudaMemcpyAsync(to.data(), from.data(), to.size() * sizeof(T), direction, stream),
                  "cudaMemcpyAsync");
        else
            check(cudaMemcpy2DAsync(to.data(), to.row_stride() * sizeof(T), from.data(),
                                    from.row_stride() * sizeof(T), to.columns() * sizeof(T),
                                    to.rows(), direction, stream),
                  "cudaMemcpy2DAsync");
        check(cudaStreamSynchronize(stream), "cudaStreamSynchronize");
    }

    std::unique_ptr<T[], free_cells> cells_;
    extents_type extents_{};
};

/// grid(cells) has the type of cells, and as many axes.
template <grid_like Cells>
explicit grid(const Cells&, cudaStream_t = nullptr)
    -> grid<typename view_type<const Cells&>::value_type, view_type<const Cells&>::rank>;

} // namespace hpk::cuda
