// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "hash_table/keys.hpp"
#include "hash_table/workload.hpp"

namespace hpk::bench::hash_table {

/// A table of some type at some keys. Everything throws std::runtime_error with a sentence when the
/// table gives a wrong answer.
class contestant {
public:
    contestant() = default;
    contestant(const contestant&) = delete;
    contestant& operator=(const contestant&) = delete;
    virtual ~contestant() = default;

    /// Makes the table that the work wants; to be called before `pass`.
    virtual void prepare(workload) = 0;
    /// Prepares the work, does it once and looks closely at what came out.
    virtual void verify(workload) = 0;
    /// Does the work once and returns for how many seconds of processor time. Destroying what was
    /// made is not in them.
    virtual double pass(workload) = 0;
    /// How many keys, entries or pairs a pass works through.
    [[nodiscard]] virtual std::size_t operations(workload) const = 0;
    /// The memory that a table holds for each entry, in bytes, while it grows through some sizes;
    /// all 0 where that cannot be found out. The sizes go up, to the number of members at most.
    virtual std::vector<double> bytes_an_entry(std::span<const std::size_t> sizes) = 0;
    /// Gives the memory back that was held from one pass to the next.
    virtual void release() = 0;
};

template <class Key>
using contestant_maker =
    std::function<std::unique_ptr<contestant>(std::shared_ptr<const key_set<Key>>)>;

/// A type of tables: one of our policies, or a peer.
struct candidate {
    std::string name;
    std::string backend; ///< a peer's version
    bool peer = false;
    bool huge_pages = false; ///< its memory comes from hpk::huge_page_allocator
    contestant_maker<std::uint64_t> with_numbers;
    contestant_maker<std::string> with_strings; ///< empty if it cannot have such keys
};

/// The peers that were found on this machine when the program was built.
std::vector<candidate> peers();

} // namespace hpk::bench::hash_table
