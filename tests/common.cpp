// SPDX-License-Identifier: MIT

#include "common.hpp"

#include <fstream>
#include <sstream>

namespace hpk::test {

reference_table read_reference(const std::string& name, const std::string& header) {
    const std::string path = HPK_REFERENCE_DIR "/" + name;
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line) || line != header)
        throw std::runtime_error(path + " is missing, or does not begin with " + header);

    reference_table table;
    while (std::getline(file, line)) {
        table.rows.push_back(line);
        std::istringstream row(line);
        std::vector<std::string> fields;
        for (std::string field; std::getline(row, field, ',');) fields.push_back(field);
        table.fields.push_back(std::move(fields));
    }
    return table;
}

} // namespace hpk::test
