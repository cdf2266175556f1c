// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdio>

#include <hpk/io.hpp>

#include "consumer/answers.hpp"

namespace {

/// A grid is read from a file as it was written to one.
void check() {
    hpk::grid<double> g(60, 70);
    for (std::size_t k = 0; k < g.size(); ++k) g.data()[k] = static_cast<double>(k) / 7;
    hpk::save_npy("hpk_answers.npy", g);
    hpk::test::expect(hpk::test::crc_of(g),
                      hpk::test::crc_of(hpk::load_npy<double>("hpk_answers.npy")), "load_npy");
    std::remove("hpk_answers.npy");
}

const hpk::test::register_answers io(check);

} // namespace
