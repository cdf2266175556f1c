// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/hash/mixing/folded_multiply.hpp"
#include "hpk/hash_table/map.hpp"
#include "hpk/hash_table/table/arguments.hpp"
#include "hpk/hash_table/table/parted_rows.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// A table that any number of threads may read and change at the same time.
///
///     hpk::shared_map<std::string, long> counts; // used by all threads
///     counts.insert_or_visit("whale", [](long& count) { ++count; }, 1);
///     const long whales = counts.at_or("whale", 0);
///
/// It consists of shards, each a hash_map with a lock; bits of a key's hash choose its shard. A
/// call for one key locks one shard. There are no iterators and no references to elements, because
/// another thread could remove what they refer to: functions visit elements while the shard is
/// locked, or results are copies.
///
/// A call for many keys sorts them by shard and locks each shard once. It is not one step: other
/// threads may see some of its changes before others. For each key it goes in the order of the
/// rows, so the elements are the same for every number of threads.
///
/// Functions that are passed to a call must not use the same table: they would wait for its lock
/// for ever. Exceptions leave the table as those of hash_map do, with no lock held.
///
/// Keys of other types are taken as by hash_map: without a conversion if hash and equality are
/// transparent.
template <class Key, class T, class Hash = hash<Key>, class KeyEqual = std::equal_to<>,
          class Allocator = std::allocator<std::pair<const Key, T>>,
          class Policy = hash_table::tagged>
class shared_map {
    /// A key, or a type that is looked up transparently.
    template <class K>
    static constexpr bool is_taken = hash_table::detail::key_like<K, Key, Hash, KeyEqual>;
    /// These, and types that are converted to a key.
    template <class K>
    static constexpr bool takes = is_taken<K> || std::convertible_to<K, Key>;

public:
    using key_type = Key;          ///< the type of the keys
    using mapped_type = T;         ///< the type of the mapped values
    using size_type = std::size_t; ///< counts elements and shards
    /// The table of a shard.
    using map_type = hash_map<Key, T, Hash, KeyEqual, Allocator, Policy>;

    /// The largest number of shards.
    static constexpr size_type most_shards = hash_table::detail::most_parts;

    /// An empty table.
    /// \param shards     rounded up to a power of two; 0 means several per processor
    /// \param hash       is copied to every shard
    /// \param equal      is copied to every shard
    /// \param allocator  is copied to every shard and must be usable by several threads
    /// \throws std::invalid_argument if there are more than most_shards shards
    explicit shared_map(size_type shards = 0, const Hash& hash = Hash(),
                        const KeyEqual& equal = KeyEqual(),
                        const Allocator& allocator = Allocator())
        : hash_(hash), count_(rounded(shards)), shards_(new shard[count_]) {
        for (shard& s : all()) s.table = map_type(0, hash, equal, allocator);
    }

    /// Not copied or moved, as other threads may use it; snapshot() makes copies.
    /// \{
    shared_map(const shared_map&) = delete;
    shared_map& operator=(const shared_map&) = delete;
    /// \}
    ~shared_map() = default;

    /// The number of shards.
    [[nodiscard]] size_type shard_count() const noexcept { return count_; }

    /// The number of elements, while no other thread changes it. O(shard_count()).
    [[nodiscard]] size_type size() const {
        size_type sum = 0;
        each_shard([&](const map_type& table) { sum += table.size(); });
        return sum;
    }
    /// True if there are no elements.
    [[nodiscard]] bool empty() const { return size() == 0; }

    // Calls for one key, which take constant time on average.

    /// True if the key is in the table.
    template <class K = Key>
        requires takes<K>
    [[nodiscard]] bool contains(const K& key) const {
        return visit(key, [](const T&) {});
    }
    /// A copy of the value of a key, if it is in the table.
    template <class K = Key>
        requires takes<K>
    [[nodiscard]] std::optional<T> find(const K& key) const {
        std::optional<T> result;
        visit(key, [&](const T& value) { result.emplace(value); });
        return result;
    }
    /// A copy of the value of a key, or `missing` if it is not in the table.
    template <class K = Key>
        requires takes<K>
    [[nodiscard]] T at_or(const K& key, T missing) const {
        visit(key, [&](const T& value) { missing = value; });
        return missing;
    }
    /// Calls visitor(value) for the value of a key, which it may change if the table is not const;
    /// returns false if the key is not in the table.
    /// \{
    template <class K = Key, class Visitor>
        requires takes<K>
    bool visit(const K& key, Visitor&& visitor) {
        return visit_in(*this, key, visitor);
    }
    template <class K = Key, class Visitor>
        requires takes<K>
    bool visit(const K& key, Visitor&& visitor) const {
        return visit_in(*this, key, visitor);
    }
    /// \}

