// SPDX-License-Identifier: MIT
//
// Files in NumPy's format, without NumPy: judge/files.py compares them with NumPy's own.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/stat.h>

#include <hpk/io.hpp>

#include "support.hpp"

namespace hpk::test {
namespace {

const std::string of_2_by_3 = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

/// A header in NumPy's format, padded to a multiple of 64 bytes.
std::string header_of(const std::string& dictionary, int version = 1) {
    const std::size_t prefix = version == 1 ? 10 : 12;
    std::string text = dictionary;
    while ((prefix + text.size() + 1) % 64 != 0) text += ' ';
    text += '\n';
    std::string header = "\x93NUMPY";
    header += {static_cast<char>(version), '\0'};
    for (std::size_t k = 0, length = text.size(); k < prefix - 8; ++k, length /= 256)
        header += static_cast<char>(length % 256);
    return header + text;
}

/// The sentence with which a file of these bytes is refused, without the file's name; empty if it
/// is loaded.
template <class T = double, std::size_t Rank = 2>
std::string refusal_of(const std::string& bytes) {
    const scratch_directory here;
    const std::string path = here / "bad.npy";
    write_bytes(path, bytes);
    const std::string sentence =
        refusal<std::runtime_error>([&] { (void)load_npy<T, Rank>(path); });
    if (sentence.empty()) return {};
    CHECK(sentence.starts_with(path));
    return sentence.substr(path.size());
}

template <class T, std::size_t Rank>
void saved_and_loaded(const std::array<std::size_t, Rank>& extents, const std::string& type,
                      const std::string& shape) {
    const scratch_directory here;
    const std::string path = here / "saved.npy";
    const auto g = numbered<T>(extents);
    save_npy(path, g);
    const std::string bytes = bytes_of(path);
    CHECK((bytes == header_of("{'descr': '" + type +
                              "', 'fortran_order': False, 'shape': " + shape + ", }") +
                        cells_of(g)));
    CHECK(bytes.size() == 128 + g.size() * sizeof(T));
    CHECK((load_npy<T, Rank>(path) == g));
    CHECK(!std::filesystem::exists(path + ".part"));
}

TEST_CASE("npy/what is saved is loaded") {
    saved_and_loaded<double, 1>({5}, "<f8", "(5,)");
    saved_and_loaded<double, 2>({6, 7}, "<f8", "(6, 7)");
    saved_and_loaded<float, 3>({3, 4, 5}, "<f4", "(3, 4, 5)");
    saved_and_loaded<std::int8_t, 2>({6, 7}, "|i1", "(6, 7)");
    saved_and_loaded<std::uint8_t, 1>({1000}, "|u1", "(1000,)");
    saved_and_loaded<std::int16_t, 3>({1, 1, 4}, "<i2", "(1, 1, 4)");
    saved_and_loaded<std::uint16_t, 1>({1}, "<u2", "(1,)");
    saved_and_loaded<std::int32_t, 2>({300, 200}, "<i4", "(300, 200)");
    saved_and_loaded<std::uint32_t, 1>({9}, "<u4", "(9,)");
    saved_and_loaded<std::int64_t, 2>({2, 2}, "<i8", "(2, 2)");
    saved_and_loaded<std::uint64_t, 2>({2, 2}, "<u8", "(2, 2)");
    saved_and_loaded<long long, 1>({3}, "<i8", "(3,)");
    saved_and_loaded<double, 1>({0}, "<f8", "(0,)");
    saved_and_loaded<double, 2>({0, 7}, "<f8", "(0, 7)");
    saved_and_loaded<double, 2>({7, 0}, "<f8", "(7, 0)");
}

TEST_CASE("npy/views are saved without the cells between rows") {
    const scratch_directory here;
    const std::string path = here / "saved.npy";
    std::vector<double> cells(300, -1);
    const grid_view<double, 3> box(cells.data(), {3, 4, 5}, 7);
    const auto expected = numbered<double, 3>({3, 4, 5});
    std::copy(expected.begin(), expected.end(), box.begin());
    save_npy(path, box);
    CHECK((load_npy<double, 3>(path) == expected));
    save_npy(path, grid_view<const double, 3>(box));
    CHECK((load_npy<double, 3>(path) == expected));

    save_npy(path, std::span(cells));
    CHECK((std::ranges::equal(load_npy<double, 1>(path), cells)));
    save_npy(path, grid_view<double, 2>(nullptr, {0, 4}, 9));
    CHECK(load_npy<double>(path).extents() == std::array<std::size_t, 2>{0, 4});
}

TEST_CASE("npy/every bit of a cell is kept") {
    const scratch_directory here;
    grid<double, 1> g(3);
    const std::array<std::uint64_t, 3> bits{0x7ff4deadbeef0001, 0x8000000000000000, 1};
    std::memcpy(g.data(), bits.data(), sizeof bits); // a signalling NaN, -0 and a subnormal number
    save_npy(here / "bits.npy", g);
    const auto again = load_npy<double, 1>(here / "bits.npy");
    std::array<std::uint64_t, 3> bits_again{};
    std::memcpy(bits_again.data(), again.data(), sizeof bits);
    CHECK(bits_again == bits);
}

TEST_CASE("npy/headers are read as NumPy reads them") {
    const auto g = numbered<double, 2>({2, 3});
    for (const std::string dictionary : {
             "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}",
             R"({"shape":(2,3,),"fortran_order":False,"descr":"<f8"})",
             "{ 'descr' : '<f8' , 'shape' : ( 2 , 3 ) , 'fortran_order' : False , }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 3L), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }              ",
         })
        for (const int version : {1, 2, 3})
            CHECK(refusal_of(header_of(dictionary, version) + cells_of(g)).empty());

    for (const std::string dictionary : {
             "{'descr': '<f8', 'fortran_order': False, 'shape': (2, -3), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (2 3), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3, 'x': 1}",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (6), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': 6, }",
             "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3), }",
             "{'descr': '<f8', 'shape': (2, 3), }",
             "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'more': 1}",
             "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }}",
             "{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (2, 3), }",
             "{'descr': '<f8, 'fortran_order': False, 'shape': (2, 3), }",
             "{}",
             "}",
         })
        CHECK(refusal_of(header_of(dictionary) + cells_of(g)) ==
              " holds \"" + dictionary + "\", which does not describe an array of numbers");
}

TEST_CASE("npy/arrays in Fortran order are loaded with their axes in NumPy's order") {
    const scratch_directory here;
    const std::string path = here / "fortran.npy";
    const auto write = [&](const std::string& shape, const std::string& cells) {
        write_bytes(path,
                    header_of("{'descr': '<f4', 'fortran_order': True, 'shape': " + shape + ", }") +
                        cells);
    };
    const auto box = numbered<float, 3>({5, 4, 3}); // in the order of the file
    write("(3, 4, 5)", cells_of(box));
    const auto loaded = load_npy<float, 3>(path);
    REQUIRE(loaded.extents() == std::array<std::size_t, 3>{3, 4, 5});
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 4; ++j)
            for (std::size_t k = 0; k < 5; ++k) CHECK(loaded(i, j, k) == box(k, j, i));

