// SPDX-License-Identifier: MIT

#include "julia/reference.hpp"

#include "common.hpp"

namespace hpk::test {

std::vector<julia_reference> read_julia_references() {
    const reference_table table = read_reference(
        "julia.csv", "coordinates,dtype,width,max_iterations,c_real,c_imag,left,right,bottom,top,"
                     "columns,rows,sum,crc32");
    std::vector<julia_reference> result;
    for (std::size_t k = 0; k < table.rows.size(); ++k) {
        auto next = table.fields[k].begin();
        const auto field = [&next] { return *next++; };
        if (field() != "accumulated") throw std::runtime_error("julia.csv: unknown coordinates");
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
        r.text = table.rows[k];
        result.push_back(r);
    }
    return result;
}

} // namespace hpk::test
