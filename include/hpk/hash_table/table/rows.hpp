// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/table/arguments.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Rows of two columns, keys and values.
template <class K, class V>
class key_value_rows {
public:
    /// A copy of a row.
    struct row {
        K key;
        V value;
    };

    /// \throws std::invalid_argument if the columns differ in length
    key_value_rows(std::span<const K> keys, std::span<const V> values)
        : keys_(keys), values_(values) {
        expect_as_many(keys.size(), values.size(), "values");
    }

    [[nodiscard]] std::size_t count() const noexcept { return keys_.size(); }
    [[nodiscard]] const K& key(std::size_t k) const noexcept { return keys_[k]; }
    [[nodiscard]] const V& value(std::size_t k) const noexcept { return values_[k]; }
    [[nodiscard]] row copy(std::size_t k) const { return {keys_[k], values_[k]}; }
    /// True if the rows lie in the memory of a table.
    template <class Storage>
    [[nodiscard]] bool lie_in(const Storage& storage) const noexcept {
        return storage.contains(keys_.data()) || storage.contains(values_.data());
    }

private:
    std::span<const K> keys_;
    std::span<const V> values_;
};

/// Rows of one column, keys to be counted: the value of each is 1.
template <class K, class Count>
class key_rows {
public:
    /// A copy of a row.
    struct row {
        K key;
        static constexpr Count value = Count(1);
    };

    explicit key_rows(std::span<const K> keys) noexcept : keys_(keys) {}

    [[nodiscard]] std::size_t count() const noexcept { return keys_.size(); }
    [[nodiscard]] const K& key(std::size_t k) const noexcept { return keys_[k]; }
    [[nodiscard]] static const Count& value(std::size_t) noexcept { return row::value; }
    [[nodiscard]] row copy(std::size_t k) const { return {keys_[k]}; }
    /// True if the rows lie in the memory of a table.
    template <class Storage>
    [[nodiscard]] bool lie_in(const Storage& storage) const noexcept {
        return storage.contains(keys_.data());
    }

private:
    std::span<const K> keys_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
