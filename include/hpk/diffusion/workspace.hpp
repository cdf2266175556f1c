// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <type_traits>

#include "hpk/core/expects.hpp"

namespace hpk::diffusion {

/// Scratch memory for evolve, at most three times the grid and 4 MiB. A caller in a loop keeps one
/// and passes it to each call; it grows to the largest need it has met and allocates no more. For
/// one thread at a time.
class workspace {
public:
    /// Room for `count` elements, 64-byte aligned, with whatever was left in it; what an earlier
    /// call returned is no longer valid.
    ///
    /// \throws std::length_error when so many elements cannot be addressed, std::bad_alloc when
    ///         there is no memory; the workspace is as it was then
    template <class T>
    [[nodiscard]] std::span<T> reserve(std::size_t count) {
        static_assert(std::is_trivial_v<T> && alignof(T) <= alignment);
        expects<std::length_error>(
            count <= (std::numeric_limits<std::ptrdiff_t>::max)() / sizeof(T), [&] {
                return "scratch memory for " + hpk::detail::shown(count) +
                       " elements is more than memory can have";
            });
        const std::size_t bytes = count * sizeof(T);
        if (bytes > bytes_) {
            memory_.reset(
                static_cast<std::byte*>(::operator new (bytes, std::align_val_t{alignment})));
            bytes_ = bytes;
        }
        return {reinterpret_cast<T*>(memory_.get()), count};
    }

private:
    static constexpr std::size_t alignment = 64;
    struct release {
        void operator()(std::byte* memory) const noexcept {
            ::operator delete (memory, std::align_val_t{alignment});
        }
    };
    std::unique_ptr<std::byte, release> memory_;
    std::size_t bytes_ = 0;
};

} // namespace hpk::diffusion
