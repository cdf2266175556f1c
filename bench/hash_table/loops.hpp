// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "hash_table/memory.hpp"
#include "hash_table/table.hpp"
#include "hash_table/traits.hpp"

namespace hpk::bench::hash_table {

/// The measured loops, the same for every table.
template <class Traits, class Key>
struct loops {
    using map = typename Traits::template map<Key>;

    static void insert(map& table, const key_set<Key>& keys) {
        std::uint64_t value = 0;
        for (const Key& key : keys.members) Traits::insert(table, key, ++value);
    }

    static void build(map& table, const key_set<Key>& keys) {
        if constexpr (requires { table.build(keys.members, keys.values); }) {
            table.build(keys.members, keys.values);
        } else {
            Traits::reserve(table, keys.size());
            insert(table, keys);
        }
    }

    static void group(map& table, const grouped_rows<Key>& rows) {
        if constexpr (requires { table.accumulate_many(rows.keys, rows.values); }) {
            table.accumulate_many(rows.keys, rows.values);
        } else {
            for (std::size_t k = 0; k < rows.keys.size(); ++k)
                table[rows.keys[k]] += rows.values[k];
        }
    }

    static void count(map& table, const std::vector<Key>& text) {
        for (const Key& word : text) ++table[word];
    }
    static void count_many(map& table, const std::vector<Key>& text) {
        if constexpr (requires { table.count_many(text); }) {
            table.count_many(text);
        } else {
            count(table, text);
        }
    }

    /// The sum of the found values.
    static std::uint64_t find(const map& table, const std::vector<Key>& keys) {
        std::uint64_t sum = 0;
        for (const Key& key : keys)
            if (const auto at = table.find(key); at != table.end()) sum += at->second;
        return sum;
    }

    /// The same in bulk, in blocks, so that the results are still in the first-level cache when
    /// they are used.
    static std::uint64_t find_many(const map& table, const std::vector<Key>& keys) {
        std::array<const std::uint64_t*, 512> found;
        if constexpr (requires { table.find_many(keys, std::span(found)); }) {
            // Added without a branch: if the compiler knew the value, it would skip the addition.
            static constexpr std::uint64_t zero = 0;
            const std::uint64_t* nothing = &zero;
            asm("" : "+r"(nothing));
            std::uint64_t sum = 0;
            for (std::size_t first = 0; first < keys.size(); first += found.size()) {
                const std::size_t n = std::min(found.size(), keys.size() - first);
                table.find_many(std::span(keys).subspan(first, n), std::span(found).first(n));
                for (const std::uint64_t* value : std::span(found).first(n))
                    sum += *(value != nullptr ? value : nothing);
            }
            return sum;
        } else {
            return find(table, keys);
        }
    }

    static std::uint64_t iterate(const map& table) {
        std::uint64_t sum = 0;
        for (const auto& entry : table) sum += entry.second;
        return sum;
    }

    /// Key k of the cyclic sequence of members and then others.
    static const Key& turning(const key_set<Key>& keys, std::size_t k) {
        const std::size_t n = keys.size();
        return k < n ? keys.members[k] : keys.others[k - n];
    }

    /// Erases keys from `oldest` on and inserts those `size` places later; returns the number of
    /// erased keys.
    static std::size_t churn(map& table, const key_set<Key>& keys, std::size_t oldest,
                             std::size_t times) {
        const std::size_t n = keys.size();
        std::size_t newest = oldest < n ? oldest + n : oldest - n, erased = 0;
        for (std::size_t k = 0; k < times; ++k) {
            erased += table.erase(turning(keys, oldest));
            Traits::insert(table, turning(keys, newest), newest + 1);
            if (++oldest == 2 * n) oldest = 0;
            if (++newest == 2 * n) newest = 0;
        }
        return erased;
    }
};

/// A table that traits describe.
template <class Traits, class Key>
class measured_table final : public table {
public:
    using map = typename Traits::template map<Key>;
    using loop = loops<Traits, Key>;

    explicit measured_table(std::shared_ptr<key_source<Key>> keys) : source_(std::move(keys)) {}

    [[nodiscard]] std::size_t operations(workload w) const override {
        if (w == workload::churn) return std::max<std::size_t>(keys().size(), 1 << 16);
        if (w >= workload::find_hits && w <= workload::find_many) return keys().hits.size();
        if (w == workload::group) return 4 * keys().size();
        if (counts_words(w)) return keys().text.size();
        return keys().size();
    }

    void verify(workload w) override {
        if (wants_members(w) && !members_) fill(members_, workload::insert_reserved);
        if (w == workload::churn && !turning_) {
            fill(turning_, workload::insert_reserved);
            oldest_ = 0;
        }
        pass(w);
        if (wants_members(w)) check_members(*members_);
        if (counts_words(w))
            check_counts(*made_);
        else if (makes_table(w))
            check_members(*made_);
        if (w == workload::churn) check_turning();
        clean();
    }

