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

#include "clock.hpp"
#include "hash_table/adaptor.hpp"
#include "hash_table/allocated_bytes.hpp"
#include "hash_table/candidate.hpp"

namespace hpk::bench::hash_table {

/// The measured loops, the same for every table.
template <class Adaptor, class Key>
struct loops {
    using map = typename Adaptor::template map<Key>;

    static void insert(map& table, const key_set<Key>& keys) {
        std::uint64_t value = 0;
        for (const Key& key : keys.members) Adaptor::insert(table, key, ++value);
    }

    static void build(map& table, const key_set<Key>& keys) {
        if constexpr (requires { table.build(keys.members, keys.values); }) {
            table.build(keys.members, keys.values);
        } else {
            Adaptor::reserve(table, keys.size());
            insert(table, keys);
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
            static constexpr std::uint64_t nothing = 0; // added without a branch
            std::uint64_t sum = 0;
            for (std::size_t first = 0; first < keys.size(); first += found.size()) {
                const std::size_t n = std::min(found.size(), keys.size() - first);
                table.find_many(std::span(keys).subspan(first, n), std::span(found).first(n));
                for (const std::uint64_t* value : std::span(found).first(n))
                    sum += *(value != nullptr ? value : &nothing);
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
            Adaptor::insert(table, turning(keys, newest), newest + 1);
            if (++oldest == 2 * n) oldest = 0;
            if (++newest == 2 * n) newest = 0;
        }
        return erased;
    }
};

/// The contestant that an adaptor describes.
template <class Adaptor, class Key>
class competing final : public contestant {
public:
    using map = typename Adaptor::template map<Key>;
    using loop = loops<Adaptor, Key>;

    explicit competing(std::shared_ptr<const key_set<Key>> keys) : keys_(std::move(keys)) {}

    [[nodiscard]] std::size_t operations(workload w) const override {
        if (w == workload::churn) return std::max<std::size_t>(keys_->size(), 1 << 16);
        if (w >= workload::find_hits && w <= workload::find_many) return keys_->hits.size();
        return keys_->size();
    }

    void prepare(workload w) override {
        if (wants_members(w) && !members_) fill(members_, workload::insert_reserved);
        if (w == workload::churn && !turning_) {
            fill(turning_, workload::insert_reserved);
            oldest_ = 0;
        }
    }

    void verify(workload w) override {
        prepare(w);
        pass(w);
        if (wants_members(w)) {
            check_members(*members_);
            if (w == workload::copy) check_members(map(*members_));
        } else if (w == workload::churn) {
            check_turning();
        } else {
            std::optional<map> made;
            fill(made, w);
            check_members(*made);
        }
    }

    double pass(workload w) override {
        switch (w) {
        case workload::insert:
        case workload::insert_reserved:
        case workload::build: {
            std::optional<map> made;
            return fill(made, w);
        }
        case workload::find_hits:
            return timed(keys_->sum_of_hits, [&] { return loop::find(*members_, keys_->hits); });
        case workload::find_misses:
            return timed(0, [&] { return loop::find(*members_, keys_->misses); });
        case workload::find_mixed:
            return timed(keys_->sum_of_mixed, [&] { return loop::find(*members_, keys_->mixed); });
        case workload::find_many:
            return timed(keys_->sum_of_mixed,
                         [&] { return loop::find_many(*members_, keys_->mixed); });
        case workload::iterate:
            return timed(sum_of_members(), [&] { return loop::iterate(*members_); });
        case workload::copy: {
            std::optional<map> copy;
            return timed(keys_->size(), [&] {
                copy.emplace(*members_);
                return copy->size();
            });
        }
        case workload::churn: {
            const std::size_t times = operations(w);
            const double taken =
                timed(times, [&] { return loop::churn(*turning_, *keys_, oldest_, times); });
            oldest_ = (oldest_ + times) % (2 * keys_->size());
            return taken;
        }
        }
        return 0;
    }

    std::vector<double> bytes_an_entry(std::span<const std::size_t> sizes) override {
        std::vector<double> bytes(sizes.size());
        const std::size_t before = allocated_bytes();
        map table;
        Adaptor::prepare(table);
        std::size_t size = 0;
        for (std::size_t k = 0; k < sizes.size(); ++k) {
            for (; size < sizes[k]; ++size) Adaptor::insert(table, keys_->members[size], size + 1);
            bytes[k] = static_cast<double>(allocated_bytes() - before) / static_cast<double>(size);
        }
        return bytes;
    }

    void release() override {
        members_.reset();
        turning_.reset();
    }

private:
    /// Makes a table of all members; returns the time in seconds.
    double fill(std::optional<map>& table, workload how) const {
        return timed(keys_->size(), [&] {
            table.emplace();
            Adaptor::prepare(*table);
            if (how == workload::build) {
                loop::build(*table, *keys_);
            } else {
                if (how == workload::insert_reserved) Adaptor::reserve(*table, keys_->size());
                loop::insert(*table, *keys_);
            }
            return table->size();
        });
    }

    /// Does some work with a known result.
    template <class Work>
    static double timed(std::uint64_t expected, Work work) {
        const stopwatch watch;
        const std::uint64_t answer = work();
        const double taken = watch.seconds();
        require(answer == expected);
        return taken;
    }

    static void require(bool right) {
        if (!right) throw std::runtime_error(std::string(Adaptor::name) + " gives a wrong answer");
    }

    [[nodiscard]] std::uint64_t sum_of_members() const {
        return std::uint64_t{keys_->size()} * (keys_->size() + 1) / 2;
    }

    void check_members(const map& table) const {
        require(table.size() == keys_->size());
        require(loop::iterate(table) == sum_of_members());
        require(loop::find(table, keys_->members) == sum_of_members());
        require(loop::find(table, keys_->misses) == 0);
        require(loop::find_many(table, keys_->mixed) == keys_->sum_of_mixed);
    }

    void check_turning() const {
        const std::size_t n = keys_->size();
        require(turning_->size() == n);
        std::uint64_t sum = 0;
        for (std::size_t k = 0; k < n; ++k) {
            const std::size_t in = (oldest_ + k) % (2 * n);
            const auto at = turning_->find(loop::turning(*keys_, in));
            require(at != turning_->end() && at->second == in + 1);
            sum += in + 1;
        }
        require(loop::iterate(*turning_) == sum);
    }

    std::shared_ptr<const key_set<Key>> keys_;
    std::optional<map> members_; ///< a table of all members, made on demand
    std::optional<map> turning_; ///< the table for churn
    std::size_t oldest_ = 0;     ///< the oldest entry of turning_
};

template <class Adaptor, class Key>
contestant_maker<Key> maker() {
    return [](std::shared_ptr<const key_set<Key>> keys) -> std::unique_ptr<contestant> {
        return std::make_unique<competing<Adaptor, Key>>(std::move(keys));
    };
}

} // namespace hpk::bench::hash_table
