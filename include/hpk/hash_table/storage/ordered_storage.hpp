// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/storage/load_limit.hpp"
#include "hpk/hash_table/storage/ordered_entries.hpp"
#include "hpk/hash_table/storage/sparse_index.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// A table like CPython's dict: elements lie in insertion order, and the buckets that are probed
/// hold their indices. Hashes are stored, so that growing computes none.
template <class Element, class Allocator, probing Probe>
class ordered_storage {
public:
    using value_type = typename Element::value_type;
    using entries = ordered_entries<Element, Allocator>;
    using cursor = typename entries::cursor;

    explicit ordered_storage(const Allocator& allocator) noexcept : entries_(allocator) {}
    ordered_storage(const ordered_storage& other, const Allocator& allocator)
        : entries_(other.entries_, allocator), size_(other.size_), reserved_(other.reserved_),
          limit_(other.limit_) {
        if (other.bucket_count() != 0) index_ = {entries_.index_memory(), other.bucket_count()};
    }
    ordered_storage(ordered_storage&& other) noexcept : ordered_storage(other.allocator()) {
        swap(other);
    }
    ordered_storage& operator=(ordered_storage&&) = delete;
    ~ordered_storage() = default;

    void swap(ordered_storage& other) noexcept {
        entries_.swap(other.entries_);
        std::swap(index_, other.index_);
        std::swap(size_, other.size_);
        std::swap(reserved_, other.reserved_);
        std::swap(limit_, other.limit_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return entries_.allocator(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t bucket_count() const noexcept { return index_.buckets(); }
    [[nodiscard]] std::size_t capacity() const noexcept {
        return size_ + (entries_.capacity() - entries_.used());
    }
    [[nodiscard]] const void* memory() const noexcept { return entries_.memory(); }
    [[nodiscard]] std::size_t bytes() const noexcept { return entries_.bytes(); }
    /// The entries themselves, for tests of invariants.
    [[nodiscard]] const entries& inner() const noexcept { return entries_; }
    /// True for an address within the memory of this table, such as that of an element.
    [[nodiscard]] bool contains(const void* where) const noexcept {
        return entries_.contains(where);
    }

    [[nodiscard]] float max_load_factor() const noexcept { return limit_.value(); }
    void max_load_factor(float load) noexcept { limit_.set(load); }

    [[nodiscard]] cursor first() const noexcept { return size_ == 0 ? cursor() : entries_.first(); }

    template <class K, class Equal, class HashOf>
    [[nodiscard, gnu::always_inline]] cursor find(const K& key, std::size_t hash,
                                                  const Equal& equal, const HashOf&) const {
        if (size_ == 0) return {};
        const std::size_t k = index_.find(hash, is_key(key, hash, equal));
        return k == index::none ? cursor() : entries_.at(k);
    }

    [[gnu::always_inline]] void prefetch(std::size_t hash) const noexcept {
        if (size_ != 0) index_.prefetch(hash);
    }

    template <class K, class Equal, class HashOf>
    [[nodiscard]] std::size_t probes(const K& key, std::size_t hash, const Equal& equal,
                                     const HashOf&) const {
        return size_ == 0 ? 0 : index_.probes(hash, is_key(key, hash, equal));
    }

    /// Finds the key, or constructs an element behind all others by `make(allocator, where)`.
    template <class K, class Equal, class HashOf, class Make>
    std::pair<cursor, bool> find_or_insert(const K& key, std::size_t hash, const Equal& equal,
                                           const HashOf&, Make make) {
        if (bucket_count() == 0) return {insert_growing(hash, make), true};
        std::size_t free = 0;
        const std::size_t found = index_.find_or_free(hash, is_key(key, hash, equal), free);
        if (found != index::none) return {entries_.at(found), false};
        const std::size_t k = entries_.used();
        if (k == entries_.capacity()) return {insert_growing(hash, make), true};
        make(entries_.allocator(), entries_.value(k));
        entries_.occupy(k, hash);
        index_.set(free, k);
        ++size_;
        return {entries_.at(k), true};
    }

    /// Removes an element; no other element moves.
    template <class HashOf>
    void remove(cursor c, const HashOf&) noexcept {
        const std::size_t k = entries_.index_of(c.get());
        index_.forget(entries_.hashes()[k], k); // first: a destructor may look keys up
        --size_;
        entries_.vacate(k);
    }

    /// The same, returning the next element.
    template <class HashOf>
    cursor erase(cursor c, const HashOf& hash_of) noexcept {
        const cursor removed = c;
        c.advance();
        remove(removed, hash_of);
        return c;
    }

    /// Removes the elements that satisfy the predicate, which is called once per element, in order;
    /// returns their number. No element moves, so the third argument needs no update.
    template <class Pred, class HashOf>
    std::size_t erase_if(Pred pred, const HashOf& hash_of, cursor&) {
        const std::size_t before = size_;
        for (cursor c = first(); c != cursor();)
            if (pred(*c.get()))
                c = erase(c, hash_of);
            else
                c.advance();
        return before - size_;
    }

    void clear() noexcept {
        size_ = 0; // first: a destructor may look keys up
        index_.clear();
        entries_.clear();
    }

    template <class HashOf>
    void rehash(std::size_t least, const HashOf&) {
        if (size_ == 0 && least == 0) {
            ordered_storage nothing(allocator());
            nothing.limit_ = limit_;
            swap(nothing);
            return;
        }
        const std::size_t wanted = least == 0 ? 0 : std::bit_ceil(least);
        const std::size_t count = (std::max)(wanted, buckets_for(size_));
        // Rehashes even to the same number of buckets if there are holes or if the load limit has
        // changed.
        if (count != bucket_count() || size_ != entries_.used() ||
            entries_.capacity() != limit_.elements_in(count))
            move_to(count);
        reserved_ = wanted; // after move_to, which may throw
    }
    template <class HashOf>
    void reserve(std::size_t elements, const HashOf&) {
        const std::size_t buckets = buckets_for(elements);
        if (elements > capacity()) move_to((std::max)(buckets, buckets_to_grow()));
        reserved_ = (std::max)(reserved_, buckets);
    }

    [[nodiscard]] std::size_t index_of(const value_type* element) const noexcept {
        return entries_.index_of(element);
    }
    [[nodiscard]] cursor at_index(std::size_t k) const noexcept { return entries_.at(k); }

private:
    using index = sparse_index<Probe>;

    static constexpr std::size_t fewest = 8;
    /// With more buckets the size of the memory, including hashes and index, would overflow.
    [[nodiscard]] static constexpr std::size_t most() noexcept {
        return std::size_t{1} << (61 - std::bit_width(sizeof(value_type) + 16));
    }
    static constexpr bool is_set = std::is_same_v<typename Element::key_type, value_type>;
    /// Scalar keys are compared directly, without comparing hashes first.
    static constexpr bool compares_hashes = !std::is_scalar_v<typename Element::key_type>;

    /// An empty table with `buckets` buckets, to receive the elements of another table.
    ordered_storage(const ordered_storage& other, std::size_t buckets)
        : entries_(other.allocator(), other.limit_.elements_in(buckets), index::bytes_for(buckets)),
          index_(entries_.index_memory(), buckets), reserved_(other.reserved_),
          limit_(other.limit_) {
        index_.clear();
    }

    template <class K, class Equal>
    auto is_key(const K& key, std::size_t hash, const Equal& equal) const noexcept {
        return [=, this, &key, &equal](std::size_t k) {
            if constexpr (compares_hashes)
                if (entries_.hashes()[k] != hash) return false;
            return static_cast<bool>(equal(entries_.key(k), key));
        };
    }

    [[nodiscard]] std::size_t buckets_for(std::size_t elements) const {
        return limit_.buckets_for(elements, fewest, most());
    }

    /// The dict's rule: at least three times as many buckets as elements, whether that grows or
    /// shrinks the table, but no fewer than were reserved. (With a low max_load_factor, enough
    /// buckets for half as many elements again.)
    [[nodiscard]] std::size_t buckets_to_grow() const {
        return (std::max)(
            {std::bit_ceil(3 * size_), buckets_for(size_ + size_ / 2 + 1), reserved_});
    }

    void move_to(std::size_t buckets) {
        ordered_storage fresh(*this, buckets);
        move_elements(fresh);
        swap(fresh);
    }

    /// The new element is constructed before the others move, because its arguments may refer to
    /// one of them.
    template <class Make>
    [[gnu::noinline]] cursor insert_growing(std::size_t hash, Make make) {
        ordered_storage fresh(*this, buckets_to_grow());
        const std::size_t k = size_;
        make(fresh.entries_.allocator(), fresh.entries_.value(k));
        fresh.entries_.occupy(k, hash);
        fresh.size_ = 1;
        move_elements(fresh);
        swap(fresh);
        return entries_.at(k);
    }

    /// Transfers the elements to the first entries of another table. Strong guarantee, except that
    /// elements are lost if they are not copyable and a move throws.
    void move_elements(ordered_storage& to) {
        lost_unless_moved<Element, ordered_storage> watch(*this);
        std::size_t k = 0;
        for (cursor c = first(); c != cursor(); c.advance(), ++k) {
            transfer<Element>(to.entries_.allocator(), to.entries_.value(k), c.get());
            to.entries_.occupy(k, entries_.hashes()[entries_.index_of(c.get())]);
        }
        watch.all_moved();
        to.size_ += size_;
        to.index_.fill(to.entries_.hashes(), to.size_);
    }

    entries entries_;
    index index_;
    std::size_t size_ = 0;
    std::size_t reserved_ = 0; ///< the least number of buckets to keep when it grows
    load_limit limit_{is_set ? 3.0 / 5 : 2.0 / 3};
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