    /// Inserts the key with the value T(args...), unless it is in the table; returns true if it is
    /// new.
    template <class K = Key, class... Args>
        requires takes<K>
    bool try_emplace(K&& key, Args&&... args) {
        auto&& own = as_key(std::forward<K>(key));
        shard& s = shard_of(hash_(own));
        const std::scoped_lock lock(s.mutex);
        return s.table.try_emplace(std::forward<decltype(own)>(own), std::forward<Args>(args)...)
            .second;
    }
    /// Inserts the key with the value, or assigns the value if the key is in the table; returns
    /// true if it is new.
    template <class K = Key, class M = T>
        requires takes<K>
    bool insert_or_assign(K&& key, M&& value) {
        auto&& own = as_key(std::forward<K>(key));
        shard& s = shard_of(hash_(own));
        const std::scoped_lock lock(s.mutex);
        return s.table.insert_or_assign(std::forward<decltype(own)>(own), std::forward<M>(value))
            .second;
    }
    /// Inserts the key with the value T(args...), or calls visitor(value) if the key is in the
    /// table; returns true if it is new.
    template <class K = Key, class Visitor, class... Args>
        requires takes<K>
    bool insert_or_visit(K&& key, Visitor&& visitor, Args&&... args) {
        auto&& own = as_key(std::forward<K>(key));
        shard& s = shard_of(hash_(own));
        const std::scoped_lock lock(s.mutex);
        const auto [at, is_new] =
            s.table.try_emplace(std::forward<decltype(own)>(own), std::forward<Args>(args)...);
        if (!is_new) visitor(at->second);
        return is_new;
    }
    /// Removes the element of a key; returns true if it was in the table.
    template <class K = Key>
        requires takes<K>
    bool erase(const K& key) {
        const auto& own = as_key(key);
        const std::size_t hash = hash_(own);
        shard& s = shard_of(hash);
        const std::scoped_lock lock(s.mutex);
        return s.table.erase(own, hash) != 0;
    }

    // Calls for many keys: contiguous ranges, as for hash_map. They take hpk::sequential or
    // hpk::parallel; with the latter, hash, comparison, copies and functions must not throw.

    /// Looks up many keys; results are copies of the values, `missing` for a key that is not in the
    /// table. Returns the number of keys that are.
    /// \throws std::invalid_argument if keys and results differ in length
    template <hash_table::detail::key_span Keys, execution_policy How = sequential>
    size_type find_many(const Keys& keys, std::span<T> results, const T& missing,
                        How how = {}) const {
        hash_table::detail::expect_as_many(std::ranges::size(keys), results.size(), "results");
        std::vector<size_type> hits(count_);
        each_part(*this, keys, how,
                  [&](const map_type& table, size_type s, std::span<const size_type> rows) {
                      for (const size_type k : rows) {
                          const auto at = table.find(std::ranges::data(keys)[k]);
                          results[k] = at != table.end() ? at->second : missing;
                          hits[s] += at != table.end();
                      }
                  });
        return sum_of(hits);
    }
    /// Inserts many keys with their values; of several with the same key, the first. Returns the
    /// number of new elements.
    /// \throws std::invalid_argument if keys and values differ in number
    template <hash_table::detail::key_span Keys, hash_table::detail::key_span Values,
              execution_policy How = sequential>
    size_type insert_many(const Keys& keys, const Values& values, How how = {}) {
        return insert_or_visit_many(keys, values, [](T&, const auto&) {}, how);
    }
    /// For each row in order, inserts a new key with the value T(value), or sets the value t of a
    /// key that is in the table to op(t, value). Returns the number of new elements.
    /// \throws std::invalid_argument if keys and values differ in number
    template <hash_table::detail::key_span Keys, hash_table::detail::key_span Values,
              class Op = std::plus<>, execution_policy How = sequential>
    size_type accumulate_many(const Keys& keys, const Values& values, Op op = {}, How how = {}) {
        const auto add = [&](T& sum, const auto& value) {
            sum = static_cast<T>(op(std::move(sum), value));
        };
        return insert_or_visit_many(keys, values, add, how);
    }

    // Calls for all elements, which lock one shard after the other.

    /// Calls f(key, value) for every element; f may change values if the table is not const.
    /// \{
    template <class F>
    void for_each(F f) {
        each_shard([&](map_type& table) {
            for (auto& [key, value] : table) f(key, value);
        });
    }
    template <class F>
    void for_each(F f) const {
        each_shard([&](const map_type& table) {
            for (const auto& [key, value] : table) f(key, value);
        });
    }
    /// \}
    /// Removes the elements for which pred(element) returns true; returns their number.
    template <class Pred>
    size_type erase_if(Pred pred) {
        size_type removed = 0;
        each_shard([&](map_type& table) { removed += table.erase_if(pred); });
        return removed;
    }
    /// Removes all elements.
    void clear() {
        each_shard([](map_type& table) { table.clear(); });
    }
    /// Makes room for so many elements with hashes that are spread evenly.
    void reserve(size_type elements) {
        const size_type each = elements / count_;
        each_shard([&](map_type& table) { table.reserve(each + each / 8 + 1); });
    }
    /// A copy of all elements at one moment, while all shards are locked.
    [[nodiscard]] map_type snapshot() const {
        std::vector<std::unique_lock<std::mutex>> locks;
        locks.reserve(count_);
        size_type elements = 0;
        for (const shard& s : all()) { // always in this order, so that no two snapshots deadlock
            locks.emplace_back(s.mutex);
            elements += s.table.size();
        }
        const map_type& first = shards_[0].table;
        map_type result(0, first.hash_function(), first.key_eq(), first.get_allocator());
        result.reserve(elements);
        for (const shard& s : all()) result.insert(s.table.begin(), s.table.end());
        return result;
    }

private:
    /// A table and its lock, in cache lines of their own.
    struct alignas(cache_line) shard {
        mutable std::mutex mutex;
        map_type table;
    };

