// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <mpi.h>

#include "hpk/core/expects.hpp"
#include "hpk/mpi/box.hpp"
#include "hpk/mpi/distributed_grid.hpp"
#include "hpk/mpi/environment.hpp"

namespace hpk::mpi {
namespace detail {

/// What stands at the end of a checkpoint, behind the cells.
struct trailer {
    std::array<char, 8> magic{'h', 'p', 'k', '-', 'c', 'p', '0', '1'};
    std::int64_t steps_done = 0;
    std::uint64_t checksum = 0;
};

/// Bytes before the text of the head: what begins every such file, and the length of the text.
inline constexpr std::size_t npy_magic = 8, npy_prefix = npy_magic + 2;

/// The head of a file in NumPy's format, version 1.0: what the cells are.
template <class T, std::size_t Rank>
[[nodiscard]] std::string npy_header(const std::array<std::size_t, Rank>& extents) {
    using hpk::detail::shown;
    const char order = std::endian::native == std::endian::little ? '<' : '>';
    std::string text = std::string("{'descr': '") + order + 'f' + shown(sizeof(T)) +
                       "', 'fortran_order': False, 'shape': (" + shown(extents, ", ") +
                       (Rank == 1 ? ",)" : ")") + ", }";
    constexpr std::size_t line = 64;
    while ((npy_prefix + text.size() + 1) % line != 0) text += ' ';
    text += '\n';
    const auto byte = [](std::size_t n) { return static_cast<char>(n & 0xff); };
    return std::string("\x93NUMPY\x01\x00", npy_magic) + byte(text.size()) +
           byte(text.size() >> 8) + text;
}

/// A number that changes with any cell, whoever has it: the sum over the cells of a mix of place
/// and bits. The mix is the finalizer of splitmix64 (Steele, Lea, Flood, 2014).
template <class T, std::size_t Rank>
[[nodiscard]] std::uint64_t checksum(const distributed_grid<T, Rank>& u) {
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    const auto mixed = [](std::uint64_t x) {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
        return x ^ (x >> 31);
    };
    std::uint64_t sum = 0;
    for_each_row(u.own(), [&, cell = u.local().data()](const auto& c) mutable {
        std::uint64_t place = 0;
        for (std::size_t axis = 0; axis < Rank; ++axis)
            place = place * u.extents()[axis] + static_cast<std::uint64_t>(c[axis]);
        for (std::size_t k = 0; k < u.own().extent(Rank - 1); ++k)
            sum += mixed(mixed(place + k) + std::bit_cast<bits>(*cell++));
    });
    std::uint64_t total = 0;
    check(MPI_Allreduce(&sum, &total, 1, MPI_UINT64_T, MPI_SUM, u.layout().all()), "MPI_Allreduce");
    return total;
}

/// A file that all ranks have open. What fails on one of them is thrown on all.
class shared_file {
public:
    shared_file(MPI_Comm all, const std::string& path, int mode) : all_(all), path_(path) {
        agree(MPI_File_open(all, path.c_str(), mode, MPI_INFO_NULL, &handle_), "opened");
    }
    shared_file(const shared_file&) = delete;
    shared_file& operator=(const shared_file&) = delete;
    ~shared_file() {
        if (handle_ != MPI_FILE_NULL) MPI_File_close(&handle_);
    }

    [[nodiscard]] MPI_File get() const noexcept { return handle_; }

    /// \param code  what a call of MPI returned
    /// \param done  what it should have done to the file
    void agree(int code, const char* done) const {
        mpi::detail::agree(all_, code == MPI_SUCCESS
                                     ? std::string()
                                     : path_ + " cannot be " + done + ": " + reason(code));
    }

    /// Reads or writes each rank's own cells: calls transfer(type, count) for them in memory, with
    /// the rest of the file out of sight.
    template <class T, std::size_t Rank, class Transfer>
    void transfer_own(const distributed_grid<T, Rank>& u, std::size_t offset, const char* done,
                      Transfer&& transfer) const {
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
    MPI_Comm all_;
    std::string path_;
    MPI_File handle_ = MPI_FILE_NULL;
};

/// Where things stand in a checkpoint, in bytes.
template <class T, std::size_t Rank>
struct checkpoint_format {
    explicit checkpoint_format(const std::array<std::size_t, Rank>& extents)
        : header(npy_header<T>(extents)),
          end(header.size() + box<Rank>::of(extents).size() * sizeof(T)),
          length(end + sizeof(trailer)) {}

