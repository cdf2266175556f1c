// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include "hpk/core/execution.hpp"
#include "hpk/hash_table/table/fill.hpp"
#include "hpk/hash_table/table/growth.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Inserts the elements of a source, which must not lie in the table, growing it as needed.
///
/// Elements are inserted one by one until the table has outgrown the caches and most of them are
/// new. Then as many as the table has room for are inserted at a time, piece by piece (filling),
/// and it grows piece by piece (growth), on all threads. Which way is taken depends only on the
/// table and the elements, so that the result is the same for every number of threads.
template <class Core, class Source>
class insertion {
public:
    insertion(Core& table, const Source& from) noexcept : table_(table), from_(from) {}

    void run(execution_policy auto how) {
        if constexpr (grows_in_pieces<Core>)
            insert_parts(how);
        else
            insert_each(table_, from_);
    }

private:
    static constexpr std::size_t block_size = std::size_t{1} << 14;
    static constexpr std::size_t least_rows = std::size_t{1} << 16;
    static constexpr std::size_t large = std::size_t{64} << 20; ///< bytes of a table

    void insert_parts(execution_policy auto how) {
        std::size_t first = 0;
        bool most_are_new = false; // of the last rows
        while (first < from_.count()) {
            const std::size_t before = table_.size(), left = from_.count() - first;
            const std::size_t capacity = table_.storage().capacity();
            std::size_t n = (std::min)(left, capacity - (std::min)(capacity, before));
            if (table_.storage().bytes() >= large && most_are_new && n >= least_rows) {
                const Source part = from_.part(first, n);
                filling<Core, Source>(table_, part).run(how);
            } else {
                n = (std::min)(left, block_size);
                insert_each(table_, from_.part(first, n), [&](const auto& key, std::size_t hash) {
                    if (table_.size() >= table_.storage().capacity()) [[unlikely]]
                        grow_for(table_, key, hash, how);
                });
            }
            most_are_new = table_.size() - before >= n / 2;
            first += n;
        }
    }

    Core& table_;
    const Source& from_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
