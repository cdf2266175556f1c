// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <mpi.h>

#include "hpk/core/backend.hpp"
#include "hpk/core/double_double.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/julia.hpp"
#include "hpk/mpi/environment.hpp"

namespace hpk::mpi {
namespace detail {

/// Memory of one rank that the other ranks access (an MPI window).
class window {
public:
    /// \param bytes  0 on ranks that offer no memory
    window(MPI_Comm all, void* memory, std::size_t bytes, int unit) {
        check(MPI_Win_create(memory, static_cast<MPI_Aint>(bytes), unit, MPI_INFO_NULL, all,
                             &handle_),
              "MPI_Win_create");
        check(MPI_Win_lock_all(0, handle_), "MPI_Win_lock_all");
    }
    window(const window&) = delete;
    window& operator=(const window&) = delete;
    ~window() {
        MPI_Win_unlock_all(handle_);
        MPI_Win_free(&handle_);
    }

    [[nodiscard]] MPI_Win get() const noexcept { return handle_; }

private:
    MPI_Win handle_ = MPI_WIN_NULL;
};

/// An array on the root that receives results, one after the other.
template <class T>
struct receiver {
    const char* name;
    std::span<T> places; ///< ignored on the other ranks
};

/// One of the arrays that receive results, and what a rank has computed for it.
template <class T>
class results {
public:
    /// Where a receiver is, seen from this rank.
    struct setup {
        MPI_Comm all;
        int root;
        bool here; ///< true on the root
        receiver<T> to;
    };
    explicit results(const setup& s)
        : root_(s.root), here_(s.here), places_(s.to.places),
          window_(s.all, places_.data(), here_ ? places_.size_bytes() : 0, sizeof(T)) {}

