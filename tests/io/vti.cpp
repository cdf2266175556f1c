// SPDX-License-Identifier: MIT
//
// Files for VTK, read without VTK: judge/files.py reads them with VTK.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/io.hpp>

#include "support.hpp"

namespace hpk::test {
namespace {

std::string number_of_bytes(std::uint64_t n) {
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &n, 8);
    return bytes;
}

/// The whole of a file, as hpk must write it on a little-endian machine.
std::string file_of(const std::string& type, const std::string& extent, const std::string& spacing,
                    const std::string& cells) {
    return R"(<?xml version="1.0"?>
<VTKFile type="ImageData" version="1.0" byte_order="LittleEndian" header_type="UInt64">
  <ImageData WholeExtent=")" +
           extent + R"(" Origin="0 0 0" Spacing=")" + spacing + R"(">
    <Piece Extent=")" +
           extent + R"(">
      <CellData Scalars="u">
        <DataArray type=")" +
           type + R"(" Name="u" format="appended" offset="0"/>
      </CellData>
    </Piece>
  </ImageData>
  <AppendedData encoding="raw">
_)" + number_of_bytes(cells.size()) +
           cells + "\n  </AppendedData>\n</VTKFile>\n";
}

template <class T, std::size_t Rank>
void saved(const std::array<std::size_t, Rank>& extents, const std::string& type,
           const std::string& extent) {
    const scratch_directory here;
    const std::string path = here / "saved.vti";
    const auto g = numbered<T>(extents);
    save_vti(path, g);
    CHECK((bytes_of(path) == file_of(type, extent, "1 1 1", cells_of(g))));
    CHECK(!std::filesystem::exists(path + ".part"));
}

TEST_CASE("vti/the last axis is x, and a cell of a grid is a cell of VTK") {
    saved<double, 1>({5}, "Float64", "0 5 0 0 0 0");
    saved<double, 2>({6, 7}, "Float64", "0 7 0 6 0 0");
    saved<float, 3>({3, 4, 5}, "Float32", "0 5 0 4 0 3");
    saved<std::int8_t, 2>({1, 1}, "Int8", "0 1 0 1 0 0");
    saved<std::uint8_t, 2>({100, 1}, "UInt8", "0 1 0 100 0 0");
    saved<std::int32_t, 2>({2, 3}, "Int32", "0 3 0 2 0 0");
    saved<std::uint64_t, 1>({9}, "UInt64", "0 9 0 0 0 0");
}

TEST_CASE("vti/the spacing is in the order of the grid's axes, in any type and locale") {
    const scratch_directory here;
    const std::string path = here / "saved.vti";
    const auto g = numbered<float, 2>({2, 3});
    save_vti(path, g, {2e-3, 1e-3});
    CHECK((bytes_of(path) == file_of("Float32", "0 3 0 2 0 0", "0.001 0.002 1", cells_of(g))));
    save_vti(path, g, std::array<float, 3>{0.1F, 1e30F, -1});
    CHECK((bytes_of(path) == file_of("Float32", "0 3 0 2 0 0", "1e+30 0.1 1", cells_of(g))));
    const auto box = numbered<double, 3>({1, 2, 3});
    save_vti(path, box, {1.0 / 3, 2, 3});
    CHECK((bytes_of(path) ==
           file_of("Float64", "0 3 0 2 0 1", "3 2 0.3333333333333333", cells_of(box))));
}

TEST_CASE("vti/views are saved without the cells between rows") {
    const scratch_directory here;
    std::vector<double> cells(100, -1);
    const grid_view<double, 2> view(cells.data(), {6, 7}, 9);
    const auto expected = numbered<double, 2>({6, 7});
    std::copy(expected.begin(), expected.end(), view.begin());
    save_vti(here / "a.vti", view);
    save_vti(here / "b.vti", expected);
    CHECK((bytes_of(here / "a.vti") == bytes_of(here / "b.vti")));
    save_vti(here / "c.vti", std::span(cells));
    CHECK((bytes_of(here / "c.vti") ==
           file_of("Float64", "0 100 0 0 0 0", "1 1 1",
                   std::string(reinterpret_cast<const char*>(cells.data()), 800))));
}

TEST_CASE("vti/grids and spacings that VTK cannot show are refused") {
    const scratch_directory here;
    const std::string path = here / "bad.vti";
    const auto g = numbered<double, 2>({2, 3});
    const auto spaced = [&](double y, double x) {
        return refusal([&] { save_vti(path, g, {y, x}); });
    };
    CHECK(spaced(0, 1) == "spacing[0] is 0 but must be positive and finite");
    CHECK(spaced(1, -2) == "spacing[1] is -2 but must be positive and finite");
    CHECK(spaced(std::numeric_limits<double>::infinity(), 1) ==
          "spacing[0] is inf but must be positive and finite");
    CHECK(spaced(1, std::numeric_limits<double>::quiet_NaN())
              .ends_with("nan but must be positive and finite"));

    const std::string extents =
        " cells cannot be saved for VTK: extents must be from 1 to 2^31 - 1";
    CHECK(refusal([&] { save_vti(path, grid<double>(0, 3)); }) == "a grid of 0 x 3" + extents);
    CHECK(refusal([&] { save_vti(path, grid_view<double, 1>(nullptr, {std::size_t{1} << 31})); }) ==
          "a grid of 2147483648" + extents);
    CHECK(!std::filesystem::exists(path));

    std::filesystem::create_symlink("/dev/full", path);
    CHECK(refusal<std::runtime_error>([&] { save_vti(path, g); }) ==
          path + " is a device but must be a regular file");
    std::filesystem::remove(path);
    save_vti(path, g);
    const std::string old = bytes_of(path);
    std::string sentence;
    {
        const full_disk now(100);
        sentence = refusal<std::runtime_error>([&] { save_vti(path, g); });
    }
    CHECK(sentence == path + ".part cannot be written: File too large");
    CHECK((bytes_of(path) == old));
}

} // namespace
} // namespace hpk::test
