// SPDX-License-Identifier: MIT

#include "corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace hpk::test {

std::vector<byte_stream> corpus_of(const std::string& family) {
    const std::filesystem::path directory = HPK_REFERENCE_DIR "/../" + family + "/corpus";
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        paths.push_back(entry.path());
    if (paths.size() < 10) throw std::runtime_error(directory.string() + " is nearly empty");
    std::sort(paths.begin(), paths.end());
    std::vector<byte_stream> streams;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        streams.emplace_back(std::istreambuf_iterator<char>(file),
                             std::istreambuf_iterator<char>());
    }
    return streams;
}

} // namespace hpk::test
