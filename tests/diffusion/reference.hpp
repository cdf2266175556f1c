// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "oracle/diffusion.hpp"

namespace hpk::test {

/// A row of reference/diffusion.csv, in float or double. A row stands for every variant that has
/// its operation order.
template <class T>
struct diffusion_reference {
    oracle::program order;
    oracle::surroundings<T> outside;
    oracle::cells<T> start;
    T dt, D;
    std::int64_t steps;
    std::uint32_t crc;
    std::string text; ///< the line of the file
};

template <class T>
std::vector<diffusion_reference<T>> read_diffusion_references();

/// The checksum in the form of the file: the CRC-32 of the bytes of the cells.
template <class T>
std::uint32_t checksum(const std::vector<T>& values);

} // namespace hpk::test