    void pass(workload w) override {
        switch (w) {
        case workload::insert:
        case workload::insert_reserved:
        case workload::build:
        case workload::group:
            fill(made_, w);
            break;
        case workload::count:
        case workload::count_many:
            count(w);
            break;
        case workload::find_hits:
            require(loop::find(*members_, keys().hits) == keys().sum_of_hits);
            break;
        case workload::find_misses:
            require(loop::find(*members_, keys().misses) == 0);
            break;
        case workload::find_mixed:
            require(loop::find(*members_, keys().mixed) == keys().sum_of_mixed);
            break;
        case workload::find_many:
            require(loop::find_many(*members_, keys().mixed) == keys().sum_of_mixed);
            break;
        case workload::iterate:
            require(loop::iterate(*members_) == sum_of_members());
            break;
        case workload::copy:
            made_.emplace(*members_);
            require(made_->size() == keys().size());
            break;
        case workload::churn: {
            const std::size_t times = operations(w);
            require(loop::churn(*turning_, keys(), oldest_, times) == times);
            oldest_ = (oldest_ + times) % (2 * keys().size());
            break;
        }
        }
    }

    void clean() override {
        made_.reset();
        if (keys().size() >= 100'000) return_freed_memory(); // every pass begins with the same heap
    }

    std::vector<double> bytes_per_entry(std::span<const std::size_t> sizes) override {
        const auto& members = keys().members; // made before memory is measured
        std::vector<double> bytes(sizes.size());
        const std::size_t before = allocated_bytes();
        map growing;
        Traits::prepare(growing);
        std::size_t size = 0;
        for (std::size_t k = 0; k < sizes.size(); ++k) {
            for (; size < sizes[k]; ++size) Traits::insert(growing, members[size], size + 1);
            bytes[k] = static_cast<double>(allocated_bytes() - before) / static_cast<double>(size);
        }
        return bytes;
    }

private:
    [[nodiscard]] const key_set<Key>& keys() const { return source_->get(); }

    /// Makes a table of all members.
    void fill(std::optional<map>& empty, workload how) const {
        map& filled = empty.emplace();
        Traits::prepare(filled);
        if (how == workload::build) {
            loop::build(filled, keys());
        } else if (how == workload::group) {
            loop::group(filled, source_->rows());
        } else {
            if (how == workload::insert_reserved) Traits::reserve(filled, keys().size());
            loop::insert(filled, keys());
        }
        require(filled.size() == keys().size());
    }

    /// Counts the words of the text in a new table.
    void count(workload how) {
        if constexpr (std::same_as<Key, std::string>) {
            map& counts = made_.emplace();
            Traits::prepare(counts);
            if (how == workload::count)
                loop::count(counts, keys().text);
            else
                loop::count_many(counts, keys().text);
        }
    }

    static void require(bool right) {
        if (!right) throw std::runtime_error(std::string(Traits::name) + " gives a wrong answer");
    }

    [[nodiscard]] std::uint64_t sum_of_members() const {
        return std::uint64_t{keys().size()} * (keys().size() + 1) / 2;
    }

    void check_members(const map& filled) const {
        require(filled.size() == keys().size());
        require(loop::iterate(filled) == sum_of_members());
        require(loop::find(filled, keys().members) == sum_of_members());
        require(loop::find(filled, keys().misses) == 0);
        require(loop::find_many(filled, keys().mixed) == keys().sum_of_mixed);
    }

    void check_counts(const map& counts) const {
        std::size_t different = 0;
        for (std::size_t k = 0; k < keys().size(); ++k) {
            const std::uint64_t n = keys().occurrences[k];
            const auto at = counts.find(keys().members[k]);
            require(n == 0 ? at == counts.end() : at != counts.end() && at->second == n);
            different += n != 0 ? 1 : 0;
        }
        require(counts.size() == different);
    }

    void check_turning() const {
        const std::size_t n = keys().size();
        require(turning_->size() == n);
        std::uint64_t sum = 0;
        for (std::size_t k = 0; k < n; ++k) {
            const std::size_t in = (oldest_ + k) % (2 * n);
            const auto at = turning_->find(loop::turning(keys(), in));
            require(at != turning_->end() && at->second == in + 1);
            sum += in + 1;
        }
        require(loop::iterate(*turning_) == sum);
    }

    std::shared_ptr<key_source<Key>> source_;
    std::optional<map> members_; ///< a table of all members, made on demand
    std::optional<map> made_;    ///< the table that the last pass has made
    std::optional<map> turning_; ///< the table for churn
    std::size_t oldest_ = 0;     ///< the oldest entry of turning_
};

template <class Traits, class Key>
table_maker<Key> maker() {
    return [](std::shared_ptr<key_source<Key>> keys) -> std::unique_ptr<table> {
        return std::make_unique<measured_table<Traits, Key>>(std::move(keys));
    };
}

} // namespace hpk::bench::hash_table
