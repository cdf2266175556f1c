// SPDX-License-Identifier: MIT
//
// Prints docs/variants.md from the lists of variants.

#include <cstdio>
#include <string>

#include <hpk/julia.hpp>

namespace {

template <class Variants>
void print_family(const char* title, const char* header) {
    std::printf("\n## %s\n\n`#include <%s>`\n\n| rung | variant | what it does | backends "
                "|\n|---|---|---|---|\n",
                title, header);
    int rung = 0;
    Variants::for_each([&]<class V>(std::type_identity<V>) {
        std::printf("| %d | `%s` | %s | %s |\n", ++rung, std::string(V::name).c_str(),
                    std::string(V::summary).c_str(),
                    V::vectorised ? "all" : "scalar (n/a on others: one point at a time)");
    });
}

} // namespace

int main() {
    std::puts("# Variants\n\nMade from the lists of variants in the headers; `cmake --build "
              "build/release --target update-docs` writes this page anew.");
    print_family<hpk::julia::variants>("Julia", "hpk/julia.hpp");
}
