// SPDX-License-Identifier: MIT
//
// Uses files as a consumer does whose warnings are errors. Never run.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <hpk/io.hpp>

void use_files();

void use_files() {
    std::vector<std::int32_t> cells(100);
    hpk::save_npy("a.npy", std::span(cells));
    hpk::save_npy("a.npy", hpk::grid<float, 3>(2, 3, 4));
    hpk::save_vti("a.vti", hpk::load_npy<double>("a.npy"));
    hpk::save_vti("a.vti", hpk::load_npy<std::uint8_t, 3>("a.npy"), {0.1, 0.2, 0.3});
    hpk::save_vti("a.vti", hpk::load_npy<float, 1>("a.npy"), std::array<float, 3>{1, 1, 1});
}
