// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "hpk/core/aligned_allocator.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {
namespace detail {

/// Room for the temporaries of one thread: equal buffers that are taken and given back.
template <class T>
class buffers {
public:
    /// Without memory: buffers of no elements can be taken, and are counted.
    buffers() = default;
    /// \throws std::bad_alloc
    buffers(std::size_t number, std::size_t length) : memory_(number * length) {
        free_.reserve(number);
        for (std::size_t k = 0; k < number; ++k) free_.push_back(memory_.data() + k * length);
    }

    [[nodiscard]] T* take() noexcept {
        most_ = (std::max)(most_, ++taken_);
        if (memory_.empty()) return nullptr;
        T* const buffer = free_.back();
        free_.pop_back();
        return buffer;
    }
    void give_back(T* buffer) noexcept {
        --taken_;
        if (!memory_.empty()) free_.push_back(buffer);
    }
    /// The largest number of buffers that were taken at the same time.
    [[nodiscard]] std::size_t most() const noexcept { return most_; }

private:
    std::vector<T, aligned_allocator<T>> memory_;
    std::vector<T*> free_;
    std::size_t taken_ = 0, most_ = 0;
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::maps