    std::string header;      ///< from 0 on; then the cells
    std::size_t end, length; ///< of the cells, and of the file
};

/// Reads what is around the cells; returns what is wrong with it.
template <class T, std::size_t Rank>
[[nodiscard]] std::string read_frame(const shared_file& file, const std::string& path,
                                     const checkpoint_format<T, Rank>& format, trailer& end) {
    using hpk::detail::shown;
    MPI_Offset length = 0;
    int code = MPI_File_get_size(file.get(), &length);
    const auto read = [&](std::size_t at, void* bytes, std::size_t count) {
        if (code == MPI_SUCCESS)
            code = MPI_File_read_at(file.get(), static_cast<MPI_Offset>(at), bytes,
                                    static_cast<int>(count), MPI_BYTE, MPI_STATUS_IGNORE);
    };
    const auto bytes = static_cast<std::size_t>(length);
    std::string header(std::min(bytes, format.header.size()), ' ');
    read(0, header.data(), header.size());
    if (bytes >= format.length) read(format.end, &end, sizeof end);
    if (code != MPI_SUCCESS) return path + " cannot be read: " + reason(code);

    if (header.compare(0, npy_magic, format.header, 0, npy_magic) != 0)
        return path + " is no checkpoint: it does not begin as a NumPy file does";
    if (header.compare(0, header.size(), format.header, 0, header.size()) != 0) {
        const auto said = [](const std::string& h) {
            return h.substr(npy_prefix, h.find('}') + 1 - npy_prefix);
        };
        return path + " holds another grid: " + said(header) + " instead of " + said(format.header);
    }
    if (bytes < format.length)
        return path + " is truncated: it has " + shown(bytes) + " of " + shown(format.length) +
               " bytes";
    if (bytes > format.length || end.magic != trailer{}.magic)
        return path + " is no checkpoint: behind its cells there are no steps and no checksum";
    return {};
}

} // namespace detail

/// Writes a distributed grid to a file, each rank its own cells: the cells in row-major order, in
/// the format that numpy.load reads (.npy, version 1.0), and behind them the steps done and a
/// checksum, which NumPy skips and `load` reads. The file does not depend on who wrote what.
/// Collective.
///
/// It is written beside its place, as PATH.part, and renamed once it is complete: whenever the run
/// ends, PATH is the old file or the new one, whole. All ranks see one file system.
///
/// \param u           what is written
/// \param path        the same on all ranks
/// \param steps_done  kept for `load`
/// \throws hpk::mpi::error on every rank when the file cannot be written
template <std::floating_point T, std::size_t Rank>
void save(const distributed_grid<T, Rank>& u, const std::string& path,
          std::int64_t steps_done = 0) {
    const MPI_Comm all = u.layout().all();
    const std::string part = path + ".part";
    const detail::checkpoint_format<T, Rank> format(u.extents());
    const detail::trailer end{.steps_done = steps_done, .checksum = detail::checksum(u)};
    {
        const detail::shared_file file(all, part, MPI_MODE_CREATE | MPI_MODE_WRONLY);
        // What an interrupted run left there may be longer.
        file.agree(MPI_File_set_size(file.get(), static_cast<MPI_Offset>(format.length)),
                   "made as long as it must be");
        const auto write = [&](std::size_t at, const void* bytes, std::size_t count) {
            return MPI_File_write_at(file.get(), static_cast<MPI_Offset>(at), bytes,
                                     static_cast<int>(count), MPI_BYTE, MPI_STATUS_IGNORE);
        };
        int code = MPI_SUCCESS;
        if (rank_in(all) == 0) code = write(0, format.header.data(), format.header.size());
        if (rank_in(all) == 0 && code == MPI_SUCCESS) code = write(format.end, &end, sizeof end);
        file.agree(code, "written");
        file.transfer_own(u, format.header.size(), "written", [&](MPI_Datatype type, int count) {
            return MPI_File_write_all(file.get(), u.local().data(), count, type, MPI_STATUS_IGNORE);
        });
        file.agree(MPI_File_sync(file.get()), "written");
    }
    std::string complaint;
    if (rank_in(all) == 0 && std::rename(part.c_str(), path.c_str()) != 0)
        complaint = part + " cannot be renamed to " + path;
    detail::agree(all, complaint);
}

/// Reads what `save` wrote, by any number of ranks. Collective.
///
/// \param u     of the same type and extents; every cell is set
/// \param path  the same on all ranks
/// \returns the steps done when it was saved
/// \throws hpk::mpi::error on every rank, with a sentence, when there is no such file, it is no
///         checkpoint, one of another grid, truncated, or damaged; u is as it was then
template <std::floating_point T, std::size_t Rank>
std::int64_t load(distributed_grid<T, Rank>& u, const std::string& path) {
    const MPI_Comm all = u.layout().all();
    const detail::checkpoint_format<T, Rank> format(u.extents());
    const detail::shared_file file(all, path, MPI_MODE_RDONLY);
    detail::trailer end;
    std::string complaint;
    if (rank_in(all) == 0) complaint = detail::read_frame(file, path, format, end);
    detail::agree(all, complaint);
    detail::check(MPI_Bcast(&end, sizeof end, MPI_BYTE, 0, all), "MPI_Bcast");

    distributed_grid<T, Rank> read = u;
    file.transfer_own(read, format.header.size(), "read", [&](MPI_Datatype type, int count) {
        return MPI_File_read_all(file.get(), read.local().data(), count, type, MPI_STATUS_IGNORE);
    });
    if (detail::checksum(read) != end.checksum)
        complaint = path + " is damaged: its cells do not have the checksum that it was saved with";
    detail::agree(all, complaint);
    u = std::move(read);
    return end.steps_done;
}

} // namespace hpk::mpi
