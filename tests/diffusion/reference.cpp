// SPDX-License-Identifier: MIT

#include "diffusion/reference.hpp"

#include <map>
#include <numeric>
#include <span>
#include <sstream>
#include <stdexcept>
#include <type_traits>

#include <hpk/diffusion/variants.hpp>

#include "common.hpp"
#include "crc32.hpp"
#include "oracle/arithmetic.hpp"

namespace hpk::test {
namespace {

template <class T>
oracle::surroundings<T> read_surroundings(const std::string& text) {
    if (text == "periodic") return {oracle::edge::periodic};
    if (text == "reflecting") return {oracle::edge::reflecting};
    if (text == "frozen") return {oracle::edge::frozen};
    if (text == "fixed(0.25)") return {oracle::edge::fixed, T(0.25)};
    throw std::runtime_error("diffusion.csv: unknown boundary " + text);
}

std::vector<std::size_t> read_extents(const std::string& text) {
    std::vector<std::size_t> extents;
    std::istringstream shape(text);
    for (std::string extent; std::getline(shape, extent, 'x');)
        extents.push_back(std::stoul(extent));
    return extents;
}

template <class T>
oracle::cells<T> read_start(const std::string& name, const std::vector<std::size_t>& extents) {
    oracle::cells<T> u{extents, {}};
    u.values.resize(
        std::reduce(extents.begin(), extents.end(), std::size_t{1}, std::multiplies<>{}));
    if (name == "ramp") {
        for (std::size_t k = 0; k < u.values.size(); ++k)
            u.values[k] = static_cast<T>(
                oracle::quotient(static_cast<double>((131 * k + 17) % 1009), 1009.0));
    } else if (name == "dye" && extents.size() == 2) {
        const std::size_t first = extents[0] * 4 / 10;
        const std::size_t last = extents[0] * 5 / 10;
        for (std::size_t i = first; i < last; ++i)
            for (std::size_t j = first; j < last; ++j) u.values[i * extents[1] + j] = T(0.005);
    } else {
        throw std::runtime_error("diffusion.csv: unknown start " + name);
    }
    return u;
}

} // namespace

template <class T>
std::vector<diffusion_reference<T>> read_diffusion_references() {
    // The file names the first variant of each order.
    std::map<std::string, oracle::program> orders;
    diffusion::variants::for_each([&]<class V>(std::type_identity<V>) {
        orders[std::string(V::name)] = oracle::program_of(V::order);
    });
    const reference_table table = read_reference(
        "diffusion.csv", "variant,dtype,boundary,shape,initial,dt,D,steps,crc32,sum,max");
    std::vector<diffusion_reference<T>> result;
    for (std::size_t k = 0; k < table.rows.size(); ++k) {
        const std::vector<std::string>& row = table.fields[k];
        if (row[1] != (std::is_same_v<T, float> ? "f32" : "f64")) continue;
        result.push_back(
            {orders.at(row[0]), read_surroundings<T>(row[2]),
             read_start<T>(row[4], read_extents(row[3])), static_cast<T>(std::stod(row[5])),
             static_cast<T>(std::stod(row[6])), std::stoll(row[7]),
             static_cast<std::uint32_t>(std::stoul(row[8], nullptr, 16)), table.rows[k]});
    }
    return result;
}

template <class T>
std::uint32_t checksum(const std::vector<T>& values) {
    return crc32(std::as_bytes(std::span(values)));
}

template std::vector<diffusion_reference<float>> read_diffusion_references();
template std::vector<diffusion_reference<double>> read_diffusion_references();
template std::uint32_t checksum(const std::vector<float>&);
template std::uint32_t checksum(const std::vector<double>&);

} // namespace hpk::test
