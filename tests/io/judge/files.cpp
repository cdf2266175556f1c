// SPDX-License-Identifier: MIT
//
// hpk_io_files write DIRECTORY    saves grids as .npy and .vti
// hpk_io_files read DIRECTORY     loads arrays that files.py saved
//
// Cell k of a grid, counted row by row, is k + 1/4, or k for integers.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

#include <hpk/io.hpp>

namespace {

template <class T, std::size_t Rank>
hpk::grid<T, Rank> numbered(const std::array<std::size_t, Rank>& extents) {
    hpk::grid<T, Rank> g(extents);
    for (std::size_t k = 0; k < g.size(); ++k)
        g.data()[k] = static_cast<T>(static_cast<double>(k) + 0.25);
    return g;
}

/// Calls f<T>(type's name in NumPy) for each type.
void for_each_type(const auto& f) {
    f.template operator()<float>("float32");
    f.template operator()<double>("float64");
    f.template operator()<std::int8_t>("int8");
    f.template operator()<std::uint16_t>("uint16");
    f.template operator()<std::int32_t>("int32");
    f.template operator()<std::uint64_t>("uint64");
}

void write(const std::string& directory) {
    for_each_type([&]<class T>(const std::string& type) {
        const auto save = [&](const auto& g, const std::string& name) {
            hpk::save_npy(directory + type + name + ".npy", g);
            hpk::save_vti(directory + type + name + ".vti", g, {0.5, 0.25, 3});
        };
        save(numbered<T, 1>({5}), "_5");
        save(numbered<T, 2>({6, 7}), "_6x7");
        save(numbered<T, 3>({3, 4, 5}), "_3x4x5");
        save(numbered<T, 2>({1, 100}), "_1x100");
    });
    hpk::save_npy(directory + "float64_0x7.npy", hpk::grid<double>(0, 7));
}

template <class T, std::size_t Rank>
void expect(const std::string& path, const std::array<std::size_t, Rank>& extents) {
    if (hpk::load_npy<T, Rank>(path) != numbered<T>(extents))
        throw std::runtime_error(path + " is loaded with wrong cells");
}

void read(const std::string& directory) {
    for_each_type([&]<class T>(const std::string& type) {
        for (const char* how : {"_C_1.npy", "_C_2.npy", "_C_3.npy", "_F_1.npy", "_F_2.npy"}) {
            expect<T, 1>(directory + type + "_5" + how, {5});
            expect<T, 2>(directory + type + "_6x7" + how, {6, 7});
            expect<T, 3>(directory + type + "_3x4x5" + how, {3, 4, 5});
        }
    });
    for (const char* other : {"big_endian", "complex", "structured", "object", "bool", "scalar"}) {
        const std::string path = directory + "other_" + other + ".npy";
        std::string sentence;
        try {
            (void)hpk::load_npy<double>(path);
        } catch (const std::runtime_error& e) {
            sentence = e.what();
        }
        std::printf("%s\n", sentence.c_str());
        if (!sentence.starts_with(path + " holds \"{'descr': "))
            throw std::runtime_error(path + " is not refused in the right words");
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::string action = argc == 3 ? argv[1] : "";
    try {
        if (action == "write")
            write(std::string(argv[2]) + "/");
        else if (action == "read")
            read(std::string(argv[2]) + "/");
        else
            throw std::runtime_error("usage: hpk_io_files write|read DIRECTORY");
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
    return 0;
}
