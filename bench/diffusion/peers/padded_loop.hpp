// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hpk::bench::peers {

/// The boundary, as in hpk::diffusion.
enum class edge { periodic, fixed, reflecting, frozen };

/// Two arrays of the same shape. Around the cells there is a halo, one cell wide along each axis
/// whose extent is not 0; unused leading extents are 0.
template <class T>
struct padded_pair {
    T* now;                             ///< the cells, with their halo
    T* next;                            ///< memory for the cells of the next step
    std::array<std::size_t, 3> extents; ///< planes, rows, columns, without the halo
    edge outside;
    T outside_value; ///< for edge::fixed

    /// The distance between rows.
    [[nodiscard]] std::size_t row_stride() const { return extents[2] + 2; }
    /// The distance between planes.
    [[nodiscard]] std::size_t plane_stride() const { return halo_extent(1) * row_stride(); }
    /// The number of cells of one array, including the halo.
    [[nodiscard]] std::size_t size() const { return halo_extent(0) * plane_stride(); }
    /// The index of the first cell that is not in the halo.
    [[nodiscard]] std::size_t first() const {
        return (extents[0] > 0 ? plane_stride() : 0) + (extents[1] > 0 ? row_stride() : 0) + 1;
    }

private:
    [[nodiscard]] std::size_t halo_extent(std::size_t axis) const {
        return extents[axis] > 0 ? extents[axis] + 2 : 1;
    }
};

/// The yardstick: diffusion as a C programmer would write it, in its own object file, compiled
/// without hpk. Every step fills the halo, sweeps over the cells and swaps the arrays; `scale` is
/// dt * D. The compiler may contract operations. For float and double.
///
/// The same source is compiled twice: by the project's compiler, and by clang++ if there is another
/// one.
namespace project_compiler {
template <class T>
void padded_loop(padded_pair<T>& u, T scale, std::int64_t steps);
const char* name();      ///< the name of the compiler
const char* made_with(); ///< the compiler and its flags
} // namespace project_compiler

namespace other_compiler {
template <class T>
void padded_loop(padded_pair<T>& u, T scale, std::int64_t steps);
const char* name();
const char* made_with();
} // namespace other_compiler

/// The same steps in the array expressions of a library, for two axes that are not frozen.
namespace with_blitz {
template <class T>
void padded_loop(padded_pair<T>& u, T scale, std::int64_t steps);
const char* name(); ///< the library's version
const char* made_with();
} // namespace with_blitz

namespace with_xtensor {
template <class T>
void padded_loop(padded_pair<T>& u, T scale, std::int64_t steps);
const char* name();
const char* made_with();
} // namespace with_xtensor

} // namespace hpk::bench::peers
