// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace hpk::test {

/// A stream of bytes, read as choices; after its end all bytes are 0.
class choices {
public:
    choices(const std::uint8_t* data, std::size_t size) : next_(data), end_(data + size) {}

    [[nodiscard]] bool left() const { return next_ != end_; }
    std::uint32_t byte() { return left() ? *next_++ : 0U; }

private:
    const std::uint8_t* next_;
    const std::uint8_t* end_;
};

} // namespace hpk::test
