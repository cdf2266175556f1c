// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <hpk/hash/mixing/splitmix.hpp>

namespace hpk::test {

/// Pseudo-random numbers that are the same everywhere: integers, and numbers computed from them by
/// exact operations only.
class numbers {
public:
    /// The next of 2^64 integers.
    std::uint64_t next() { return detail::splitmix(state_ += 0x9e3779b97f4a7c15u); }

    /// One of the multiples of 2^-20 in [low, high), which are exact in float below 8.
    template <class T>
    T of(int low, int high) {
        constexpr std::int64_t parts = 1 << 20;
        const auto range = static_cast<std::uint64_t>((high - low) * parts);
        const auto place = static_cast<std::int64_t>(next() % range) + low * parts;
        return static_cast<T>(place) * (T(1) / parts);
    }

private:
    std::uint64_t state_ = 0;
};

} // namespace hpk::test
