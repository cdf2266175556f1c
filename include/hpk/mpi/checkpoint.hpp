// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include <mpi.h>

#include "hpk/core/expects.hpp"
#include "hpk/io/files/printable.hpp"
#include "hpk/io/files/regular_file.hpp"
#include "hpk/io/formats/checkpoint_end.hpp"
#include "hpk/mpi/box.hpp"
#include "hpk/mpi/checkpoint_format.hpp"
#include "hpk/mpi/distributed_grid.hpp"
#include "hpk/mpi/environment.hpp"

namespace hpk::mpi {
namespace detail {

/// Refuses, on every rank, files that `load` must not open.
inline void expect_loadable(MPI_Comm all, const std::string& path) {
    hpk::detail::expect_path(path);
    agree(all, rank_in(all) == 0 ? hpk::detail::why_not_readable(path) : std::string());
}

/// Refuses, on every rank, files that `save` must not replace (path) or write to (part).
inline void expect_savable(MPI_Comm all, const std::string& path, const std::string& part) {
    hpk::detail::expect_path(path);
    agree(all, rank_in(all) == 0 ? hpk::detail::why_not_replaceable(path, part) : std::string());
}

/// The checksum of a checkpoint, which depends on its header, its steps and every cell, but not on
/// the rank that owns a cell. Collective.
template <class T, std::size_t Rank>
[[nodiscard]] std::uint64_t checksum(const distributed_grid<T, Rank>& u, const std::string& header,
                                     std::int64_t steps_done) {
    const std::size_t columns = u.own().extent(Rank - 1);
    std::uint64_t sum = 0;
    for_each_row(u.own(), [&, row = u.local().data()](const auto& c) mutable {
        std::uint64_t place = 0;
        for (std::size_t axis = 0; axis < Rank; ++axis)
            place = place * u.extents()[axis] + static_cast<std::uint64_t>(c[axis]);
        sum += hpk::detail::sum_for_checksum(row, columns, place);
        row += columns;
    });
    std::uint64_t total = 0;
    check(MPI_Allreduce(&sum, &total, 1, MPI_UINT64_T, MPI_SUM, u.layout().all()), "MPI_Allreduce");
    return hpk::detail::checkpoint_checksum(total, header, steps_done);
}

/// A path for MPI_File_open. ROMIO (MPICH) interprets the text before a colon as the type of a file
/// system, and refuses unknown types; ufs means any file system with POSIX functions.
[[nodiscard]] inline std::string path_for_mpi(const std::string& path) {
#ifdef ROMIO_VERSION
    if (path.find(':') != path.npos) return "ufs:" + path;
#endif
    return path;
}

/// A file that all ranks have open. A failure on one rank is thrown on all.
class shared_file {
public:
    shared_file(MPI_Comm all, const std::string& path, int mode)
        : all_(all), name_(hpk::detail::printable_path(path)) {
        const int code =
            MPI_File_open(all, path_for_mpi(path).c_str(), mode, MPI_INFO_NULL, &handle_);
        mpi::detail::agree(all, sentence(code, "opened"));
    }
    shared_file(const shared_file&) = delete;
    shared_file& operator=(const shared_file&) = delete;
    /// Closing is collective. If only this rank throws, the file stays open: closing would wait for
    /// the other ranks instead of aborting them.
    ~shared_file() {
        if (std::uncaught_exceptions() == uncaught_) close();
    }

    [[nodiscard]] MPI_File get() const noexcept { return handle_; }
    /// The file's name as error messages show it.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    /// \param complaint  a message, or empty; if it is not empty on some rank, all close the file
    ///                   and throw
    void agree(const std::string& complaint) {
        try {
            mpi::detail::agree(all_, complaint);
        } catch (const error&) {
            close();
            throw;
        }
    }
    /// \param code  the result of an MPI call
    /// \param done  the operation on the file, as a participle, for the message
    void agree(int code, const char* done) { agree(sentence(code, done)); }

    [[nodiscard]] std::string sentence(int code, const char* done) const {
        if (code == MPI_SUCCESS) return {};
        return name_ + " cannot be " + done + ": " + reason(code);
    }

