// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/io/files/printable.hpp"
#include "hpk/io/files/regular_file.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

struct file_closer {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using file_handle = std::unique_ptr<std::FILE, file_closer>;

/// Throws a message unless it is empty.
inline void refuse_file_if(const std::string& complaint) {
    expects<std::runtime_error>(complaint.empty(), [&] { return complaint; });
}

/// A regular file that is read. All members throw std::runtime_error with a sentence that begins
/// with the file's name.
class input_file {
public:
    explicit input_file(const std::string& path) : path_(path) {
        expect_path(path);
        refuse_file_if(why_not_readable(path));
        file_.reset(std::fopen(path.c_str(), "rb"));
        struct stat file;
        if (!file_ || ::fstat(fileno(file_.get()), &file) != 0)
            refuse_file_if(system_complaint(path, "opened"));
        size_ = static_cast<std::size_t>(file.st_size);
    }

    /// In bytes.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// Reads `count` bytes from byte `at` on.
    void read(std::size_t at, void* bytes, std::size_t count) {
        if (count == 0) return;
        if (::fseeko(file_.get(), static_cast<off_t>(at), SEEK_SET) != 0 ||
            (std::fread(bytes, 1, count, file_.get()) != count && std::ferror(file_.get()) != 0))
            refuse_file_if(system_complaint(path_, "read"));
        refuse_if(std::feof(file_.get()) != 0 ? " became shorter while it was read" : "");
    }

    /// \param complaint  a sentence without its subject, the file's name; empty for none
    void refuse_if(const std::string& complaint) const {
        if (!complaint.empty()) refuse_file_if(printable_path(path_) + complaint);
    }

private:
    std::string path_;
    file_handle file_;
    std::size_t size_ = 0;
};

/// A file that is written as PATH.part and renamed to PATH when it is complete, so that PATH is at
/// any time the complete old file or the complete new one. If a member throws (std::runtime_error
/// with a sentence), or the file is never completed, PATH is unchanged and PATH.part is removed.
class replacement_file {
public:
    explicit replacement_file(const std::string& path) : path_(path), part_(path + ".part") {
        expect_path(path);
        refuse_file_if(why_not_replaceable(path_, part_));
        file_.reset(std::fopen(part_.c_str(), "wb"));
        expect_done(file_ != nullptr, "opened");
    }
    replacement_file(const replacement_file&) = delete;
    replacement_file& operator=(const replacement_file&) = delete;
    ~replacement_file() {
        file_.reset();
        if (!complete_) std::remove(part_.c_str());
    }

    void write(const void* bytes, std::size_t count) {
        expect_done(std::fwrite(bytes, 1, count, file_.get()) == count, "written");
    }
    /// Writes all cells, row by row.
    template <class T, std::size_t Rank>
    void write(grid_view<T, Rank> cells) {
        if (cells.empty()) return;
        const std::size_t pieces = cells.contiguous() ? 1 : cells.rows();
        for (std::size_t k = 0; k < pieces; ++k)
            write(cells.row(k), cells.size() / pieces * sizeof(T));
    }

    /// Puts the file in the place of PATH.
    void complete() {
        // Some file systems report a full disk only here.
        expect_done(std::fflush(file_.get()) == 0 && ::fsync(fileno(file_.get())) == 0, "written");
        expect_done(std::fclose(file_.release()) == 0, "written");
        complete_ = std::rename(part_.c_str(), path_.c_str()) == 0;
        expect_done(complete_, "renamed to " + printable_path(path_));
    }

private:
    void expect_done(bool done, const std::string& participle) const {
        if (!done) refuse_file_if(system_complaint(part_, participle));
    }

    std::string path_, part_;
    file_handle file_;
    bool complete_ = false;
};

} // namespace HPK_ISA
} // namespace hpk::detail
