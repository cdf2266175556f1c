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

/// Scratch memory for evolve, at most three times the grid and 4 MiB, and two grids more for each
/// coefficient of a rule. A caller in a loop keeps one
/// and passes it to each call; it grows to the largest size requested so far, and allocates only to
/// grow. It must be used by one thread at a time.
class workspace {
public:
    /// Returns `count` uninitialised, 64-byte aligned elements. Invalidates the result of earlier
    /// calls.
    ///
    /// \throws std::length_error if the elements are larger than the address space, std::bad_alloc
    ///         if there is no memory (strong guarantee)
    template <class T>
    [[nodiscard]] std::span<T> reserve(std::size_t count) {
        static_assert(std::is_trivial_v<T> && alignof(T) <= alignment);
        expects<std::length_error>(
            count <= (std::numeric_limits<std::ptrdiff_t>::max)() / sizeof(T), [&] {
                return "scratch memory for " + hpk::detail::shown(count) +
                       " elements is larger than the address space";
            });
        const std::size_t bytes = count * sizeof(T);
        if (bytes > bytes_) {
            memory_.reset(
                static_cast<std::byte*>(::operator new(bytes, std::align_val_t{alignment})));
            bytes_ = bytes;
        }
        return {reinterpret_cast<T*>(memory_.get()), count};
    }

private:
    static constexpr std::size_t alignment = 64;
    struct release {
        void operator()(std::byte* memory) const noexcept {
            ::operator delete(memory, std::align_val_t{alignment});
        }
    };
    std::unique_ptr<std::byte, release> memory_;
    std::size_t bytes_ = 0;
};

} // namespace hpk::diffusion
