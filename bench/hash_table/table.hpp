// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "hash_table/keys.hpp"
#include "hash_table/workload.hpp"

namespace hpk::bench::hash_table {

/// A table of some type with some keys. All members throw std::runtime_error with a message if the
/// table gives a wrong result.
class table {
public:
    table() = default;
    table(const table&) = delete;
    table& operator=(const table&) = delete;
    virtual ~table() = default;

    /// Prepares the work, does it once and checks the result closely; must be called before `pass`.
    virtual void verify(workload) = 0;
    /// Does the work once.
    virtual void pass(workload) = 0;
    /// Destroys a table that a pass has made.
    virtual void clean() = 0;
    /// The number of keys, entries or pairs of a pass.
    [[nodiscard]] virtual std::size_t operations(workload) const = 0;
    /// The memory of a table per entry, in bytes, while it grows through some sizes; all 0 if that
    /// cannot be measured. The sizes must ascend, up to the number of members.
    virtual std::vector<double> bytes_per_entry(std::span<const std::size_t> sizes) = 0;
};

template <class Key>
using table_maker = std::function<std::unique_ptr<table>(std::shared_ptr<key_source<Key>>)>;

/// A type of tables: one of hpk's policies, or a peer.
struct table_type {
    std::string name;
    std::string backend; ///< a peer's version
    bool peer = false;
    bool huge_pages = false; ///< uses hpk::huge_page_allocator
    table_maker<std::uint64_t> with_numbers;
    table_maker<std::string> with_strings; ///< empty if it does not support such keys

    template <class Key>
    [[nodiscard]] const table_maker<Key>& with() const {
        if constexpr (std::is_same_v<Key, std::string>)
            return with_strings;
        else
            return with_numbers;
    }
};

/// The peers that were found on this machine when the program was built.
std::vector<table_type> peers();
/// Those of them whose elements stay where they are.
std::vector<table_type> node_peers();

} // namespace hpk::bench::hash_table