    /// Reads or writes each rank's own cells: sets a file view of these cells and calls
    /// transfer(type, count) for the cells in memory.
    template <class T, std::size_t Rank, class Transfer>
    void transfer_own(const distributed_grid<T, Rank>& u, std::size_t offset, const char* done,
                      Transfer&& transfer) {
        std::optional<part_type<T, Rank>> there, here;
        if (!u.local().empty()) {
            there.emplace(u.extents(), u.own());
            here.emplace(part_type<T, Rank>::all_of(u.local()));
        }
        agree(MPI_File_set_view(handle_, static_cast<MPI_Offset>(offset), type_of<T>(),
                                there ? there->get() : type_of<T>(), "native", MPI_INFO_NULL),
              done);
        agree(here ? transfer(here->get(), 1) : transfer(type_of<T>(), 0), done);
    }

private:
    void close() noexcept {
        if (handle_ != MPI_FILE_NULL) MPI_File_close(&handle_);
    }

    MPI_Comm all_;
    std::string name_;
    MPI_File handle_ = MPI_FILE_NULL;
    int uncaught_ = std::uncaught_exceptions();
};

/// Reads the header and the trailer, on one rank; returns a message if they are not valid.
[[nodiscard]] inline std::string
read_frame(const shared_file& file, const checkpoint_format& format, checkpoint_frame& found) {
    MPI_Offset size = 0;
    int code = MPI_File_get_size(file.get(), &size);
    if (code != MPI_SUCCESS) return file.sentence(code, "read");
    const auto read = [&](std::size_t at, void* bytes, std::size_t count) {
        if (code == MPI_SUCCESS)
            code = MPI_File_read_at(file.get(), static_cast<MPI_Offset>(at), bytes,
                                    static_cast<int>(count), MPI_BYTE, MPI_STATUS_IGNORE);
    };
    const std::string complaint = inspect(format, static_cast<std::size_t>(size), read, found);
    if (code != MPI_SUCCESS) return file.sentence(code, "read");
    return complaint.empty() ? complaint : file.name() + complaint;
}

/// Reads a checkpoint or a file of numpy.save into u, whose cells are unspecified if that fails.
/// Collective.
///
/// \returns the steps done when it was saved
template <class T, std::size_t Rank>
std::int64_t read_checkpoint(distributed_grid<T, Rank>& u, const std::string& path) {
    const MPI_Comm all = u.layout().all();
    const auto format = checkpoint_format::of<T>(u.extents());
    shared_file file(all, path, MPI_MODE_RDONLY);
    checkpoint_frame found;
    std::string complaint;
    if (rank_in(all) == 0) complaint = read_frame(file, format, found);
    file.agree(complaint);
    std::size_t& cells_at = found.start.cells_at;
    check(MPI_Bcast(&cells_at, sizeof cells_at, MPI_BYTE, 0, all), "MPI_Bcast");
    check(MPI_Bcast(&found.end, sizeof found.end, MPI_BYTE, 0, all), "MPI_Bcast");

    file.transfer_own(u, cells_at, "read", [&](MPI_Datatype type, int count) {
        return MPI_File_read_all(file.get(), u.local().data(), count, type, MPI_STATUS_IGNORE);
    });
    const auto& [has_trailer, trailer] = found.end;
    if (has_trailer && checksum(u, format.header, trailer.steps_done) != trailer.checksum)
        complaint = file.name() + " is damaged: its cells and steps do not match its checksum";
    file.agree(complaint);
    return trailer.steps_done;
}

/// Writes a checkpoint without verifying it. Collective.
template <class T, std::size_t Rank>
void write_checkpoint(const distributed_grid<T, Rank>& u, const std::string& path,
                      std::int64_t steps_done) {
    const MPI_Comm all = u.layout().all();
    const auto format = checkpoint_format::of<T>(u.extents());
    const hpk::detail::checkpoint_trailer trailer{
        .steps_done = steps_done, .checksum = checksum(u, format.header, steps_done)};
    shared_file file(all, path, MPI_MODE_CREATE | MPI_MODE_WRONLY);
    // An interrupted run may have left a longer file.
    file.agree(MPI_File_set_size(file.get(), static_cast<MPI_Offset>(format.file_size())),
               "set to its size");
    const auto write = [&](std::size_t at, const void* bytes, std::size_t count) {
        return MPI_File_write_at(file.get(), static_cast<MPI_Offset>(at), bytes,
                                 static_cast<int>(count), MPI_BYTE, MPI_STATUS_IGNORE);
    };
    int code = MPI_SUCCESS;
    if (rank_in(all) == 0) code = write(0, format.header.data(), format.header.size());
    if (rank_in(all) == 0 && code == MPI_SUCCESS)
        code = write(format.trailer_at(), &trailer, sizeof trailer);
    file.agree(code, "written");
    file.transfer_own(u, format.header.size(), "written", [&](MPI_Datatype type, int count) {
        return MPI_File_write_all(file.get(), u.local().data(), count, type, MPI_STATUS_IGNORE);
    });
    file.agree(MPI_File_sync(file.get()), "written");
}

} // namespace detail

/// Writes a distributed grid to a file; each rank writes its own cells. Collective.
///
/// numpy.load can read the file (.npy, version 1.0, row-major). NumPy ignores the trailer after the
/// cells, which holds the steps done, and a checksum of cells, steps and header. The file does not
/// depend on the number of ranks or on the decomposition.
///
/// The file is written as PATH.part, read back, verified by its checksum, and renamed to PATH: if
/// the run is interrupted at any time, PATH is the complete old file or the complete new one. (The
/// file must be read back because OpenMPI does not report every full disk.) If PATH is a symbolic
/// link, the link is replaced. All ranks must see the same file system.
///
/// \param u           the grid to write
/// \param path        the same on all ranks; prefixes of MPI-IO (ufs:) have no meaning
/// \param steps_done  at least 0; returned by `load`
/// \throws std::invalid_argument on every rank for steps_done < 0, or a path that is empty or has a
///         NUL byte; hpk::mpi::error on every rank if PATH or PATH.part exists and is not a regular
///         file (PATH.part must not be a link to one either), or if the file cannot be written.
///         PATH is then unchanged, and the first rank removes PATH.part unless it was refused
///
/// Cost: memory for a second copy of each rank's cells.
template <std::floating_point T, std::size_t Rank>
void save(const distributed_grid<T, Rank>& u, const std::string& path,
          std::int64_t steps_done = 0) {
    expects(steps_done >= 0, [&] {
        return "steps_done is " + hpk::detail::shown(steps_done) + " but must be at least 0";
    });
    const MPI_Comm all = u.layout().all();
    const bool first = rank_in(all) == 0;
    const std::string part = path + ".part";
    detail::expect_savable(all, path, part);
    distributed_grid<T, Rank> read_back = u;
    read_back.fill([](auto...) { return T(0); });
    try {
        detail::write_checkpoint(u, part, steps_done);
        try {
            detail::read_checkpoint(read_back, part);
        } catch (const error& e) {
            hpk::detail::fail<error>(std::string(e.what()) +
                                     ", although it was just written: the disk may be full");
        }
        std::string complaint;
        if (first && std::rename(part.c_str(), path.c_str()) != 0)
            complaint = hpk::detail::system_complaint(part, "renamed to " +
                                                                hpk::detail::printable_path(path));
        detail::agree(all, complaint);
    } catch (const error&) {
        if (first) std::remove(part.c_str());
        throw;
    }
}

/// Reads a file that `save` or numpy.save wrote, with any number of ranks. Collective.
///
/// A file of numpy.save or hpk::save_npy must hold the same type and byte order, in C order
/// (numpy.ascontiguousarray). It has no steps and no checksum: load returns 0, and cannot detect
/// damaged cells.
///
/// \param u     a grid of the type and extents of the saved one; every cell is overwritten
/// \param path  the same on all ranks
/// \returns the steps done when it was saved
/// \throws std::invalid_argument on every rank for a path that is empty or has a NUL byte;
///         hpk::mpi::error on every rank if there is no such file, or it is not a regular file, not
///         a checkpoint, a checkpoint of another grid or another version, truncated, or damaged.
///         Strong guarantee: u is then unchanged
///
/// Cost: memory for a second copy of each rank's cells.
template <std::floating_point T, std::size_t Rank>
std::int64_t load(distributed_grid<T, Rank>& u, const std::string& path) {
    detail::expect_loadable(u.layout().all(), path);
    distributed_grid<T, Rank> read = u;
    const std::int64_t steps_done = detail::read_checkpoint(read, path);
    u = std::move(read);
    return steps_done;
}

} // namespace hpk::mpi
