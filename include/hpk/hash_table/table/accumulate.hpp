// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <memory>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/hash/mixing/folded_multiply.hpp"
#include "hpk/hash_table/rungs/tagged.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/table/bulk.hpp"
#include "hpk/hash_table/table/many.hpp"
#include "hpk/hash_table/table/parted_rows.hpp"
#include "hpk/hash_table/table/table_core.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Accumulates rows in the elements of their keys, for each key in the order of the rows.
///
/// Rows go straight into the table until it has outgrown the second-level cache and most rows bring
/// new keys. If many rows are left then, they are copied, parted by bits of their hashes, so that
/// the keys of a part fit in the cache. Threads accumulate the parts in small tables, beginning
/// with what the table has, and at last the sums return to it.
template <class Core, class Rows, class Op>
class accumulation {
public:
    accumulation(Core& table, const Rows& rows, Op& op) noexcept
        : table_(table), rows_(rows), op_(op) {}

    void run(execution_policy auto how) {
        std::size_t first = 0, were_new = 0; // keys of the last block
        while (first < rows_.count()) {
            const std::size_t left = rows_.count() - first;
            if constexpr (is_parted)
                if (is_large() && left >= least_rows && were_new >= block_size / 2)
                    return accumulate_parts(first, how);
            const std::size_t before = table_.size(), n = (std::min)(block_size, left);
            accumulate_block(first, n);
            were_new = table_.size() - before;
            first += n;
        }
    }

private:
    using allocator_type = typename Core::allocator_type;
    using cursor = typename Core::cursor;
    using equality = std::remove_cvref_t<decltype(std::declval<Core&>().equal())>;
    using element = typename Core::element;
    using key_type = typename element::key_type;
    using mapped_type = typename element::found_type;
    using value_type = typename element::value_type;
    using row = typename Rows::row;

    static constexpr std::size_t block_size = std::size_t{1} << 14;
    static constexpr std::size_t least_rows = std::size_t{1} << 16;
    static constexpr std::size_t large = std::size_t{1} << 20; ///< bytes of elements
    static constexpr std::size_t rows_per_part = std::size_t{1} << 13;

    /// True if copies of rows and sums are plain bytes.
    static constexpr bool is_parted =
        is_bytes<element, allocator_type> && std::is_trivially_copyable_v<row> &&
        std::is_default_constructible_v<row> &&
        std::is_same_v<typename element::bare_key, std::remove_cv_t<decltype(row::key)>>;

    [[nodiscard]] bool is_large() const noexcept {
        return table_.size() * sizeof(value_type) >= large;
    }

    /// The first value of a key becomes its sum.
    template <class K, class V>
    static auto making(const K& key, const V& value) noexcept {
        return [&](auto& allocator, value_type* to) {
            std::allocator_traits<std::remove_reference_t<decltype(allocator)>>::construct(
                allocator, to, std::piecewise_construct, std::forward_as_tuple(key),
                std::forward_as_tuple(value));
        };
    }
    template <class V>
    [[gnu::always_inline]] void add(mapped_type& sum, const V& value) {
        sum = static_cast<mapped_type>(op_(std::move(sum), value));
    }

    void accumulate_block(std::size_t first, std::size_t count) {
        const auto here = table_.modification();
        const auto hash_at = [&](std::size_t k) { return table_.hash_key(rows_.key(first + k)); };
        const auto take_row = [&](std::size_t k, std::size_t hash) {
            const auto& key = rows_.key(first + k);
            const auto& value = rows_.value(first + k);
            const auto [where, is_new] = table_.find_or_insert(key, hash, making(key, value));
            if (!is_new) add(where.get()->second, value);
        };
        if (is_large())
            for_each_prefetched(table_.storage(), count, hash_at, take_row);
        else
            for (std::size_t k = 0; k < count; ++k) take_row(k, hash_at(k));
    }

    /// A key and its sum.
    struct group {
        typename element::bare_key key;
        mapped_type sum;
    };
    using groups = std::vector<group>;

