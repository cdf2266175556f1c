// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/table/arguments.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Elements for a table, which are copied from a span.
template <class Element, class Allocator>
class element_source {
    using value_type = typename Element::value_type;

public:
    /// A copy of everything needed to construct an element later.
    using record = typename Element::record;

    explicit element_source(std::span<const value_type> values) noexcept : values_(values) {}

    [[nodiscard]] std::size_t count() const noexcept { return values_.size(); }
    /// A part of the source.
    [[nodiscard]] element_source part(std::size_t first, std::size_t count) const noexcept {
        return element_source(values_.subspan(first, count));
    }
    [[nodiscard]] const auto& key(std::size_t k) const noexcept { return Element::key(values_[k]); }
    [[nodiscard]] record copy(std::size_t k) const { return record(values_[k]); }
    void construct(std::size_t k, Allocator& allocator, value_type* to) const {
        std::allocator_traits<Allocator>::construct(allocator, to, values_[k]);
    }
    /// True if the elements lie in the memory of a table.
    template <class Storage>
    [[nodiscard]] bool lies_in(const Storage& storage) const noexcept {
        return storage.contains(values_.data());
    }

private:
    std::span<const value_type> values_;
};

/// The same for a span of keys and another one of their values.
template <class Element, class Allocator>
class pair_source {
    using key_type = typename Element::key_type;
    using mapped_type = typename Element::found_type;
    using value_type = typename Element::value_type;

public:
    using record = typename Element::record;

    /// \throws std::invalid_argument if the spans differ in length
    pair_source(std::span<const key_type> keys, std::span<const mapped_type> values)
        : keys_(keys), values_(values) {
        expect_as_many(keys.size(), values.size(), "values");
    }

    [[nodiscard]] std::size_t count() const noexcept { return keys_.size(); }
    /// A part of the source.
    [[nodiscard]] pair_source part(std::size_t first, std::size_t count) const noexcept {
        return {keys_.subspan(first, count), values_.subspan(first, count)};
    }
    [[nodiscard]] const key_type& key(std::size_t k) const noexcept { return keys_[k]; }
    [[nodiscard]] record copy(std::size_t k) const { return record(keys_[k], values_[k]); }
    void construct(std::size_t k, Allocator& allocator, value_type* to) const {
        std::allocator_traits<Allocator>::construct(allocator, to, keys_[k], values_[k]);
    }
    template <class Storage>
    [[nodiscard]] bool lies_in(const Storage& storage) const noexcept {
        return storage.contains(keys_.data()) || storage.contains(values_.data());
    }

private:
    std::span<const key_type> keys_;
    std::span<const mapped_type> values_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
