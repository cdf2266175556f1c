// SPDX-License-Identifier: MIT

#include "table.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace hpk::test {
namespace {

constexpr const char* header = "name,crc32";

std::string in_digits(std::uint32_t crc) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08lx", static_cast<unsigned long>(crc));
    return digits;
}

} // namespace

void bits_table::enter(const std::string& name, const std::string& source,
                       std::span<const std::byte> bytes) {
    const std::uint32_t crc = crc32(bytes);
    const entry& first = entries_.try_emplace(name, entry{crc, source}).first->second;
    if (first.crc == crc) return;
    std::printf("%s is %s by %s, but %s by %s.\n", name.c_str(), in_digits(first.crc).c_str(),
                first.source.c_str(), in_digits(crc).c_str(), source.c_str());
    ++disagreements_;
}

int bits_table::differences_from(const std::string& path) const {
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line) || line != header) {
        std::printf("%s does not begin with the line \"%s\".\n", path.c_str(), header);
        return 1;
    }
    std::map<std::string, std::string> expected;
    while (std::getline(file, line)) {
        const std::size_t comma = line.find(',');
        expected[line.substr(0, comma)] = comma == line.npos ? "" : line.substr(comma + 1);
    }

    int differences = 0;
    for (const auto& [name, own] : entries_) {
        const auto line_of_it = expected.extract(name);
        if (line_of_it.empty())
            std::printf("%s is not in the file.\n", name.c_str());
        else if (line_of_it.mapped() != in_digits(own.crc))
            std::printf("%s is %s, but %s in the file.\n", name.c_str(), in_digits(own.crc).c_str(),
                        line_of_it.mapped().c_str());
        else
            continue;
        ++differences;
    }
    for (const auto& [name, crc] : expected) {
        std::printf("%s is in the file, but nothing has that name.\n", name.c_str());
        ++differences;
    }
    std::printf("%zu results, %d differences.\n", entries_.size(), differences);
    return differences;
}

void bits_table::write(const std::string& path) const {
    std::ofstream file(path);
    file << header << '\n';
    for (const auto& [name, own] : entries_) file << name << ',' << in_digits(own.crc) << '\n';
    if (!file.flush()) {
        std::printf("%s cannot be written.\n", path.c_str());
        std::exit(1);
    }
}

} // namespace hpk::test