    /// The hash that parts rows and places them in small tables: that of the table mixed once more,
    /// because `ordered` takes hashes as they are.
    struct part_hash {
        using is_avalanching = void;
        const Core* table;
        std::size_t operator()(const key_type& key) const
            noexcept(noexcept(std::declval<const Core&>().hash_key(key))) {
            return hpk::detail::mix(table->hash_key(key));
        }
        /// For small tables whose keys were chosen to collide.
        std::size_t operator()(const key_type& key, const hash_seed& seed) const noexcept
            requires requires { table->hash_of().under(seed, key); }
        {
            return table->hash_of().under(seed, key);
        }
    };

    void accumulate_parts(std::size_t first, execution_policy auto how) {
        const std::size_t count = rows_.count() - first;
        const std::size_t parts = (std::min)(most_parts, std::bit_ceil(count / rows_per_part));
        const int shift = 64 - std::countr_zero(parts);
        const part_hash hash{&table_};
        const parted_rows<row> rows(
            count, parts, [&](std::size_t k) { return hash(rows_.key(first + k)) >> shift; },
            [&](std::size_t k) { return rows_.copy(first + k); }, how);

        std::vector<groups> sums(parts);
        {
            const auto here = table_.modification();
            distribute_throwing(how, static_cast<std::ptrdiff_t>(parts), [&] {
                return
                    [&, places = place_table({}, hash, table_.equal())](std::ptrdiff_t p) mutable {
                        const auto part = static_cast<std::size_t>(p);
                        accumulate_part(rows[part], places, sums[part]);
                        places.clear();
                    };
            });
        }
        take(sums);
    }

    /// The places of keys among the groups of a part.
    using place_element = map_element<typename element::bare_key, std::size_t>;
    using place_table =
        table_core<place_element, part_hash, equality,
                   std::allocator<typename place_element::value_type>, basic_tagged<>>;

    /// Accumulates the rows of a part. A key that the table has begins with its sum there. Groups
    /// are in the order of their first rows.
    void accumulate_part(std::span<const row> rows, place_table& places, groups& sums) {
        for (const row& r : rows) {
            const auto make = [&](auto&, typename place_element::value_type* to) {
                std::construct_at(to, r.key, sums.size());
            };
            const auto [where, is_new] = places.find_or_insert(r.key, places.hash_key(r.key), make);
            if (!is_new) {
                add(sums[where.get()->second].sum, r.value);
            } else if (const cursor known = table_.find(r.key); known != cursor()) {
                sums.push_back({r.key, known.get()->second});
                add(sums.back().sum, r.value);
            } else {
                sums.push_back({r.key, mapped_type(r.value)});
            }
        }
    }

    /// Gives the table the sums of all parts.
    void take(const std::vector<groups>& sums) {
        std::size_t size = table_.size();
        for (const groups& part : sums) size += part.size();
        table_.reserve(size);
        const auto here = table_.modification();
        for (const groups& part : sums)
            for_each_prefetched(
                table_.storage(), part.size(),
                [&](std::size_t k) { return table_.hash_key(part[k].key); },
                [&](std::size_t k, std::size_t hash) {
                    const auto& [key, sum] = part[k];
                    const auto [where, is_new] = table_.find_or_insert(key, hash, making(key, sum));
                    if (!is_new) where.get()->second = sum;
                });
    }

    Core& table_;
    const Rows& rows_;
    Op& op_;
};

/// Accumulates rows, which may lie within elements of the table; returns the number of new
/// elements.
template <class Core, class Rows, class Op>
std::size_t accumulate(Core& table, const Rows& rows, Op& op, execution_policy auto how) {
    const std::size_t before = table.size();
    const auto run = [&] { accumulation<Core, Rows, Op>(table, rows, op).run(how); };
    if (!rows.lie_in(table.storage())) [[likely]]
        run();
    else
        with_copies(table, run);
    return table.size() - before;
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