    write("(4, 15)", cells_of(box));
    CHECK(load_npy<float>(path)(3, 1) == box.data()[7]);
    write("(60,)", cells_of(box));
    CHECK((std::ranges::equal(load_npy<float, 1>(path), box)));
    write("(0, 15)", "");
    CHECK(load_npy<float>(path).extents() == std::array<std::size_t, 2>{0, 15});
}

TEST_CASE("npy/other types and shapes are refused in the right words") {
    const std::string cells(48, '\0');
    const auto with = [&](const std::string& type, const std::string& shape) {
        return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    };
    const auto refused = [&](const std::string& dictionary, const std::string& why) {
        CHECK(refusal_of(header_of(dictionary) + cells) == " holds \"" + dictionary + '"' + why);
    };
    for (const char* type : {">f8", "<f4", "<i8", "|O", "<c16", "|b1", "f8", "", "<U2"})
        refused(with(type, "(2, 3)"), " but must hold cells of the type '<f8'");
    CHECK(refusal_of<std::uint8_t>(header_of(with("|i1", "(2, 3)")) + cells) ==
          " holds \"" + with("|i1", "(2, 3)") + "\" but must hold cells of the type '|u1'");
    for (const char* shape : {"()", "(6,)", "(1, 2, 3)"})
        refused(with("<f8", shape), " but must have 2 axes");
    CHECK(refusal_of<double, 1>(header_of(of_2_by_3) + cells) ==
          " holds \"" + of_2_by_3 + "\" but must have 1 axis");
    for (const char* shape :
         {"(18446744073709551615, 1)", "(18446744073709551616, 1)", "(4294967296, 4294967296)",
          "(0, 99999999999999999999999999)", "(1152921504606846976, 1)"})
        refused(with("<f8", shape), ", a grid that is larger than the address space");
    // No memory is allocated for cells that are not there.
    CHECK(refusal_of(header_of(with("<f8", "(1152921504606846975, 1)")) + cells) ==
          " is truncated: it has 176 of 9223372036854775928 bytes");

    CHECK(refusal_of(header_of("{\x1b[31m\x1b]0;owned\x07\x9b\xc3\xa4\x7f\r\n}")) ==
          " holds \"{\\x1b[31m\\x1b]0;owned\\x07\\x9b\\xc3\\xa4\\x7f\\x0d\\x0a}\", which does not "
          "describe an array of numbers");
    CHECK(refusal_of(header_of(std::string(5000, 'A') + '}')) ==
          " holds \"" + std::string(200, 'A') +
              "...\", which does not describe an array of numbers");
}

TEST_CASE("npy/files that are no NumPy files are refused in the right words") {
    const std::string header = header_of(of_2_by_3), cells(48, '\0');
    CHECK(refusal_of("") == " is empty");
    CHECK(refusal_of("what a lovely day") ==
          " is no NumPy file: it does not begin with the magic bytes of one");
    CHECK(refusal_of(header + cells + "x") == " has 177 bytes, 1 too many");
    CHECK(refusal_of(header + cells + std::string(24, '\0')) == " has 200 bytes, 24 too many");
    const std::string versions = " of NumPy's format, but hpk reads 1.0, 2.0 and 3.0";
    CHECK(refusal_of(header_of(of_2_by_3, 4) + cells) == " has version 4.0" + versions);
    CHECK(refusal_of(std::string(header).replace(7, 1, "\xff")) == " has version 1.255" + versions);
    CHECK(refusal_of(header_of(std::string(20000, ' '), 2)) ==
          " has a header of 20020 bytes, but hpk reads at most 10000");
    CHECK(refusal_of("\x93NUMPY\x02" + std::string(1, '\0') + "\xff\xff\xff\xff") ==
          " has a header of 4294967295 bytes, but hpk reads at most 10000");
    const std::string ending =
        " is damaged: its header must end with a brace, spaces and a newline";
    CHECK(refusal_of(header_of("") + cells) == ending);
    CHECK(refusal_of(header_of(of_2_by_3 + " x") + cells) == ending);
    CHECK(refusal_of(std::string(header).replace(127, 1, " ") + cells) == ending);
    CHECK(refusal_of(std::string("\x93NUMPY\x01\x00\x00\x00", 10) + cells) == ending);

    const std::string whole = header + cells;
    for (std::size_t n = 1; n < whole.size(); ++n) {
        const std::string sentence = refusal_of(whole.substr(0, n));
        CHECK(sentence.starts_with(" is truncated: it "));
        CHECK(sentence.find(' ' + std::to_string(n)) != sentence.npos);
    }
}

TEST_CASE("npy/no header breaks the reader") {
    random_numbers random(5);
    const auto below = [&](std::size_t n) {
        return static_cast<std::size_t>(random.uniform(0, static_cast<double>(n)));
    };
    const std::string good = header_of(of_2_by_3) + std::string(48, '\0');
    const std::string bytes = "{}()[]',:\" \n\\0129LTrueFals<f8\x01\x7f\xff";
    std::size_t loaded = 0;
    for (int k = 0; k < 20000; ++k) {
        std::string file = good;
        for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
            const std::size_t at = below(below(2) == 0 ? 75 : file.size());
            switch (below(3)) {
            case 0:
                file[at] = bytes[below(bytes.size())];
                break;
            case 1:
                file.erase(at, 1 + below(4));
                break;
            default:
                file.insert(at, 1, bytes[below(bytes.size())]);
            }
        }
        bool inside = true;
        const auto read = [&](std::size_t at, void* to, std::size_t count) {
            const bool fits = at <= file.size() && count <= file.size() - at;
            inside = inside && fits;
            if (fits) std::memcpy(to, file.data() + at, count);
        };
        detail::npy_start start;
        detail::npy_end end;
        detail::npy_description described;
        std::array<std::size_t, 2> extents{};
        const bool found = detail::read_npy_start(file.size(), read, start).empty() &&
                           detail::npy_dictionary_reader(start.dictionary).read(described) &&
                           detail::extents_of<double>(described, extents).empty();
        const std::size_t cells = extents[0] * extents[1] * sizeof(double);
        if (found && detail::read_npy_end(start, of_2_by_3, cells, file.size(), read, end).empty())
            ++loaded;
        REQUIRE(inside);
    }
    CHECK(loaded > 0);
    CHECK(loaded < 20000);
}

