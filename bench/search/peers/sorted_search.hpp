// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// \file
/// Searches of a sorted array that hpk is compared with. They know nothing of hpk.

namespace hpk::bench::peers {

/// std::lower_bound, key by key.
void std_lower_bound(const std::int32_t* sorted, std::size_t size, const std::int32_t* keys,
                     std::size_t count, std::uint32_t* positions);

/// All keys of a block take each step of the search together, as numpy's searchsorted does from
/// version 2.5 on.
void searchsorted(const std::int32_t* sorted, std::size_t size, const std::int32_t* keys,
                  std::size_t count, std::uint32_t* positions);

/// A copy of the array in the order in which a search without branches visits it, so that what is
/// needed four steps later can be prefetched. Source: Khuong and Morin, Array Layouts for
/// Comparison-Based Searching, 2017.
class eytzinger {
public:
    eytzinger(const std::int32_t* sorted, std::size_t size);
    void lower_bound(const std::int32_t* keys, std::size_t count, std::uint32_t* positions) const;

private:
    std::size_t fill(const std::int32_t* sorted, std::size_t next, std::size_t node);

    std::vector<std::int32_t> values_;
    std::vector<std::uint32_t> positions_;
};

/// A PGM-index, which predicts positions by lines, of error 64, and std::lower_bound around them.
/// Source: Ferragina and Vinciguerra, The PGM-index, 2020.
class pgm_index {
public:
    pgm_index(const std::int32_t* sorted, std::size_t size);
    ~pgm_index();
    void lower_bound(const std::int32_t* keys, std::size_t count, std::uint32_t* positions) const;

private:
    struct index;

    const std::int32_t* sorted_;
    std::unique_ptr<index> index_;
};

/// The compiler and the flags.
std::string sorted_search_made_with();

} // namespace hpk::bench::peers
