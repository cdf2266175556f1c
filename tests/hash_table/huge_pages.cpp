// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <limits>
#include <new>
#include <numeric>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/huge_page_allocator.hpp>

#include "catch.hpp"

namespace hpk::test {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

template <class T>
std::size_t address(const T* p) {
    return reinterpret_cast<std::uintptr_t>(p);
}

TEST_CASE("huge pages/arrays of all sizes can be written and read") {
    huge_page_allocator<std::uint64_t> allocator;
    for (const std::size_t size : {std::size_t{1}, mebibyte / 8 - 1, mebibyte / 8, mebibyte / 8 + 1,
                                   2 * mebibyte / 8, 2 * mebibyte / 8 + 1, mebibyte}) {
        std::uint64_t* const array = allocator.allocate(size);
        std::iota(array, array + size, std::uint64_t{0});
        CHECK(array[size - 1] == size - 1);
#if defined(__linux__)
        if (8 * size >= mebibyte) CHECK(address(array) % (2 * mebibyte) == 0);
#endif
        allocator.deallocate(array, size);
    }
}

TEST_CASE("huge pages/over-aligned elements are aligned in small arrays, too") {
    struct alignas(256) wide {
        char bytes[256];
    };
    huge_page_allocator<wide> allocator;
    for (const std::size_t size : {std::size_t{3}, mebibyte / 256}) {
        wide* const array = allocator.allocate(size);
        CHECK(address(array) % 256 == 0);
        allocator.deallocate(array, size);
    }
}

TEST_CASE("huge pages/more than there can be throws std::bad_alloc") {
    huge_page_allocator<std::uint64_t> allocator;
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    for (const std::size_t size : {most, most / 8, most / 8 + 1, most / 16 + 1})
        CHECK_THROWS_AS(allocator.allocate(size), std::bad_alloc);
}

TEST_CASE("huge pages/all allocators are the same one") {
    const huge_page_allocator<int> a;
    const huge_page_allocator<double> b(a);
    CHECK(a == huge_page_allocator<int>(b));
    STATIC_REQUIRE(std::allocator_traits<huge_page_allocator<int>>::is_always_equal::value);
}

#if defined(__linux__)
/// The system's flags for the memory at an address; empty if it does not report them.
std::string flags_at(std::size_t where) {
    std::ifstream maps("/proc/self/smaps");
    bool inside = false;
    for (std::string line; std::getline(maps, line);) {
        std::size_t first = 0, last = 0;
        char dash = 0;
        if (std::istringstream range(line);
            range >> std::hex >> first >> dash >> last && dash == '-')
            inside = first <= where && where < last;
        if (inside && line.starts_with("VmFlags:")) return line + " ";
    }
    return {};
}

/// True if the flags report a request for huge pages; under an emulator they do not.
bool flags_tell_of_huge_pages() {
    void* const memory = std::aligned_alloc(2 * mebibyte, 2 * mebibyte);
    const bool tell =
        madvise(memory, 2 * mebibyte, MADV_HUGEPAGE) == 0 &&
        flags_at(address(static_cast<char*>(memory))).find(" hg ") != std::string::npos;
    std::free(memory);
    return tell;
}

TEST_CASE("huge pages/the system knows that they are wanted") {
    if (!flags_tell_of_huge_pages()) {
        WARN("this system does not say whether huge pages are wanted: left out");
        return;
    }
    huge_page_allocator<char> allocator;
    char* const array = allocator.allocate(5 * mebibyte);
    const std::string first = flags_at(address(array));
    const std::string last = flags_at(address(array) + 5 * mebibyte - 1);
    CHECK(first.find(" hg ") != std::string::npos);
    CHECK(last.find(" hg ") != std::string::npos);
    allocator.deallocate(array, 5 * mebibyte);
}
#endif

TEST_CASE("huge pages/a table grows into them and shrinks out of them") {
    using element = std::pair<const std::uint64_t, std::uint64_t>;
    hash_map<std::uint64_t, std::uint64_t, hash<std::uint64_t>, std::equal_to<>,
             huge_page_allocator<element>>
        table;
    constexpr std::uint64_t n = 300'000;
    for (std::uint64_t k = 0; k < n; ++k) table.try_emplace(k, k * k);
    bool right = table.size() == n;
    for (std::uint64_t k = 0; k < n; ++k) right = right && table.at(k) == k * k;
    CHECK(right);
    const auto copy = table;
    CHECK(copy == table);
    erase_if(table, [](const element& e) { return e.first >= 10; });
    table.shrink_to_fit();
    CHECK(table.size() == 10);
    CHECK(table.at(9) == 81);
    CHECK(copy.size() == n);
}

} // namespace
} // namespace hpk::test