TEST_CASE("npy/checkpoints of hpk::mpi are loaded and verified") {
    const auto g = numbered<double, 2>({2, 3});
    const std::string header = detail::npy_header(of_2_by_3, detail::checkpoint_header_size);
    const auto sum = detail::sum_for_checksum(g.data(), 6, 0);
    const detail::checkpoint_trailer trailer{
        .steps_done = 17, .checksum = detail::checkpoint_checksum(sum, header, 17)};
    CHECK(trailer.checksum == 0xfdaa60551380f1f0); // in the file of an earlier version
    std::string bytes = header + cells_of(g);
    bytes.append(reinterpret_cast<const char*>(&trailer), sizeof trailer);
    CHECK(refusal_of(bytes).empty());
    for (std::size_t n = 192; n < bytes.size(); ++n) {
        std::string damaged = bytes;
        damaged[n] = static_cast<char>(damaged[n] ^ (1 << n % 8));
        CHECK(!refusal_of(damaged).empty());
    }
    bytes[200] = static_cast<char>(bytes[200] ^ 1);
    CHECK(refusal_of(bytes) == " is damaged: its cells and steps do not match its checksum");
    CHECK(refusal_of(bytes.substr(0, 240)) == " is truncated: it has 240 of 264 bytes");
}

TEST_CASE("npy/only regular files are opened") {
    const scratch_directory here;
    const auto g = numbered<double, 2>({2, 3});
    const std::string path = here / "special", part = path + ".part", kept = here / "kept";
    const auto refused = [&](const std::string& name, const char* what) {
        const std::string sentence = name + " is " + what + " but must be a regular file";
        if (name == path)
            CHECK(refusal<std::runtime_error>([&] { (void)load_npy<double>(path); }) == sentence);
        CHECK(refusal<std::runtime_error>([&] { save_npy(path, g); }) == sentence);
        CHECK(std::filesystem::remove(name));
        CHECK(!std::filesystem::exists(part));
    };
    write_bytes(kept, "somebody's");
    for (const std::string& name : {path, part}) {
        REQUIRE(::mkfifo(name.c_str(), 0600) == 0);
        refused(name, "a FIFO");
        std::filesystem::create_directory(name);
        refused(name, "a directory");
    }
    std::filesystem::create_symlink("/dev/full", path);
    refused(path, "a device");
    std::filesystem::create_symlink(kept, part);
    refused(part, "a symbolic link");
    CHECK(bytes_of(kept) == "somebody's");

    // If PATH is a link, the link is replaced, and its target is unchanged.
    std::filesystem::create_symlink(kept, path);
    save_npy(path, g);
    CHECK(load_npy<double>(path) == g);
    CHECK(bytes_of(kept) == "somebody's");

    const std::string nowhere = here / "nowhere";
    CHECK(refusal<std::runtime_error>([&] { (void)load_npy<double>(nowhere); }) ==
          nowhere + " cannot be opened: No such file or directory");
    CHECK(refusal<std::runtime_error>([&] { save_npy(nowhere + "/file", g); }) ==
          nowhere + "/file.part cannot be opened: No such file or directory");
}

