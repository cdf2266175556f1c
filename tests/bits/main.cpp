// SPDX-License-Identifier: MIT
//
// hpk_bits FILE          compares results of all families with the checksums in FILE
// hpk_bits --write FILE  writes them there
//
// Needs only hpk, so that it can be built for any machine that has a compiler.

#include <cstdio>
#include <string_view>

#include <hpk/core/backend.hpp>

#include "table.hpp"

int main(int argc, char** argv) {
    using namespace hpk::test;
    const bool write = argc == 3 && std::string_view(argv[1]) == "--write";
    if (argc != 2 && !write) {
        std::puts("usage: hpk_bits [--write] FILE");
        return 2;
    }
    bits_table table;
    for (const auto enter : register_bits::all()) enter(table);
    if (table.disagreements() != 0) return 1;
    if (write) {
        table.write(argv[2]);
        return 0;
    }
    std::printf("On scalar and %s: ", hpk::backend_name<hpk::native>().c_str());
    return table.differences_from(argv[1]) == 0 ? 0 : 1;
}
