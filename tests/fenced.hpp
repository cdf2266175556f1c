// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

#include <sys/mman.h>
#include <unistd.h>

namespace hpk::test {

enum class fence { before, behind };

/// Elements right behind, or right before, inaccessible memory: reading or writing one element too
/// far on that side ends the program. Needs POSIX.
template <class T>
    requires std::is_trivially_copyable_v<T>
class fenced {
public:
    fenced(std::span<const T> elements, fence side) {
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        const std::size_t inside = (elements.size_bytes() + page - 1) / page * page;
        bytes_ = inside + page;
        memory_ = mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory_ == MAP_FAILED) throw std::bad_alloc();
        auto* const first = static_cast<std::byte*>(memory_);
        mprotect(side == fence::before ? first : first + inside, page, PROT_NONE);
        void* const place =
            side == fence::before ? first + page : first + inside - elements.size_bytes();
        elements_ = {static_cast<T*>(place), elements.size()};
        std::uninitialized_copy(elements.begin(), elements.end(), elements_.data());
    }
    fenced(const fenced&) = delete;
    fenced& operator=(const fenced&) = delete;
    ~fenced() { munmap(memory_, bytes_); }

    [[nodiscard]] std::span<T> elements() const { return elements_; }

private:
    void* memory_;
    std::size_t bytes_;
    std::span<T> elements_;
};

} // namespace hpk::test