    static size_type rounded(size_type shards) {
        expects(shards <= most_shards, [&] {
            return "shards is " + hpk::detail::shown(shards) + " but must be at most " +
                   hpk::detail::shown(most_shards);
        });
        if (shards == 0) shards = 16 * static_cast<size_type>(hpk::detail::processors());
        return std::bit_ceil((std::min)(shards, most_shards));
    }

    /// A key as hash and equality take it.
    template <class K>
    static decltype(auto) as_key(K&& key) {
        if constexpr (is_taken<K>)
            return std::forward<K>(key);
        else
            return static_cast<Key>(std::forward<K>(key));
    }

    [[nodiscard]] std::span<shard> all() noexcept { return {shards_.get(), count_}; }
    [[nodiscard]] std::span<const shard> all() const noexcept { return {shards_.get(), count_}; }

    /// The highest bits of a hash choose the shard; tables use lower ones.
    [[nodiscard]] size_type index_of(std::size_t hash) const noexcept {
        if constexpr (!hpk::detail::trusted<Hash, Key>) hash = hpk::detail::mix(hash);
        return std::rotl(hash, std::countr_zero(count_)) & (count_ - 1);
    }
    [[nodiscard]] shard& shard_of(std::size_t hash) noexcept { return shards_[index_of(hash)]; }
    [[nodiscard]] const shard& shard_of(std::size_t hash) const noexcept {
        return shards_[index_of(hash)];
    }

    template <class Self, class K, class Visitor>
    static bool visit_in(Self& self, const K& key, Visitor& visitor) {
        const auto& own = as_key(key);
        const std::size_t hash = self.hash_(own);
        auto& s = self.shard_of(hash);
        const std::scoped_lock lock(s.mutex);
        auto& table = s.table;
        const auto at = table.find(own, hash);
        if (at == table.end()) return false;
        visitor(at->second);
        return true;
    }

    /// Calls f(table) for every shard, locked.
    /// \{
    template <class F>
    void each_shard(F f) {
        for (shard& s : all()) {
            const std::scoped_lock lock(s.mutex);
            f(s.table);
        }
    }
    template <class F>
    void each_shard(F f) const {
        for (const shard& s : all()) {
            const std::scoped_lock lock(s.mutex);
            f(s.table);
        }
    }
    /// \}

    /// Calls f(table, index, rows) for every shard that keys belong to, locked; `rows` are the
    /// indices of these keys.
    template <class Self, class Keys, class F>
    static void each_part(Self& self, const Keys& keys, execution_policy auto how, const F& f) {
        const hash_table::detail::parted_rows<size_type> parts(
            std::ranges::size(keys), self.count_,
            [&](size_type k) { return self.index_of(self.hash_(std::ranges::data(keys)[k])); },
            [](size_type k) { return k; }, how);
        hash_table::detail::distribute_throwing(how, static_cast<std::ptrdiff_t>(self.count_), [&] {
            return [&](std::ptrdiff_t i) {
                const auto index = static_cast<size_type>(i);
                if (parts[index].empty()) return;
                auto& s = self.all()[index];
                const std::scoped_lock lock(s.mutex);
                f(s.table, index, parts[index]);
            };
        });
    }

    /// Inserts rows, or calls visitor(value, value of the row) if the key is in the table.
    template <class Keys, class Values, class Visitor>
    size_type insert_or_visit_many(const Keys& keys, const Values& values, const Visitor& visitor,
                                   execution_policy auto how) {
        hash_table::detail::expect_as_many(std::ranges::size(keys), std::ranges::size(values),
                                           "values");
        std::vector<size_type> inserted(count_);
        each_part(
            *this, keys, how, [&](map_type& table, size_type s, std::span<const size_type> rows) {
                for (const size_type k : rows) {
                    const auto& value = std::ranges::data(values)[k];
                    const auto [at, is_new] = table.try_emplace(std::ranges::data(keys)[k], value);
                    if (!is_new) visitor(at->second, value);
                    inserted[s] += is_new;
                }
            });
        return sum_of(inserted);
    }

    static size_type sum_of(const std::vector<size_type>& numbers) noexcept {
        size_type sum = 0;
        for (const size_type n : numbers) sum += n;
        return sum;
    }

    [[no_unique_address]] Hash hash_;
    size_type count_;
    std::unique_ptr<shard[]> shards_;
};

} // namespace HPK_ISA
} // namespace hpk
