// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Checks the invariants of a table between operations, in its buckets.

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <hpk/hash_table.hpp>

namespace hpk::test {

/// A table that gives access to its core.
template <class Table>
struct opened : Table {
    using Table::core_;
};

template <class Table>
class invariants {
public:
    /// Throws std::logic_error, with a message, if an invariant does not hold. Takes time linear in
    /// the number of buckets and of all probes.
    static void check(const Table& table) {
        const auto& storage = (table.*&opened<Table>::core_).storage();
        check_elements(table, storage);
        if constexpr (requires { storage.inner().tags(); })
            check_tags(table, storage);
        else if constexpr (requires { storage.inner().key_at(0); })
            check_keys(table, storage);
        else
            check_entries(storage);
    }

private:
    using value_type = typename Table::value_type;
    static constexpr bool is_linear = std::is_same_v<typename Table::policy, hash_table::linear>;

    static void require(bool holds, const char* sentence) {
        if (!holds) throw std::logic_error(sentence);
    }
    /// The element of a slot; a slot of `node` points to it.
    template <class Slot>
    static const value_type& element_of(const Slot& slot) {
        if constexpr (std::is_same_v<Slot, value_type>)
            return slot;
        else
            return *slot.node;
    }
    static std::size_t hash_in(const Table& table, const value_type& element) {
        return (table.*&opened<Table>::core_).hash_of()(element);
    }

    template <class Storage>
    static void check_elements(const Table& table, const Storage& storage) {
        std::size_t met = 0;
        for (const value_type& element : table) {
            ++met;
            const auto at = [&] {
                if constexpr (std::is_same_v<typename Table::key_type, value_type>)
                    return table.find(element);
                else
                    return table.find(element.first);
            }();
            require(at != table.end(), "an element is not found");
            require(std::addressof(*at) == std::addressof(element),
                    "an element is found elsewhere");
        }
        require(met == table.size(), "a walk does not meet all elements");
        require(storage.size() <= storage.capacity(), "more elements than there is room for");
        require(storage.capacity() <= storage.bucket_count(), "the capacity has wrapped");
    }

    /// The number of full buckets is that of elements, and blocked buckets count as full.
    template <class Storage, class Buckets>
    static void check_counts(const Storage& storage, const Buckets& buckets, std::size_t slots) {
        std::size_t full = 0, blocked = 0;
        for (std::size_t k = 0; k < slots; ++k) {
            full += buckets.is_full(k) ? 1 : 0;
            blocked += buckets.is_blocked(k) ? 1 : 0;
        }
        require(full == storage.size(), "the size is not the number of full buckets");
        require(static_cast<double>(storage.capacity() + blocked) <=
                    0.875 * static_cast<double>(storage.bucket_count()),
                "a blocked bucket does not count as full");
    }

    /// `tagged`, and `linear`, whose windows are single buckets.
    template <class Storage>
    static void check_tags(const Table& table, const Storage& storage) {
        const auto& b = storage.inner();
        if (!b.exists()) return;
        check_counts(storage, b, b.count());
        constexpr std::size_t window = is_linear ? 1 : hash_table::detail::window_size;
        for (std::size_t k = 0; k < hash_table::detail::window_size; ++k)
            require(b.tags()[b.count() + k] == b.tags()[k], "the copy of a tag differs");
        for (std::size_t k = 0; k < b.count(); ++k) {
            if (!b.is_full(k)) continue;
            if (storage.is_seeded()) continue; // its element has no home
            const std::size_t hash = hash_in(table, element_of(*b.slot(k)));
            const std::size_t home = b.home(hash);
            const std::size_t distance = b.distance(home, k);
            const std::size_t passed = distance - distance % window;
            for (std::size_t step = 0; step < passed; ++step)
                require(!b.is_empty(b.after(home, step)), "a search ends before an element");
            if constexpr (!is_linear) {
                const bool is_displaced = b.tags()[k] < hash_table::detail::tag_full;
                require(is_displaced == (passed != 0), "a tag tells the wrong window");
            }
        }
    }

    /// `key_window`.
    template <class Storage>
    static void check_keys(const Table& table, const Storage& storage) {
        const auto& b = storage.inner();
        if (!b.exists()) return;
        check_counts(storage, b, b.count() + 2);
        constexpr std::size_t window = std::remove_cvref_t<decltype(b)>::window;
        for (std::size_t k = 0; k < b.count(); ++k) {
            if (!b.is_full(k) || storage.is_seeded()) continue;
            const std::size_t home = b.home(hash_in(table, *b.slot(k))) / window * window;
            for (std::size_t w = home; w != k / window * window; w = (w + window) & b.mask())
                for (std::size_t at = w; at < w + window; ++at)
                    require(b.key_at(at) != b.empty, "a search ends before an element");
        }
    }

    /// `ordered`.
    template <class Storage>
    static void check_entries(const Storage& storage) {
        const auto& e = storage.inner();
        std::size_t full = 0;
        for (std::size_t k = 0; k < e.used(); ++k) full += e.is_full(k) ? 1 : 0;
        require(full == storage.size(), "the size is not the number of full entries");
        require(e.used() <= e.capacity(), "more entries than there is room for");
        require(e.capacity() < storage.bucket_count() || storage.bucket_count() == 0,
                "the index has no empty bucket");
    }
};

template <class Table>
void check_invariants(const Table& table) {
    invariants<Table>::check(table);
}

} // namespace hpk::test
