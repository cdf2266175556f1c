// SPDX-License-Identifier: MIT
//
// Files that ranks write together.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <unistd.h>

#include "ranks.hpp"

namespace hpk::test {
namespace {

using mpi::distributed_grid;

/// A file in a directory of this run, which all ranks know.
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
        CHECK((bytes == first)); // whoever wrote it
        CHECK(!std::filesystem::exists(path + ".part"));

        distributed_grid<T, Rank> v(MPI_COMM_WORLD, extents);
        CHECK(mpi::load(v, path) == 123456789012);
        CHECK(is_part_of(v, whole));
        MPI_Barrier(MPI_COMM_WORLD);
    }
    // As the description of the format has it (numpy.lib.format).
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

TEST_CASE("mpi/what is no checkpoint of this grid is refused, and the grid stays") {
    const std::string good = path_of("good.npy"), bad = path_of("bad.npy");
    distributed_grid<double> u(MPI_COMM_WORLD, {6, 7});
    u.fill(numbered<double>());
    mpi::save(u, good, 5);
    const std::string bytes = bytes_of(good);
    const auto before = whole_grid<double, 2>({6, 7});

    const auto refused = [&](const std::string& content) {
        write_bytes(bad, content);
        const std::string sentence = refusal<mpi::error>([&] { mpi::load(u, bad); });
        CHECK(is_part_of(u, before));
        return sentence.substr(std::min(sentence.size(), bad.size()));
    };
    CHECK(refused("") == " is no checkpoint: it does not begin as a NumPy file does");
    CHECK(refused("what a lovely day") ==
          " is no checkpoint: it does not begin as a NumPy file does");
    const std::string of_all = " of " + std::to_string(bytes.size()) + " bytes";
    CHECK(refused(bytes.substr(0, 100)) == " is truncated: it has 100" + of_all);
    CHECK(refused(bytes.substr(0, bytes.size() - 1)) ==
          " is truncated: it has " + std::to_string(bytes.size() - 1) + of_all);
    const std::string foreign =
        " is no checkpoint: behind its cells there are no steps and no checksum";
    CHECK(refused(bytes + "x") == foreign);
    CHECK(refused(std::string(bytes).replace(bytes.size() - 24, 3, "abc")) == foreign);
    std::string damaged = bytes;
    damaged[150] = static_cast<char>(damaged[150] ^ 1);
    const std::string broken =
        " is damaged: its cells do not have the checksum that it was saved with";
    CHECK(refused(damaged) == broken);
    std::string exchanged = bytes; // two cells
    std::swap_ranges(exchanged.begin() + 128, exchanged.begin() + 136, exchanged.begin() + 136);
    CHECK(refused(exchanged) == broken);

    distributed_grid<double> turned(MPI_COMM_WORLD, {7, 6});
    CHECK(refusal<mpi::error>([&] { mpi::load(turned, good); }) ==
          good + " holds another grid: {'descr': '<f8', 'fortran_order': False, 'shape': (6, 7), } "
                 "instead of {'descr': '<f8', 'fortran_order': False, 'shape': (7, 6), }");
    distributed_grid<float> narrow(MPI_COMM_WORLD, {6, 7});
    CHECK(refusal<mpi::error>([&] {
              mpi::load(narrow, good);
          }).starts_with(good + " holds another grid"));
    CHECK(refusal<mpi::error>([&] {
              mpi::load(u, path_of("nowhere"));
          }).starts_with(path_of("nowhere") + " cannot be opened: "));
    CHECK(mpi::load(u, good) == 5);
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

    // The new one cannot be written: a directory is in its place.
    on_first_rank([&] { std::filesystem::create_directory(path + ".part"); });
    CHECK(refusal<mpi::error>([&] {
              mpi::save(u, path, 2);
          }).starts_with(path + ".part cannot be opened: "));
    CHECK((bytes_of(path) == old));
    on_first_rank([&] { std::filesystem::remove(path + ".part"); });

    // It cannot take the old one's place.
    const std::string directory = path_of("directory");
    on_first_rank([&] { std::filesystem::create_directories(directory + "/full"); });
    CHECK(refusal<mpi::error>([&] { mpi::save(u, directory); }) ==
          directory + ".part cannot be renamed to " + directory);
    on_first_rank([&] { std::filesystem::remove_all(std::filesystem::path(path).parent_path()); });
}

} // namespace
} // namespace hpk::test
