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

/// Reads the bytes as a Redis string. Throws std::logic_error if the sketch that they make is not
/// kept by its own string, or has no estimate.
inline bool read_as_redis_string(std::string_view bytes) {
    try {
        const auto sketch = distinct::from_redis(bytes);
        if (distinct::from_redis(distinct::to_redis(sketch)) != sketch)
            throw std::logic_error("the string of a sketch is another sketch's");
        if (const double n = sketch.estimate(); !(n >= 0) || !is_finite(n))
            throw std::logic_error("the estimate is " + std::to_string(n));
        return true;
    } catch (const std::invalid_argument& e) {
        if (std::string_view(e.what()).empty()) throw std::logic_error("no sentence");
        return false;
    }
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace hpk::test
