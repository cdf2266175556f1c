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

/// A table of some type with some keys. All members throw std::runtime_error with a message if the
/// table gives a wrong result.
class contestant {
public:
    contestant() = default;
    contestant(const contestant&) = delete;
    contestant& operator=(const contestant&) = delete;
    virtual ~contestant() = default;

    /// Makes the table that the work needs; must be called before `pass`.
    virtual void prepare(workload) = 0;
    /// Prepares the work, does it once and checks the result closely.
    virtual void verify(workload) = 0;
    /// Does the work once and returns the CPU time in seconds, without the destruction of the
    /// result.
    virtual double pass(workload) = 0;
    /// The number of keys, entries or pairs of a pass.
    [[nodiscard]] virtual std::size_t operations(workload) const = 0;
    /// The memory of a table per entry, in bytes, while it grows through some sizes; all 0 if that
    /// cannot be measured. The sizes must ascend, up to the number of members.
    virtual std::vector<double> bytes_an_entry(std::span<const std::size_t> sizes) = 0;
    /// Releases the memory that is kept from one pass to the next.
    virtual void release() = 0;
};

template <class Key>
using contestant_maker =
    std::function<std::unique_ptr<contestant>(std::shared_ptr<const key_set<Key>>)>;

/// A type of tables: one of hpk's policies, or a peer.
struct candidate {
    std::string name;
    std::string backend; ///< a peer's version
    bool peer = false;
    bool huge_pages = false; ///< uses hpk::huge_page_allocator
    contestant_maker<std::uint64_t> with_numbers;
    contestant_maker<std::string> with_strings; ///< empty if it does not support such keys
};

/// The peers that were found on this machine when the program was built.
std::vector<candidate> peers();

} // namespace hpk::bench::hash_table
