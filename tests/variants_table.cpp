// SPDX-License-Identifier: MIT
//
// Prints docs/variants.md from the lists of variants.

#include <cstdio>
#include <string>

#include <hpk/diffusion.hpp>
#include <hpk/hash_table.hpp>
#include <hpk/julia.hpp>

namespace {

/// `unit` is the unit of work of a variant without vectors.
template <class Variants>
void print_family(const char* title, const char* header, const char* more, const char* unit) {
    std::printf("\n## %s\n\n`#include <%s>`%s\n\n| rung | variant | what it does | backends "
                "|\n|---|---|---|---|\n",
                title, header, more);
    int rung = 0;
    Variants::for_each([&]<class V>(std::type_identity<V>) {
        const std::string backends =
            V::vectorised ? "all"
                          : "scalar (n/a on others: one " + std::string(unit) + " at a time)";
        std::printf("| %d | `%s` | %s | %s |\n", ++rung, std::string(V::name).c_str(),
                    std::string(V::summary).c_str(), backends.c_str());
    });
}

} // namespace

int main() {
    std::puts("# Variants\n\nMade from the lists of variants in the headers; `cmake --build "
              "build/release --target update-docs` writes this page anew.");
    print_family<hpk::julia::variants>("Julia", "hpk/julia.hpp", "", "point");
    print_family<hpk::diffusion::variants>(
        "Diffusion", "hpk/diffusion.hpp",
        "; every variant takes grids of one, two and three axes and every boundary", "cell");
    print_family<hpk::hash_table::variants>(
        "Hash table", "hpk/hash_table.hpp",
        "; a variant is a policy of hpk::hash_map and hpk::hash_set, and takes every key but for "
        "`key_window`",
        "bucket");
}