TEST_CASE("npy/every name of a file will do, and is shown without control characters") {
    const scratch_directory here;
    const auto g = numbered<double, 2>({2, 3});
    const std::string path = here / "gr\xc3\xb6\xc3\x9f"
                                    "e:\x1b[1m\n\x7f\xc2\x9b.npy";
    save_npy(path, g);
    CHECK(load_npy<double>(path) == g);
    write_bytes(path, "");
    CHECK(refusal<std::runtime_error>([&] { (void)load_npy<double>(path); }) ==
          (here / "gr\xc3\xb6\xc3\x9f"
                  "e:\\x1b[1m\\x0a\\x7f\\xc2\\x9b.npy is empty"));

    const std::string what = "\" but must be the name of a file, without NUL bytes";
    CHECK(refusal([&] { (void)load_npy<double>(""); }) == "path is \"" + what);
    CHECK(refusal([&] { save_npy(std::string("a\0b", 3), g); }) == "path is \"a\\x00b" + what);
}

TEST_CASE("npy/a file is replaced by another or not at all") {
    const scratch_directory here;
    const std::string path = here / "kept.npy", part = path + ".part";
    save_npy(path, numbered<double, 2>({5, 5}));
    const std::string old = bytes_of(path);

    // An interrupted run left a part of a larger one.
    write_bytes(part, std::string(100000, 'x'));
    save_npy(path, numbered<double, 2>({5, 5}));
    CHECK((bytes_of(path) == old));
    CHECK(!std::filesystem::exists(part));

    // The disk is full: at the header, which is noticed at the end, or amid the cells.
    for (const std::size_t extent : {std::size_t{1}, std::size_t{300}}) {
        const auto g = numbered<double, 2>({extent, extent});
        std::string sentence;
        {
            const full_disk now(100);
            sentence = refusal<std::runtime_error>([&] { save_npy(path, g); });
        }
        CHECK(sentence == part + " cannot be written: File too large");
        CHECK((bytes_of(path) == old));
        CHECK(!std::filesystem::exists(part));
    }
}

} // namespace
} // namespace hpk::test