    /// Room for the results `first` … first + n - 1: on the root, their places.
    std::span<T> room(std::size_t first, std::size_t n) {
        if (here_) return places_.subspan(first, n);
        run_.resize(n);
        return run_;
    }
    /// Sends the results for which there is room to their places.
    void send(std::size_t first) {
        if (here_) return;
        const int bytes = as_count(run_.size() * sizeof(T), "a run of results");
        check(MPI_Put(run_.data(), bytes, MPI_BYTE, root_, static_cast<MPI_Aint>(first), bytes,
                      MPI_BYTE, window_.get()),
              "MPI_Put");
        check(MPI_Win_flush_local(root_, window_.get()), "MPI_Win_flush_local");
    }

private:
    int root_;
    bool here_;
    std::span<T> places_;
    std::vector<T> run_;
    window window_; // closing it waits for all ranks and all transfers
};

/// Distributes `lines` lines of work, of `width` results each, to ranks as they become free: first
/// long runs of lines, then ever shorter ones, so that ranks finish together although lines differ
/// in cost.
///
/// \param compute  compute(first line, lines, results for each receiver…)
/// \param to       on the root, the arrays that receive all results
template <class Compute, class... T>
void deal_out(MPI_Comm all, int root, std::size_t lines, std::size_t width, Compute&& compute,
              const receiver<T>&... to) {
    const int rank = rank_in(all);
    const auto ranks = static_cast<std::size_t>(size_of(all));
    const bool here = rank == root;
    std::string complaint;
    const auto expect_places = [&](const char* name, std::size_t places) {
        using hpk::detail::shown;
        if (here && complaint.empty() && places != lines * width)
            complaint = name + (" has " + shown(places)) + " places on the root but must have " +
                        shown(lines * width);
    };
    (expect_places(to.name, to.places.size()), ...);
    expect_root(all, root);
    agree<std::invalid_argument>(all, complaint);
    compute(0, 0, std::span<T>()...); // checks the arguments
    if (lines * width == 0) return;
    if (ranks == 1) return compute(0, lines, to.places...); // OpenMPI 4 has no windows for one rank

    std::vector<std::size_t> begins{0};
    while (begins.back() < lines) {
        const std::size_t run = (lines - begins.back()) / (3 * ranks);
        begins.push_back(begins.back() + std::max<std::size_t>(1, run));
    }

    const communicator own = communicator::copy_of(all);
    std::int64_t taken = 0;
    const window next(own.get(), &taken, here ? sizeof taken : 0, sizeof taken);
    std::tuple<results<T>...> computed(typename results<T>::setup{own.get(), root, here, to}...);
    for (;;) {
        const std::int64_t one = 1;
        std::int64_t k = 0;
        check(MPI_Fetch_and_op(&one, &k, MPI_INT64_T, root, 0, MPI_SUM, next.get()),
              "MPI_Fetch_and_op");
        check(MPI_Win_flush(root, next.get()), "MPI_Win_flush");
        const auto i = static_cast<std::size_t>(k);
        if (i + 1 >= begins.size()) break;
        const std::size_t first = begins[i] * width, length = begins[i + 1] * width - first;
        std::apply(
            [&](auto&... each) {
                compute(begins[i], begins[i + 1] - begins[i], each.room(first, length)...);
                (each.send(first), ...);
            },
            computed);
    }
}

/// Some of the rows of a plane; none of an empty selection, whatever the columns.
template <class T>
julia::plane_view<T> rows_of(julia::plane_view<T> p, std::size_t first, std::size_t rows) {
    return {rows == 0 ? p.x.first(0) : p.x, p.y.subspan(first, rows)};
}

} // namespace detail

inline namespace HPK_ISA {

/// julia::escape_counts on all ranks: rows are distributed to ranks as they become free, and the
/// counts are collected in order on the root. They are the same as those of one process.
/// Collective: all ranks must pass the same arguments, except for counts.
///
/// \tparam Variant   a rung of the ladder (hpk/julia/variants.hpp)
/// \tparam Backend   hpk::native, hpk::scalar or an xsimd architecture
/// \param  all       the ranks
/// \param  p         a plane<T> or plane_view<T>
/// \param  c         the constant of z² + c
/// \param  max_iterations  at least 0
/// \param  counts    on the root an array with one element per pixel of the plane; ignored on the
///                   other ranks
/// \param  how       the threads of each rank
/// \param  root      the rank that receives the counts
/// \throws std::invalid_argument on every rank for arguments that julia::escape_counts refuses, and
///         for a root that is not a rank; hpk::mpi::error if MPI fails
template <class Variant = julia::fastest, class Backend = native, std::floating_point T,
          execution_policy Execution = sequential>
void escape_counts(MPI_Comm all, julia::plane_view<T> p, std::type_identity_t<std::complex<T>> c,
                   int max_iterations, std::span<std::int32_t> counts, Execution how = {},
                   int root = 0) {
    detail::deal_out(
        all, root, p.rows(), p.columns(),
        [&](std::size_t first, std::size_t rows, std::span<std::int32_t> to) {
            julia::escape_counts<Variant, Backend>(detail::rows_of(p, first, rows), c,
                                                   max_iterations, to, how);
        },
        detail::receiver<std::int32_t>{"counts", counts});
}
/// As above.
template <class Variant = julia::fastest, class Backend = native, std::floating_point T,
          execution_policy Execution = sequential>
void escape_counts(MPI_Comm all, const julia::plane<T>& p, std::type_identity_t<std::complex<T>> c,
                   int max_iterations, std::span<std::int32_t> counts, Execution how = {},
                   int root = 0) {
    escape_counts<Variant, Backend>(all, julia::plane_view<T>(p), c, max_iterations, counts, how,
                                    root);
}

/// The same for a mandelbrot, a mandelbrot_set or a julia_set, of any formula and radius, also on
/// planes of double_double.
/// \{
template <class Variant = julia::fastest, class Backend = native, julia::coordinate T,
          execution_policy Execution = sequential, julia::pixel_set Set>
void escape_counts(MPI_Comm all, julia::plane_view<T> p, Set set, int max_iterations,
                   std::span<std::int32_t> counts, Execution how = {}, int root = 0) {
    detail::deal_out(
        all, root, p.rows(), p.columns(),
        [&](std::size_t first, std::size_t rows, std::span<std::int32_t> to) {
            julia::escape_counts<Variant, Backend>(detail::rows_of(p, first, rows), set,
                                                   max_iterations, to, how);
        },
        detail::receiver<std::int32_t>{"counts", counts});
}
template <class Variant = julia::fastest, class Backend = native, julia::coordinate T,
          execution_policy Execution = sequential, julia::pixel_set Set>
void escape_counts(MPI_Comm all, const julia::plane<T>& p, Set set, int max_iterations,
                   std::span<std::int32_t> counts, Execution how = {}, int root = 0) {
    escape_counts<Variant, Backend>(all, julia::plane_view<T>(p), set, max_iterations, counts, how,
                                    root);
}
/// \}

/// The same with |z|² of the first point of each orbit that has escaped, in `norms` on the root.
///
/// \throws std::invalid_argument as above, and for norms of another length
/// \{
template <class Variant = julia::fastest, class Backend = native, julia::coordinate T,
          execution_policy Execution = sequential, julia::pixel_set Set>
void escape_counts(MPI_Comm all, julia::plane_view<T> p, Set set, int max_iterations,
                   std::span<std::int32_t> counts, std::span<part_of<T>> norms, Execution how = {},
                   int root = 0) {
    detail::deal_out(
        all, root, p.rows(), p.columns(),
        [&](std::size_t first, std::size_t rows, std::span<std::int32_t> to,
            std::span<part_of<T>> norms_to) {
            julia::escape_counts<Variant, Backend>(detail::rows_of(p, first, rows), set,
                                                   max_iterations, to, norms_to, how);
        },
        detail::receiver<std::int32_t>{"counts", counts},
        detail::receiver<part_of<T>>{"norms", norms});
}
template <class Variant = julia::fastest, class Backend = native, julia::coordinate T,
          execution_policy Execution = sequential, julia::pixel_set Set>
void escape_counts(MPI_Comm all, const julia::plane<T>& p, Set set, int max_iterations,
                   std::span<std::int32_t> counts, std::span<part_of<T>> norms, Execution how = {},
                   int root = 0) {
    escape_counts<Variant, Backend>(all, julia::plane_view<T>(p), set, max_iterations, counts,
                                    norms, how, root);
}
/// \}

/// The same for lists of points, each with its own start and its own c: vectors, spans and other
/// contiguous ranges, which all ranks must pass in full.
///
/// \throws std::invalid_argument as above, and if z and c differ in length
template <class Variant = julia::fastest, class Backend = native, julia::complex_range Z,
          julia::complex_range C, execution_policy Execution = sequential>
    requires std::same_as<julia::real_of<Z>, julia::real_of<C>>
void escape_counts(MPI_Comm all, Z&& z, C&& c, int max_iterations, std::span<std::int32_t> counts,
                   Execution how = {}, int root = 0) {
    using points = std::span<const std::complex<julia::real_of<Z>>>;
    const points starts(z), constants(c);
    expects(starts.size() == constants.size(), [&] {
        using hpk::detail::shown;
        return "z has " + shown(starts.size()) + " points but c has " + shown(constants.size());
    });
    detail::deal_out(
        all, root, starts.size(), 1,
        [&](std::size_t first, std::size_t n, std::span<std::int32_t> to) {
            julia::escape_counts<Variant, Backend>(
                starts.subspan(first, n), constants.subspan(first, n), max_iterations, to, how);
        },
        detail::receiver<std::int32_t>{"counts", counts});
}

} // namespace HPK_ISA
} // namespace hpk::mpi
