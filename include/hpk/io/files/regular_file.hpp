// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Paths that may be read or replaced: only regular files are opened, because opening a FIFO waits
/// for its other end, and devices may be endless.

#include <cerrno>
#include <string>
#include <system_error>

#include <sys/stat.h>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/io/files/printable.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Refuses strings that cannot be the name of a file.
inline void expect_path(const std::string& path) {
    expects(!path.empty() && path.find('\0') == path.npos, [&] {
        return "path is \"" + printable_path(path) +
               "\" but must be the name of a file, without NUL bytes";
    });
}

/// A message about a system call that has just failed.
/// \param done  the operation on the file, as a participle
[[nodiscard]] inline std::string system_complaint(const std::string& path,
                                                  const std::string& done) {
    return printable_path(path) + " cannot be " + done + ": " +
           std::generic_category().message(errno);
}

/// The reason why a path cannot be a file of cells; empty if it can.
[[nodiscard]] inline std::string why_not_regular(const std::string& path, const struct stat& file) {
    if (S_ISREG(file.st_mode)) return {};
    const char* what = S_ISDIR(file.st_mode)    ? "a directory"
                       : S_ISFIFO(file.st_mode) ? "a FIFO"
                       : S_ISLNK(file.st_mode)  ? "a symbolic link"
                       : S_ISSOCK(file.st_mode) ? "a socket"
                                                : "a device";
    return printable_path(path) + " is " + what + " but must be a regular file";
}

/// The reason why a path must not be opened for reading; empty if there is none.
[[nodiscard]] inline std::string why_not_readable(const std::string& path) {
    struct stat file;
    if (::stat(path.c_str(), &file) == 0) return why_not_regular(path, file);
    return system_complaint(path, "opened");
}

/// The reason why `path` must not be replaced or `part` not be written; empty if there is none. A
/// link may be replaced, but not written through.
[[nodiscard]] inline std::string why_not_replaceable(const std::string& path,
                                                     const std::string& part) {
    struct stat file;
    if (::stat(path.c_str(), &file) == 0 && !S_ISREG(file.st_mode))
        return why_not_regular(path, file);
    if (::lstat(part.c_str(), &file) == 0) return why_not_regular(part, file);
    return errno == ENOENT ? std::string() : system_complaint(part, "opened");
}

} // namespace HPK_ISA
} // namespace hpk::detail
