// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The parts that the tests of files share.

#include <array>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

#include <hpk/core/grid.hpp>

#include "catch.hpp"
#include "common.hpp"

namespace hpk::test {

/// A new directory, which is removed with everything in it at the end of its scope.
class scratch_directory {
public:
    scratch_directory()
        : path_(std::filesystem::temp_directory_path() / ("hpk_io_" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    scratch_directory(const scratch_directory&) = delete;
    scratch_directory& operator=(const scratch_directory&) = delete;
    ~scratch_directory() { std::filesystem::remove_all(path_); }

    [[nodiscard]] std::string operator/(const std::string& name) const {
        return (path_ / name).string();
    }

private:
    std::filesystem::path path_;
};

/// While one lives, no file can become longer, as on a full disk.
class full_disk {
public:
    explicit full_disk(rlim_t bytes) : ignored_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    full_disk(const full_disk&) = delete;
    full_disk& operator=(const full_disk&) = delete;
    ~full_disk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, ignored_);
    }

private:
    rlimit before_{};
    void (*ignored_)(int);
};

inline std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write_bytes(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// The bytes of a grid's cells.
template <class T, std::size_t Rank>
std::string cells_of(const grid<T, Rank>& g) {
    return {reinterpret_cast<const char*>(g.data()), g.size() * sizeof(T)};
}

/// A grid in which all cells differ, if T has enough values.
template <class T, std::size_t Rank>
grid<T, Rank> numbered(const std::array<std::size_t, Rank>& extents) {
    grid<T, Rank> g(extents);
    for (std::size_t k = 0; k < g.size(); ++k)
        g.data()[k] = static_cast<T>(static_cast<T>(k % 100) + static_cast<T>(0.25));
    return g;
}

} // namespace hpk::test
