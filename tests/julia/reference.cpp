// SPDX-License-Identifier: MIT

#include "julia/reference.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hpk::test {

std::vector<julia_reference> read_julia_references() {
    const std::string path = HPK_REFERENCE_DIR "/julia.csv";
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line)) throw std::runtime_error("cannot read " + path);

    std::vector<julia_reference> result;
    while (std::getline(file, line)) {
        std::istringstream row(line);
        const auto field = [&row] {
            std::string text;
            std::getline(row, text, ',');
            return text;
        };
        if (field() != "accumulated") throw std::runtime_error(path + ": unknown coordinates");
        julia_reference r;
        r.is_f32 = field() == "f32";
        r.width = std::stoi(field());
        r.max_iterations = std::stoi(field());
        r.c_re = std::stod(field());
        r.c_im = std::stod(field());
        r.left = std::stod(field());
        r.right = std::stod(field());
        r.bottom = std::stod(field());
        r.top = std::stod(field());
        r.columns = std::stoul(field());
        r.rows = std::stoul(field());
        r.sum = std::stoll(field());
        r.crc = static_cast<std::uint32_t>(std::stoul(field(), nullptr, 16));
        r.text = line;
        result.push_back(r);
    }
    return result;
}

} // namespace hpk::test
