// SPDX-License-Identifier: MIT
//
// Checkpoints, which ranks write together.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sys/stat.h>
#include <unistd.h>

#include <hpk/io.hpp>

#include "ranks.hpp"

namespace {
/// If true, no cells are written to files and no error is reported: OpenMPI behaves like this on a
/// full disk.
bool disk_is_full = false;
} // namespace

// Takes the place of MPI's own function (MPI's profiling interface).
extern "C" int MPI_File_write_all(MPI_File file, const void* cells, int count, MPI_Datatype type,
                                  MPI_Status* status) {
    return PMPI_File_write_all(file, cells, disk_is_full ? 0 : count, type, status);
}

namespace hpk::test {
namespace {

using mpi::distributed_grid;

/// A file in a directory of this run, the same on all ranks.
std::string path_of(const std::string& name) {
    auto number = static_cast<long long>(::getpid());
    MPI_Bcast(&number, 1, MPI_LONG_LONG, 0, MPI_COMM_WORLD);
    const auto directory =
        std::filesystem::temp_directory_path() / ("hpk_mpi_" + std::to_string(number));
    std::filesystem::create_directories(directory);
    return (directory / name).string();
}

void on_first_rank(auto&& act) {
    MPI_Barrier(MPI_COMM_WORLD);
    if (mpi::rank_in(MPI_COMM_WORLD) == 0) act();
    MPI_Barrier(MPI_COMM_WORLD);
}

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_bytes(const std::string& path, const std::string& bytes) {
    on_first_rank([&] { std::ofstream(path, std::ios::binary) << bytes; });
}

template <class T, std::size_t Rank>
void save_and_load(const std::array<std::size_t, Rank>& extents, const std::string& shape) {
    const std::string path = path_of("saved.npy");
    const auto whole = whole_grid<T>(extents);
    std::string first;
    for (const auto& parts : ways_to_cut(extents, mpi::size_of(MPI_COMM_WORLD))) {
        distributed_grid<T, Rank> u(MPI_COMM_WORLD, extents, parts);
        u.fill(numbered<T>());
        mpi::save(u, path, 123456789012);
        const std::string bytes = bytes_of(path);
        if (first.empty()) first = bytes;
        CHECK((bytes == first)); // with every decomposition
        CHECK(!std::filesystem::exists(path + ".part"));

        distributed_grid<T, Rank> v(MPI_COMM_WORLD, extents);
        CHECK(mpi::load(v, path) == 123456789012);
        CHECK(is_part_of(v, whole));
        MPI_Barrier(MPI_COMM_WORLD);
    }
    // The format is described in numpy.lib.format.
    CHECK(first.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
    const std::size_t length =
        10 + static_cast<unsigned char>(first[8]) + 256 * static_cast<unsigned char>(first[9]);
    CHECK(length % 64 == 0);
    const std::string text = first.substr(10, length - 10);
    CHECK(text.starts_with("{'descr': '<f" + std::to_string(sizeof(T)) +
                           "', 'fortran_order': False, 'shape': " + shape + ", }"));
    CHECK(text.back() == '\n');
    CHECK(std::memcmp(first.data() + length, whole.data(), whole.size() * sizeof(T)) == 0);
    CHECK(first.size() == length + whole.size() * sizeof(T) + 24);
}

TEST_CASE("mpi/what is saved is loaded, whoever has which cells") {
    save_and_load<double, 2>({13, 11}, "(13, 11)");
    save_and_load<float, 2>({1, 40}, "(1, 40)");
    save_and_load<double, 1>({50}, "(50,)");
    save_and_load<float, 3>({5, 4, 3}, "(5, 4, 3)");
    save_and_load<double, 2>({0, 3}, "(0, 3)");
}

/// Tests files that a grid of numbered cells refuses to load. The grid must not change, and all
/// ranks must throw the same message.
template <class T>
class refusing_grid {
public:
    explicit refusing_grid(const std::array<std::size_t, 2>& extents)
        : path_(path_of("bad.npy")), u_(MPI_COMM_WORLD, extents), before_(whole_grid<T>(extents)) {
        u_.fill(numbered<T>());
    }

    distributed_grid<T, 2>& get() { return u_; }
    const std::string& path() const { return path_; }

    /// The message without the file's name, with which it must begin; empty if the file loads.
    std::string refusal_of(const std::string& content) {
        write_bytes(path_, content);
        const std::string sentence = refusal<mpi::error>([&] { mpi::load(u_, path_); });
        CHECK(is_part_of(u_, before_));
        std::string first = sentence;
        auto length = static_cast<int>(sentence.size());
        MPI_Bcast(&length, 1, MPI_INT, 0, MPI_COMM_WORLD);
        first.resize(static_cast<std::size_t>(length));
        MPI_Bcast(first.data(), length, MPI_CHAR, 0, MPI_COMM_WORLD);
        CHECK(sentence == first);
        if (sentence.empty()) return {};
        CHECK(sentence.starts_with(path_));
        return sentence.substr(std::min(sentence.size(), path_.size()));
    }

private:
    std::string path_;
    distributed_grid<T, 2> u_;
    grid<T, 2> before_;
};

/// A header in NumPy's format, padded to a multiple of 64 bytes.
std::string numpy_header(int version, std::string text) {
    const std::size_t prefix = version == 1 ? 10 : 12;
    while ((prefix + text.size() + 1) % 64 != 0) text += ' ';
    text += '\n';
    std::string header = "\x93NUMPY";
    header += {static_cast<char>(version), '\0'};
    for (std::size_t k = 0, length = text.size(); k < prefix - 8; ++k, length /= 256)
        header += static_cast<char>(length % 256);
    return header + text;
}

template <class T>
std::string saved_bytes(refusing_grid<T>& g, std::int64_t steps) {
    const std::string path = path_of("good.npy");
    mpi::save(g.get(), path, steps);
    std::string bytes = bytes_of(path);
    MPI_Barrier(MPI_COMM_WORLD);
    return bytes;
}

const std::string of_6_by_7 = "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 7), }";
const std::string does_not_match = " is damaged: its cells and steps do not match its checksum";

TEST_CASE("mpi/a checkpoint that is truncated or has a damaged byte is refused", "[long]") {
    refusing_grid<float> g({1, 2});
    const std::string bytes = saved_bytes(g, 1000);
    const std::size_t cells = 192, magic = cells + 8, steps = magic + 8;
    CHECK(bytes.size() == steps + 16);
    CHECK(g.refusal_of(bytes).empty());

    const auto format = mpi::detail::checkpoint_format::of<float, 2>({1, 2});
    bool reads_inside = true;
    const auto wrong_with = [&](const std::string& file) {
        mpi::detail::checkpoint_frame found;
        const auto read = [&](std::size_t at, void* to, std::size_t count) {
            const bool inside = at <= file.size() && count <= file.size() - at;
            reads_inside = reads_inside && inside;
            if (inside) std::memcpy(to, file.data() + at, count);
        };
        return mpi::detail::inspect(format, file.size(), read, found);
    };
    CHECK(wrong_with("") == " is empty");
    for (std::size_t n = 1; n < bytes.size(); ++n) {
        const std::string sentence = wrong_with(bytes.substr(0, n));
        CHECK(sentence.starts_with(" is truncated: it "));
        CHECK(sentence.find(' ' + std::to_string(n)) != sentence.npos);
        if (n % 16 == 9) CHECK(g.refusal_of(bytes.substr(0, n)) == sentence);
    }
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        std::string damaged = bytes;
        bool refused = true;
        for (int changed = 1; changed < 256; ++changed) {
            damaged[n] = static_cast<char>(bytes[n] ^ changed);
            refused = refused && !wrong_with(damaged).empty();
        }
        CHECK((refused || (n >= cells && n < magic) || n >= steps));
        // The checksum covers the rest.
        damaged[n] = static_cast<char>(bytes[n] ^ (1 << n % 8));
        if (n >= cells || n % 16 == 9) CHECK(!g.refusal_of(damaged).empty());
    }
    CHECK(reads_inside);
}

TEST_CASE("mpi/a file that is no checkpoint of this grid is refused in the right words") {
    refusing_grid<double> g({6, 7});
    const std::string bytes = saved_bytes(g, 5);
    const auto header = [&](std::size_t size) { return bytes.substr(0, size); };
    CHECK(g.refusal_of("what a lovely day") ==
          " is no NumPy file: it does not begin with the magic bytes of one");
    CHECK(g.refusal_of(header(7)) == " is truncated: it ends at byte 7, within its header");
    CHECK(g.refusal_of(header(8) + '}') == " is truncated: it ends at byte 9, within its header");
    CHECK(g.refusal_of(header(100)) ==
          " is truncated: it ends at byte 100, within its header of 192 bytes");
    CHECK(g.refusal_of(header(200)) == " is truncated: it has 200 of 552 bytes");
    // Exactly its trailer is missing. A file of numpy.save would end here.
    CHECK(g.refusal_of(header(552 - 24)) == " is truncated: it has 528 of 552 bytes");
    CHECK(g.refusal_of(bytes + "x") == " has 553 bytes, 1 too many");
    CHECK(g.refusal_of(std::string(bytes).replace(552 - 24, 3, "abc")) ==
          " is damaged: its trailer must begin with hpk-cp02");
    CHECK(g.refusal_of(std::string(bytes).replace(191, 1, "x")) ==
          " is damaged: its header must end with a brace, spaces and a newline");
    CHECK(g.refusal_of(std::string(bytes).replace(11, 7, "\"descr\"")) ==
          " is damaged: its header must have the dictionary \"" + of_6_by_7 + '"');
    std::string exchanged = bytes; // two cells
    std::swap_ranges(exchanged.begin() + 192, exchanged.begin() + 200, exchanged.begin() + 200);
    CHECK(g.refusal_of(exchanged) == does_not_match);

    // The first version of the format had a shorter header and another trailer.
    CHECK(g.refusal_of(numpy_header(1, of_6_by_7) + bytes.substr(192, 336) + "hpk-cp01" +
                       std::string(16, 'x')) ==
          " is a checkpoint of format hpk-cp01, but this version of hpk reads hpk-cp02");
    CHECK(g.refusal_of(std::string(bytes).replace(552 - 24, 8, "hpk-cp\x1b\x07")) ==
          " is a checkpoint of format hpk-cp\\x1b\\x07, but this version of hpk reads hpk-cp02");

    const std::string nowhere = path_of("nowhere");
    CHECK(refusal<mpi::error>([&] { mpi::load(g.get(), nowhere); }) ==
          nowhere + " cannot be opened: No such file or directory");
}

TEST_CASE("mpi/a header that describes other cells is quoted without control characters") {
    refusing_grid<double> g({6, 7});
    const std::string cells(336, '\0');
    const auto quoted = [](const std::string& text) {
        return " holds \"" + text + "\" but must hold \"" + of_6_by_7 + '"';
    };
    for (const std::string text : {
             "{'descr': '<f8', 'fortran_order': False, 'shape': (7, 6), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (-6, 7), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775808, 2), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (), }",
             "{'descr': '<f8', 'fortran_order': True, 'shape': (6, 7), }",
             "{'descr': '>f8', 'fortran_order': False, 'shape': (6, 7), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (6, 7), }",
             "{'descr': '|O', 'fortran_order': False, 'shape': (6, 7), }",
             "{'descr': '<f8'}",
         })
        CHECK(g.refusal_of(numpy_header(1, text) + cells) == quoted(text));

    CHECK(g.refusal_of(numpy_header(1, "\x1b[31m\x1b]0;owned\x07\x9b\xc3\xa4\x7f\r\n}") + cells) ==
          quoted("\\x1b[31m\\x1b]0;owned\\x07\\x9b\\xc3\\xa4\\x7f\\x0d\\x0a}"));
    CHECK(g.refusal_of(numpy_header(1, std::string(5000, 'A') + '}') + cells) ==
          quoted(std::string(200, 'A') + "..."));
    CHECK(g.refusal_of(std::string("\x93NUMPY\x01\x00\x00\x00", 10) + cells) ==
          " is damaged: its header must end with a brace, spaces and a newline");
    CHECK(g.refusal_of(numpy_header(2, std::string(20000, ' '))) ==
          " has a header of 20020 bytes, but hpk reads at most 10000");
    CHECK(g.refusal_of("\x93NUMPY\x02" + std::string(1, '\0') + "\xff\xff\xff\xff" + cells) ==
          " has a header of 4294967295 bytes, but hpk reads at most 10000");
    const std::string versions = " of NumPy's format, but hpk reads 1.0, 2.0 and 3.0";
    CHECK(g.refusal_of(numpy_header(4, of_6_by_7) + cells) == " has version 4.0" + versions);
    CHECK(g.refusal_of(std::string("\x93NUMPY\x00\x00\x76\x00", 10) + cells) ==
          " has version 0.0" + versions);
    CHECK(g.refusal_of("\x93NUMPY\x01\xff" + cells) == " has version 1.255" + versions);
}

TEST_CASE("mpi/a file of numpy.save is loaded, with 0 steps") {
    const auto whole = whole_grid<double, 2>({6, 7});
    const std::string cells(reinterpret_cast<const char*>(whole.data()), 336);
    refusing_grid<double> g({6, 7});
    const std::string path = path_of("numpy.npy");
    for (const int version : {1, 2, 3}) {
        const std::string header = numpy_header(version, of_6_by_7);
        const std::string file = header + cells;
        write_bytes(path, file);
        distributed_grid<double> u(MPI_COMM_WORLD, {6, 7});
        CHECK(mpi::load(u, path) == 0);
        CHECK(is_part_of(u, whole));

        CHECK(g.refusal_of(header.substr(0, 100)) ==
              " is truncated: it ends at byte 100, within its header of 128 bytes");
        CHECK(g.refusal_of(header + cells.substr(1)) == " is truncated: it has 463 of 464 bytes");
        CHECK(g.refusal_of(file + file) == " has 928 bytes, 464 too many");
        CHECK(g.refusal_of(file + std::string(24, '\0')) == " has 488 bytes, 24 too many");
    }
}

TEST_CASE("mpi/files of one process and of many are read by both") {
    const std::string path = path_of("both.npy");
    const auto whole = whole_grid<float, 3>({5, 4, 3});
    on_first_rank([&] { save_npy(path, whole); });
    distributed_grid<float, 3> u(MPI_COMM_WORLD, {5, 4, 3});
    CHECK(mpi::load(u, path) == 0);
    CHECK(is_part_of(u, whole));
    mpi::save(u, path, 3);
    CHECK((load_npy<float, 3>(path) == whole));
    MPI_Barrier(MPI_COMM_WORLD);
}

TEST_CASE("mpi/steps must not be negative, and the checksum covers them") {
    refusing_grid<double> g({6, 7});
    const std::string bytes = saved_bytes(g, 5);
    const auto with = [&](std::int64_t steps, std::uint64_t checksum) {
        std::string changed = bytes;
        std::memcpy(changed.data() + changed.size() - 16, &steps, 8);
        std::memcpy(changed.data() + changed.size() - 8, &checksum, 8);
        return changed;
    };
    const auto sum = [&](std::int64_t steps) {
        return mpi::detail::checksum(g.get(), bytes.substr(0, 192), steps);
    };
    CHECK(g.refusal_of(with(5, sum(5))).empty());
    CHECK(g.refusal_of(with(6, sum(6))).empty());
    CHECK(g.refusal_of(with(6, sum(5))) == does_not_match);
    CHECK(g.refusal_of(with(-5, sum(-5))) ==
          " is damaged: its steps are -5 but must be at least 0");
    CHECK(refusal<std::invalid_argument>([&] { mpi::save(g.get(), g.path(), -1); }) ==
          "steps_done is -1 but must be at least 0");
}

TEST_CASE("mpi/only regular files are opened") {
    refusing_grid<double> g({6, 7});
    const std::string path = path_of("special"), part = path + ".part", kept = path_of("kept");
    const auto refused = [&](const std::string& name, const char* what) {
        const std::string sentence = name + " is " + what + " but must be a regular file";
        if (name == path) CHECK(refusal<mpi::error>([&] { mpi::load(g.get(), path); }) == sentence);
        CHECK(refusal<mpi::error>([&] { mpi::save(g.get(), path); }) == sentence);
        on_first_rank([&] { CHECK(std::filesystem::remove(name)); });
        CHECK(!std::filesystem::exists(part));
        MPI_Barrier(MPI_COMM_WORLD);
    };
    write_bytes(kept, "somebody's");
    for (const std::string& name : {path, part}) {
        on_first_rank([&] { CHECK(::mkfifo(name.c_str(), 0600) == 0); });
        refused(name, "a FIFO");
        on_first_rank([&] { std::filesystem::create_directory(name); });
        refused(name, "a directory");
    }
    on_first_rank([&] { std::filesystem::create_symlink("/dev/zero", path); });
    refused(path, "a device");
    on_first_rank([&] { std::filesystem::create_symlink(kept, part); });
    refused(part, "a symbolic link");
    CHECK(bytes_of(kept) == "somebody's");

    // If PATH is a link, the link is replaced, and its target is unchanged.
    on_first_rank([&] { std::filesystem::create_symlink(kept, path); });
    mpi::save(g.get(), path, 3);
    CHECK(mpi::load(g.get(), path) == 3);
    CHECK(bytes_of(kept) == "somebody's");
}

TEST_CASE("mpi/every name of a file will do, and is shown without control characters") {
    refusing_grid<double> g({6, 7});
    const std::string path = path_of("gr\xc3\xb6\xc3\x9f"
                                     "e:\x1b[1m\n\x7f\xc2\x9b.npy");
    mpi::save(g.get(), path, 3);
    CHECK(mpi::load(g.get(), path) == 3);
    write_bytes(path, "");
    CHECK(refusal<mpi::error>([&] { mpi::load(g.get(), path); }) ==
          path_of("gr\xc3\xb6\xc3\x9f"
                  "e:\\x1b[1m\\x0a\\x7f\\xc2\\x9b.npy is empty"));

    const std::string what = "\" but must be the name of a file, without NUL bytes";
    CHECK(refusal([&] { mpi::load(g.get(), ""); }) == "path is \"" + what);
    CHECK(refusal([&] { mpi::save(g.get(), std::string("a\0b", 3)); }) ==
          "path is \"a\\x00b" + what);
}

TEST_CASE("mpi/a good checkpoint is replaced by another or not at all") {
    const std::string path = path_of("kept.npy");
    distributed_grid<double> u(MPI_COMM_WORLD, {5, 5});
    u.fill(numbered<double>());
    mpi::save(u, path, 1);
    const std::string old = bytes_of(path);
    MPI_Barrier(MPI_COMM_WORLD);

    // An interrupted run left half of a larger one.
    write_bytes(path + ".part", std::string(100000, 'x'));
    mpi::save(u, path, 1);
    CHECK((bytes_of(path) == old));
    MPI_Barrier(MPI_COMM_WORLD);

    // The disk is full.
    disk_is_full = true;
    CHECK(refusal<mpi::error>([&] { mpi::save(u, path, 2); }) ==
          path + ".part" + does_not_match + ", although it was just written: the disk may be full");
    disk_is_full = false;
    MPI_Barrier(MPI_COMM_WORLD); // the first rank removes the file
    CHECK((bytes_of(path) == old));
    CHECK(!std::filesystem::exists(path + ".part"));
    MPI_Barrier(MPI_COMM_WORLD);

    // There is no such directory.
    const std::string nowhere = path_of("nowhere") + "/file";
    CHECK(refusal<mpi::error>([&] {
              mpi::save(u, nowhere);
          }).starts_with(nowhere + ".part cannot be opened: "));
    on_first_rank([&] { std::filesystem::remove_all(std::filesystem::path(path).parent_path()); });
}

} // namespace
} // namespace hpk::test
