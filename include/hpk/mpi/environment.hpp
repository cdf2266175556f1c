// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include <mpi.h>

#include "hpk/core/expects.hpp"

namespace hpk::mpi {

/// An error of MPI or of a file. Collective functions throw it with the same message on all ranks.
class error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

namespace detail {

/// MPI's message about a failed call, on one line: some of MPICH's messages have several.
[[nodiscard]] inline std::string reason(int code) {
    char text[MPI_MAX_ERROR_STRING] = "";
    int length = 0;
    MPI_Error_string(code, text, &length);
    std::string line(text);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return line;
}

inline void check(int code, const char* call) {
    expects<error>(code == MPI_SUCCESS, [&] { return std::string(call) + ": " + reason(code); });
}

/// MPI counts are int.
inline int as_count(std::size_t n, const char* what) {
    expects<error>(n <= static_cast<std::size_t>((std::numeric_limits<int>::max)()), [&] {
        return std::string(what) + " is " + hpk::detail::shown(n) + ", more than MPI can count";
    });
    return static_cast<int>(n);
}

/// Owns a communicator of hpk's own, so that its messages cannot match those of the program, and in
/// which MPI returns error codes. Construction and destruction are collective. A communicator that
/// outlives MPI_Finalize is not freed.
class communicator {
public:
    communicator() noexcept = default;
    /// Takes ownership of a new communicator, which may be MPI_COMM_NULL.
    explicit communicator(MPI_Comm made) : handle_(made) {
        if (handle_ != MPI_COMM_NULL) MPI_Comm_set_errhandler(handle_, MPI_ERRORS_RETURN);
    }
    communicator(communicator&& other) noexcept
        : handle_(std::exchange(other.handle_, MPI_COMM_NULL)) {}
    communicator& operator=(communicator&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    communicator(const communicator&) = delete;
    communicator& operator=(const communicator&) = delete;
    ~communicator() {
        int finalized = 0;
        MPI_Finalized(&finalized);
        if (handle_ != MPI_COMM_NULL && finalized == 0) MPI_Comm_free(&handle_);
    }

    static communicator copy_of(MPI_Comm other) {
        MPI_Comm made = MPI_COMM_NULL;
        check(MPI_Comm_dup(other, &made), "MPI_Comm_dup");
        return communicator(made);
    }

    [[nodiscard]] MPI_Comm get() const noexcept { return handle_; }

private:
    MPI_Comm handle_ = MPI_COMM_NULL;
};

} // namespace detail

/// The number of this process, 0 … size_of(all) - 1.
[[nodiscard]] inline int rank_in(MPI_Comm all) {
    int rank = 0;
    detail::check(MPI_Comm_rank(all, &rank), "MPI_Comm_rank");
    return rank;
}

/// The number of processes.
[[nodiscard]] inline int size_of(MPI_Comm all) {
    int size = 0;
    detail::check(MPI_Comm_size(all, &size), "MPI_Comm_size");
    return size;
}

namespace detail {

/// Checks that the root of a collective operation is one of the ranks.
inline void expect_root(MPI_Comm all, int root) {
    const int last = size_of(all) - 1;
    expects(root >= 0 && root <= last, [&] {
        using hpk::detail::shown;
        return "root is " + shown(root) + " but must be from 0 to " + shown(last);
    });
}

/// If `complaint` is not empty on some rank, throws the message of the first such rank on all
/// ranks, as an Error. Collective.
template <class Error = error>
void agree(MPI_Comm all, const std::string& complaint) {
    const int rank = rank_in(all);
    const int mine = complaint.empty() ? size_of(all) : rank;
    int first = mine;
    check(MPI_Allreduce(&mine, &first, 1, MPI_INT, MPI_MIN, all), "MPI_Allreduce");
    if (first == size_of(all)) return;
    std::string sentence = complaint;
    int length = static_cast<int>(sentence.size());
    check(MPI_Bcast(&length, 1, MPI_INT, first, all), "MPI_Bcast");
    sentence.resize(static_cast<std::size_t>(length));
    check(MPI_Bcast(sentence.data(), length, MPI_CHAR, first, all), "MPI_Bcast");
    hpk::detail::fail<Error>(sentence);
}

} // namespace detail

/// Runs a program on all ranks: initialises MPI, calls `program(MPI_COMM_WORLD)` and finalises MPI.
/// The result of the program, if it has one, is the exit status of the process. If the program
/// throws on some rank, that rank prints the message and its number on stderr and aborts all ranks,
/// which would otherwise wait for it forever.
///
///     int main(int argc, char** argv) {
///         return hpk::mpi::run(argc, argv, [](MPI_Comm all) { … });
///     }
///
/// Only the thread that calls this may call MPI (MPI_THREAD_FUNNELED); hpk::parallel works inside.
template <class Program>
int run(int& argc, char**& argv, Program&& program) {
    int provided = 0;
    if (MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS) {
        std::fputs("hpk: MPI does not start\n", stderr);
        return EXIT_FAILURE;
    }
    const auto abort = [](const char* why) {
        std::fprintf(stderr, "hpk: rank %d of %d: %s\n", rank_in(MPI_COMM_WORLD),
                     size_of(MPI_COMM_WORLD), why);
        std::fflush(stderr);
        // MPICH's launcher loses output that it has not yet read when a rank aborts: give it time.
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    };
    int status = EXIT_SUCCESS;
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Program&, MPI_Comm>>)
            std::invoke(program, MPI_COMM_WORLD);
        else
            status = std::invoke(program, MPI_COMM_WORLD);
    } catch (const std::exception& e) {
        abort(e.what());
    } catch (...) {
        abort("something was thrown that is no std::exception");
    }
    MPI_Finalize();
    return status;
}

} // namespace hpk::mpi
