// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Bytes that may be another system's sketch: they are read, or refused in a sentence.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/distinct.hpp>

namespace hpk::test {

/// Reads the bytes by `read`; true if they are a sketch. Throws std::logic_error if the sketch is
/// not the one that `write` keeps of it, or has no estimate.
template <class Read, class Write>
bool is_read(std::string_view bytes, Read read, Write write) {
    try {
        const auto sketch = read(bytes);
        if (read(write(sketch)) != sketch)
            throw std::logic_error("the bytes of a sketch are another sketch's");
        if (const double n = sketch.estimate(); !(n >= 0) || !is_finite(n))
            throw std::logic_error("the estimate is " + std::to_string(n));
        return true;
    } catch (const std::invalid_argument& e) {
        if (std::string_view(e.what()).empty()) throw std::logic_error("no sentence");
        return false;
    }
}

/// Reads the bytes as each of the formats; true if they are a sketch in one.
inline bool read_as_a_sketch(std::string_view bytes) {
    using namespace distinct;
    const bool redis = is_read(
        bytes, [](std::string_view b) { return from_redis(b); },
        [](const auto& s) { return to_redis(s); });
    const bool datasketches = is_read(
        bytes, [](std::string_view b) { return from_datasketches<std::string>(b); },
        [](const auto& s) { return to_datasketches(s); });
    const bool parquet = is_read(
        bytes, [](std::string_view b) { return from_parquet<std::string>(b); },
        [](const auto& f) { return to_parquet(f); });
    return redis || datasketches || parquet;
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace hpk::test
