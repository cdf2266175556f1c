// SPDX-License-Identifier: MIT
//
// Prints docs/variants.md from the lists of variants.

#include <iostream>

#include "variants_page.hpp"

int main() {
    std::cout << "# Variants\n\nMade from the lists of variants in the headers; `cmake --build "
                 "build/release --target update-docs` writes this page anew.\n";
    for (const auto& [title, part] : hpk::test::page_part::all()) {
        std::cout << "\n## " << title << "\n\n`#include <" << part.section.header << ">`"
                  << part.section.more
                  << "\n\n| rung | variant | what it does | backends |\n|---|---|---|---|\n";
        int rung = 0;
        for (const hpk::test::page_row& row : part.rows) {
            std::cout << "| " << ++rung << " | `" << row.name << "` | " << row.summary << " | ";
            if (row.vectorised)
                std::cout << "all |\n";
            else
                std::cout << "scalar (n/a on others: one " << part.section.unit
                          << " at a time) |\n";
        }
    }
}
