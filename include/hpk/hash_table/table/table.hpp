// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

#include "hpk/core/execution.hpp"
#include "hpk/hash_table/table/arguments.hpp"
#include "hpk/hash_table/table/bulk.hpp"
#include "hpk/hash_table/table/deduction.hpp"
#include "hpk/hash_table/table/emplaced.hpp"
#include "hpk/hash_table/table/look_up_many.hpp"
#include "hpk/hash_table/table/sources.hpp"
#include "hpk/hash_table/table/statistics.hpp"
#include "hpk/hash_table/table/table_core.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The common base of maps and sets: the interface of std::unordered_map and std::unordered_set
/// over the storage of a policy, look-ups with a precomputed hash, and operations on many keys or
/// elements at a time. A call goes down to table_core, which hashes the key and guards the table;
/// from there to the policy's storage, which grows and removes; and to the functions of its rung,
/// which find the bucket.
template <class Element, class Hash, class KeyEqual, class Allocator, class Policy>
class table {
protected:
    using core = table_core<Element, Hash, KeyEqual, Allocator, Policy>;
    static constexpr bool is_set = Element::is_set;

public:
    using key_type = typename Element::key_type;     ///< the type of the keys
    using found_type = typename Element::found_type; ///< the results of find_many point to these
    using value_type = typename Element::value_type; ///< an element: a key, or a key-value pair
    using size_type = std::size_t;                   ///< counts elements and buckets
    using difference_type = std::ptrdiff_t;          ///< the distance between iterators
    using hasher = Hash;                             ///< the hash function
    using key_equal = KeyEqual;                      ///< compares keys for equality
    using allocator_type = Allocator;                ///< allocates memory
    using policy = Policy;                     ///< where elements are stored and how they are found
    using reference = value_type&;             ///< a reference to an element
    using const_reference = const value_type&; ///< the same, read-only
    /// A pointer to an element.
    using pointer = typename std::allocator_traits<Allocator>::pointer;
    /// The same, read-only.
    using const_pointer = typename std::allocator_traits<Allocator>::const_pointer;
    /// A forward iterator; the elements of a set, and keys, are read-only.
    using iterator = typename core::iterator;
    /// A read-only forward iterator.
    using const_iterator = typename core::const_iterator;

    static_assert(std::same_as<typename std::allocator_traits<Allocator>::value_type, value_type>,
                  "the allocator's value_type must be that of the table");

protected:
    /// True for types, other than key_type, that are taken as they are.
    template <class K>
    static constexpr bool is_other_key = other_key<K, key_type, Hash, KeyEqual>;
    /// True for types from which insert() constructs an element; types that convert to one
    /// implicitly are converted in the call.
    template <class P>
    static constexpr bool becomes_element =
        is_set ? is_other_key<P>
               : !std::same_as<std::remove_cvref_t<P>, value_type> &&
                     std::constructible_from<value_type, P&&>;

    /// Replaces the elements by those given. Strong guarantee.
    void assign(std::initializer_list<value_type> values) {
        table fresh(0, core_.hash(), core_.equal(), get_allocator());
        fresh.max_load_factor(max_load_factor());
        fresh.insert(values);
        core_.swap(fresh.core_);
    }

public:
    /// A table with these elements (of several with the same key, the first) and at least `buckets`
    /// buckets. No constructor allocates memory for a table without elements and buckets.
    /// \{
    table() noexcept(noexcept(Allocator()) && noexcept(Hash()) && noexcept(KeyEqual()))
        : table(Allocator()) {}
    explicit table(const Allocator& allocator) : core_(allocator) {}
    explicit table(size_type buckets, const Hash& hash = Hash(), const KeyEqual& equal = KeyEqual(),
                   const Allocator& allocator = Allocator())
        : core_(allocator, hash, equal) {
        rehash(buckets);
    }
    table(size_type buckets, const Allocator& allocator)
        : table(buckets, Hash(), KeyEqual(), allocator) {}
    table(size_type buckets, const Hash& hash, const Allocator& allocator)
        : table(buckets, hash, KeyEqual(), allocator) {}

    template <element_iterator It, end_of_elements<It> End>
    table(It first, End last, size_type buckets = 0, const Hash& hash = Hash(),
          const KeyEqual& equal = KeyEqual(), const Allocator& allocator = Allocator())
        : table(buckets, hash, equal, allocator) {
        insert(std::move(first), last);
    }
    template <element_iterator It, end_of_elements<It> End>
    table(It first, End last, const Allocator& allocator)
        : table(std::move(first), last, 0, allocator) {}
    template <element_iterator It, end_of_elements<It> End>
    table(It first, End last, size_type buckets, const Allocator& allocator)
        : table(std::move(first), last, buckets, Hash(), KeyEqual(), allocator) {}
    template <element_iterator It, end_of_elements<It> End>
    table(It first, End last, size_type buckets, const Hash& hash, const Allocator& allocator)
        : table(std::move(first), last, buckets, hash, KeyEqual(), allocator) {}

    table(std::initializer_list<value_type> values, size_type buckets = 0,
          const Hash& hash = Hash(), const KeyEqual& equal = KeyEqual(),
          const Allocator& allocator = Allocator())
        : table(values.begin(), values.end(), buckets, hash, equal, allocator) {}
    table(std::initializer_list<value_type> values, const Allocator& allocator)
        : table(values, 0, allocator) {}
    table(std::initializer_list<value_type> values, size_type buckets, const Allocator& allocator)
        : table(values, buckets, Hash(), KeyEqual(), allocator) {}
    table(std::initializer_list<value_type> values, size_type buckets, const Hash& hash,
          const Allocator& allocator)
        : table(values, buckets, hash, KeyEqual(), allocator) {}
    /// \}
    /// The same for C++23's std::from_range.
    /// \{
    template <range_of<value_type> Range, class... Arguments>
    table(from_range_t, Range&& range, size_type buckets = 0, const Arguments&... arguments)
        : table(std::ranges::begin(range), std::ranges::end(range), buckets, arguments...) {}
    template <range_of<value_type> Range>
    table(from_range_t, Range&& range, const Allocator& allocator)
        : table(std::ranges::begin(range), std::ranges::end(range), allocator) {}
    /// \}

    /// A copy, with the hash and equality of the other table, in time linear in its bucket_count().
    /// \{
    table(const table& other)
        : table(other, std::allocator_traits<Allocator>::select_on_container_copy_construction(
                           other.get_allocator())) {}
    table(const table& other, const std::type_identity_t<Allocator>& allocator)
        : core_(other.core_, allocator) {}
    /// \}
    /// Takes the elements of the other table, which is then empty: in constant time, unless the
    /// allocators differ.
    /// \{
    // NOLINTNEXTLINE(performance-noexcept-move-constructor): it depends on Hash and Equal
    table(table&& other) noexcept(std::is_nothrow_move_constructible_v<core>) = default;
    table(table&& other, const std::type_identity_t<Allocator>& allocator)
        : core_(allocator, other.core_.hash(), other.core_.equal()) {
        core_.take(other.core_);
    }
    /// \}
    ~table() = default;

    /// Replaces the elements by those given. Strong guarantee. The other table of a move keeps
    /// copies of its hash and comparison, so that it stays usable.
    /// \{
    table& operator=(const table& other) {
        if (this == &other) return *this;
        constexpr bool propagate =
            std::allocator_traits<Allocator>::propagate_on_container_copy_assignment::value;
        table copy(other, propagate ? other.get_allocator() : get_allocator());
        core_.swap(copy.core_);
        return *this;
    }
    // NOLINTBEGIN(performance-noexcept-move-constructor): unequal allocators must allocate
    table&
    operator=(table&& other) noexcept(std::allocator_traits<Allocator>::is_always_equal::value &&
                                      std::is_nothrow_swappable_v<Hash> &&
                                      std::is_nothrow_swappable_v<KeyEqual> &&
                                      std::is_nothrow_copy_constructible_v<Hash> &&
                                      std::is_nothrow_copy_constructible_v<KeyEqual>) {
        // NOLINTEND(performance-noexcept-move-constructor)
        if (this == &other) return *this;
        constexpr bool propagate =
            std::allocator_traits<Allocator>::propagate_on_container_move_assignment::value;
        if constexpr (propagate) {
            table taken(std::move(other));
            core_.swap(taken.core_);
        } else {
            table taken(std::move(other), get_allocator());
            core_.swap(taken.core_);
        }
        return *this;
    }
    /// \}

    /// Exchanges two tables in constant time. Invalidates the iterators of both.
    /// \{
    void swap(table& other) noexcept(std::allocator_traits<Allocator>::is_always_equal::value &&
                                     std::is_nothrow_swappable_v<Hash> &&
                                     std::is_nothrow_swappable_v<KeyEqual>) {
        core_.swap(other.core_);
    }
    friend void swap(table& a, table& b) noexcept(noexcept(a.swap(b))) { a.swap(b); }
    /// \}

    /// A copy of the allocator.
    [[nodiscard]] allocator_type get_allocator() const noexcept { return core_.allocator(); }
    /// A copy of the hash, including its seed, if it has one.
    [[nodiscard]] hasher hash_function() const { return core_.hash(); }
    /// A copy of the equality.
    [[nodiscard]] key_equal key_eq() const { return core_.equal(); }

    /// The first element. The order depends only on the hashes and the sequence of operations.
    /// \{
    [[nodiscard]] iterator begin() noexcept { return core_.at(core_.storage().first()); }
    [[nodiscard]] const_iterator begin() const noexcept {
        return core_.at(core_.storage().first());
    }
    [[nodiscard]] const_iterator cbegin() const noexcept { return begin(); }
    /// \}
    /// The end of iteration.
    /// \{
    [[nodiscard]] iterator end() noexcept { return core_.at(cursor()); }
    [[nodiscard]] const_iterator end() const noexcept { return core_.at(cursor()); }
    [[nodiscard]] const_iterator cend() const noexcept { return end(); }
    /// \}

    /// True if there are no elements.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// The number of elements.
    [[nodiscard]] size_type size() const noexcept { return core_.size(); }
    /// The largest possible size().
    [[nodiscard]] size_type max_size() const noexcept { return core_.max_size(); }

    // Look-up. A key is a key_type, or anything that converts to one implicitly, or any type that
    // hash and equality take if both are transparent. If the hash of the key, hash_function()(key),
    // is known, it may be given as well.

    /// The element of a key, or end(). Takes constant time on average, as do all look-ups.
    /// \{
    template <optional_hash H = unknown_hash>
    [[nodiscard, gnu::always_inline]] iterator find(const key_type& key, H hash = {}) {
        return core_.at(core_.find(key, hash));
    }
    template <optional_hash H = unknown_hash>
    [[nodiscard, gnu::always_inline]] const_iterator find(const key_type& key, H hash = {}) const {
        return core_.at(core_.find(key, hash));
    }
    template <class K, optional_hash H = unknown_hash>
        requires is_other_key<K>
    [[nodiscard, gnu::always_inline]] iterator find(const K& key, H hash = {}) {
        return core_.at(core_.find(key, hash));
    }
    template <class K, optional_hash H = unknown_hash>
        requires is_other_key<K>
    [[nodiscard, gnu::always_inline]] const_iterator find(const K& key, H hash = {}) const {
        return core_.at(core_.find(key, hash));
    }
    /// \}
    /// True if the key is in the table.
    /// \{
    template <optional_hash H = unknown_hash>
    [[nodiscard]] bool contains(const key_type& key, H hash = {}) const {
        return core_.find(key, hash) != cursor();
    }
    template <class K, optional_hash H = unknown_hash>
        requires is_other_key<K>
    [[nodiscard]] bool contains(const K& key, H hash = {}) const {
        return core_.find(key, hash) != cursor();
    }
    /// \}
    /// 1 if the key is in the table, otherwise 0.
    /// \{
    template <optional_hash H = unknown_hash>
    [[nodiscard]] size_type count(const key_type& key, H hash = {}) const {
        return contains(key, hash) ? 1 : 0;
    }
    template <class K, optional_hash H = unknown_hash>
        requires is_other_key<K>
    [[nodiscard]] size_type count(const K& key, H hash = {}) const {
        return contains(key, hash) ? 1 : 0;
    }
    /// \}
    /// The element of a key as a range, which is empty if the key is not in the table.
    /// \{
    template <optional_hash H = unknown_hash>
    [[nodiscard]] std::pair<iterator, iterator> equal_range(const key_type& key, H hash = {}) {
        return range_at(find(key, hash), end());
    }
    template <optional_hash H = unknown_hash>
    [[nodiscard]] std::pair<const_iterator, const_iterator> equal_range(const key_type& key,
                                                                        H hash = {}) const {
        return range_at(find(key, hash), end());
    }
    template <class K, optional_hash H = unknown_hash>
        requires is_other_key<K>
    [[nodiscard]] std::pair<iterator, iterator> equal_range(const K& key, H hash = {}) {
        return range_at(find(key, hash), end());
    }
    template <class K, optional_hash H = unknown_hash>
        requires is_other_key<K>
    [[nodiscard]] std::pair<const_iterator, const_iterator> equal_range(const K& key,
                                                                        H hash = {}) const {
        return range_at(find(key, hash), end());
    }
    /// \}

    // Many keys at a time.

    /// The index that means that a key is not in the table.
    static constexpr std::size_t npos = (std::numeric_limits<std::size_t>::max)();

    /// Looks up many keys: a contiguous range of key_type, or of a type that the table looks up
    /// transparently. Cache misses of different keys overlap. Results are pointers to the mapped
    /// values (of a set: to its keys), null for a key that is not in the table. With hpk::parallel
    /// the hash and the comparison must not throw.
    /// \returns the number of keys that are in the table
    /// \throws std::invalid_argument if keys and results differ in length
    /// \{
    template <key_span Keys, execution_policy How = sequential>
    size_type find_many(const Keys& keys, std::span<found_type*> results, How how = {}) {
        return find_pointers(core_, keys, results, how);
    }
    template <key_span Keys, execution_policy How = sequential>
        requires(!is_set)
    size_type find_many(const Keys& keys, std::span<const found_type*> results,
                        How how = {}) const {
        return find_pointers(core_, keys, results, how);
    }
    template <key_span Keys, execution_policy How = sequential>
        requires is_set
    size_type find_many(const Keys& keys, std::span<found_type*> results, How how = {}) const {
        return find_pointers(core_, keys, results, how);
    }
    /// \}
    /// The same; results are indices for nth(), npos for a key that is not in the table.
    template <key_span Keys, execution_policy How = sequential>
    size_type find_many(const Keys& keys, std::span<size_type> results, How how = {}) const {
        return look_up_many(
            core_, keys, results.size(),
            [this, results](size_type k, value_type* element, std::size_t is_there) {
                results[k] = is_there != 0 ? core_.storage().index_of(element) : npos;
            },
            how);
    }
    /// The same; results are the mapped values, `missing` for a key that is not in the table.
    template <key_span Keys, execution_policy How = sequential>
        requires(!is_set)
    size_type find_many(const Keys& keys, std::span<found_type> results, const found_type& missing,
                        How how = {}) const {
        return find_values(core_, keys, results, missing, how);
    }
    /// The same; a result is true if the key is in the table.
    template <key_span Keys, execution_policy How = sequential>
    size_type contains_many(const Keys& keys, std::span<bool> results, How how = {}) const {
        return look_up_many(
            core_, keys, results.size(),
            [results](size_type k, const void*, std::size_t is_there) { results[k] = is_there; },
            how);
    }
    /// The same; bit k % 64 of word k / 64 is 1 if key k is in the table, the bits behind are 0.
    /// \throws std::invalid_argument if there are not as many words as the keys need
    template <key_span Keys, execution_policy How = sequential>
    size_type contains_many(const Keys& keys, std::span<std::uint64_t> bits, How how = {}) const {
        return find_bits(core_, keys, bits, how);
    }
    /// The element at an index that find_many returned. The index becomes invalid when iterators
    /// do.
    /// \{
    [[nodiscard]] reference nth(size_type index) noexcept
        requires(!is_set)
    {
        return *core_.storage().at_index(index).get();
    }
    [[nodiscard]] const_reference nth(size_type index) const noexcept {
        return *core_.storage().at_index(index).get();
    }
    /// \}

    /// Inserts many elements; of several with the same key, the first. Returns the number of new
    /// elements. Basic guarantee: if it throws, some of them are in the table. The table is the
    /// same, in the same order, for every number of threads. With hpk::parallel the hash, the
    /// comparison and copy constructors of elements are called concurrently, and the program ends
    /// if one of them throws or if memory runs out.
    template <execution_policy How = sequential>
    size_type insert_many(std::span<const value_type> values, How how = {}) {
        return detail::insert_many(core_, element_source<Element, Allocator>(values), how);
    }
    /// Replaces all elements by these; of several with the same key, by the first. It is the
    /// fastest way to fill a large table. Basic guarantee: if it throws, the table has all of the
    /// old elements, or some of the new ones. For hpk::parallel the same holds as for insert_many.
    template <execution_policy How = sequential>
    void build(std::span<const value_type> values, How how = {}) {
        detail::build(core_, element_source<Element, Allocator>(values), how);
    }

    // Insertion.

    /// Inserts an element, unless its key is in the table; returns an iterator to it, and whether
    /// it is new. Strong guarantee, unless elements are not copyable and their move may throw. An
    /// argument may refer to an element of this table. A rehash invalidates iterators and
    /// references. Takes constant time on average. A hint is ignored.
    /// \{
    std::pair<iterator, bool> insert(const value_type& value) {
        return core_.emplace(Element::key(value), value);
    }
    std::pair<iterator, bool> insert(value_type&& value) {
        return core_.emplace(Element::key(value), std::move(value));
    }
    template <class P>
        requires becomes_element<P>
    std::pair<iterator, bool> insert(P&& value) {
        return emplace(std::forward<P>(value));
    }
    iterator insert(const_iterator, const value_type& value) { return insert(value).first; }
    iterator insert(const_iterator, value_type&& value) { return insert(std::move(value)).first; }
    template <class P>
        requires becomes_element<P>
    iterator insert(const_iterator, P&& value) {
        return emplace(std::forward<P>(value)).first;
    }
    /// \}
    /// Inserts many elements, one by one; of several with the same key, the first. Basic guarantee.
    /// \{
    template <element_iterator It, end_of_elements<It> End>
        requires(!std::same_as<It, const_iterator> || std::same_as<It, End>)
    void insert(It first, End last) {
        const auto emplace_all = [&] {
            for (; first != last; ++first) emplace(*first);
        };
        if constexpr (std::contiguous_iterator<It> && Element::copyable)
            if (core_.storage().contains(std::to_address(first))) [[unlikely]]
                return with_copies(core_, emplace_all);
        emplace_all();
    }
    void insert(std::initializer_list<value_type> values) { insert(values.begin(), values.end()); }
    template <range_of<value_type> Range>
    void insert_range(Range&& range) {
        insert(std::ranges::begin(range), std::ranges::end(range));
    }
    /// \}

    /// Inserts value_type(args...), unless its key is in the table, with the guarantees of insert.
    template <class... Args>
    std::pair<iterator, bool> emplace(Args&&... args) {
        using key = key_among<Element, Hash, KeyEqual>;
        if constexpr (requires { key::of(args...); }) {
            return core_.emplace(key::of(args...), std::forward<Args>(args)...);
        } else {
            made_apart<value_type, Allocator> made(get_allocator(), std::forward<Args>(args)...);
            const auto move_here = [&](Allocator& allocator, value_type* to) {
                Element::move_construct(allocator, to, made.get());
            };
            return core_.template insert<is_bytes<Element, Allocator>>(Element::key(*made.get()),
                                                                       move_here);
        }
    }
    /// As emplace; the hint is ignored.
    template <class... Args>
    iterator emplace_hint(const_iterator, Args&&... args) {
        return emplace(std::forward<Args>(args)...).first;
    }

    /// Moves those elements of another table here whose keys this table does not have. The tables
    /// may differ in hash, equality and policy. If it throws, each element is in one of the tables.
    /// \throws std::invalid_argument if the elements cannot be moved and the allocators differ
    /// \{
    template <class OtherHash, class OtherEqual, class OtherPolicy>
    void merge(table<Element, OtherHash, OtherEqual, Allocator, OtherPolicy>& other) {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(other)>, table>)
            if (this == &other) return;
        constexpr bool stay =
            std::same_as<Policy, OtherPolicy> && elements_stay<typename core::storage_type>;
        if constexpr (stay)
            if (get_allocator() == other.get_allocator()) return core_.merge(other.core_);
        if constexpr (stay && !core::can_change_allocators) {
            core::refuse_to_change_allocators();
        } else {
            other.core_.remove_if([&](value_type& value) {
                const auto move_here = [&](Allocator& allocator, value_type* to) {
                    transfer<Element>(allocator, to, std::addressof(value));
                };
                return core_.template insert<false>(Element::key(value), move_here).second;
            });
        }
    }
    template <class OtherHash, class OtherEqual, class OtherPolicy>
    void merge(table<Element, OtherHash, OtherEqual, Allocator, OtherPolicy>&& other) {
        merge(other);
    }
    /// \}

    // Removal.

    /// Removes the element of a key, whose hash may be given; returns the number of removed
    /// elements, 0 or 1. Other elements may move, so removal invalidates all iterators and
    /// references. Takes constant time on average.
    /// \{
    template <optional_hash H = unknown_hash>
    size_type erase(const key_type& key, H hash = {}) {
        return core_.remove(core_.find(key, hash));
    }
    template <class K, optional_hash H = unknown_hash>
        requires(is_other_key<K> && !std::convertible_to<K &&, const_iterator> &&
                 !std::convertible_to<K &&, iterator>)
    size_type erase(K&& key, H hash = {}) {
        return core_.remove(core_.find(key, hash));
    }
    /// \}
    /// Removes the element; returns the next. A loop `it = t.erase(it)` misses no element, but may
    /// visit one twice; hpk::erase_if visits each once.
    /// \{
    iterator erase(const_iterator where) noexcept { return core_.at(core_.erase(where.place())); }
    iterator erase(iterator where) noexcept
        requires(!is_set)
    {
        return erase(const_iterator(where));
    }
    /// \}
    /// Removes the elements in [first, last), in time linear in bucket_count(); returns an iterator
    /// to the element that `last` referred to.
    iterator erase(const_iterator first, const_iterator last) {
        if (first == last) return core_.at(first.place_or_end());
        return core_.at(core_.erase(first.place(), last == end() ? cursor() : last.place()));
    }
    /// Removes the elements for which the predicate returns true, calling it once per element.
    /// Returns the number of removed elements. If the predicate throws, the elements for which it
    /// returned true before are removed. Also available as hpk::erase_if(table, pred).
    template <class Pred>
    size_type erase_if(Pred pred) {
        return core_.remove_if([&](value_type& value) -> bool {
            if constexpr (is_set)
                return pred(std::as_const(value));
            else
                return pred(value);
        });
    }
    /// Removes all elements and keeps the buckets, in time linear in bucket_count(). Invalidates
    /// all iterators.
    void clear() noexcept { core_.clear(); }

    // Buckets.

    /// The number of buckets; 0 before the first insertion.
    [[nodiscard]] size_type bucket_count() const noexcept { return core_.storage().bucket_count(); }
    /// The largest possible bucket_count().
    [[nodiscard]] size_type max_bucket_count() const noexcept { return max_size(); }
    /// size() / bucket_count(), or 0 for an empty table.
    [[nodiscard]] float load_factor() const noexcept {
        return empty() ? 0 : static_cast<float>(size()) / static_cast<float>(bucket_count());
    }
    /// The load above which an insertion makes the table grow.
    [[nodiscard]] float max_load_factor() const noexcept {
        return core_.storage().max_load_factor();
    }
    /// Sets it, clamped to [0.1, 0.875]; NaN is ignored. Takes effect at the next rehash, or
    /// clear() of any policy but `ordered`.
    void max_load_factor(float load) noexcept { core_.max_load_factor(load); }
    /// Changes the number of buckets to at least `buckets`, and enough for the elements; 0 gives
    /// the fewest possible.
    /// \throws std::length_error beyond max_size()
    void rehash(size_type buckets) { core_.rehash(buckets); }
    /// Makes room, so that the table can grow to `elements` elements without a rehash.
    /// \throws std::length_error beyond max_size()
    void reserve(size_type elements) { core_.reserve(elements); }
    /// Rehashes to the fewest buckets that hold the elements.
    void shrink_to_fit() { rehash(0); }

    // Observation.

    /// The number of buckets, or of windows of buckets that are compared at once, that a look-up of
    /// the key visits.
    /// \{
    [[nodiscard]] std::size_t probe_count(const key_type& key) const { return core_.probes(key); }
    template <class K>
        requires is_other_key<K>
    [[nodiscard]] std::size_t probe_count(const K& key) const {
        return core_.probes(key);
    }
    /// \}
    /// Measures how well the elements are placed, and the table's memory, in time linear in
    /// bucket_count().
    [[nodiscard]] hash_table::statistics statistics() const {
        return measured<Element>(*this, core_.storage().bytes());
    }

    /// True if both have the same elements, in any order.
    friend bool operator==(const table& a, const table& b) {
        if (a.size() != b.size()) return false;
        return std::ranges::all_of(a, [&](const value_type& value) {
            const cursor c = b.core_.find(Element::key(value));
            return c != cursor() && value == *c.get();
        });
    }

protected:
    core core_; ///< the elements, the hash and the equality

private:
    template <class, class, class, class, class>
    friend class table;
    using cursor = typename core::cursor;

    template <class It>
    static std::pair<It, It> range_at(It it, It end) {
        return {it, it == end ? end : std::next(it)};
    }
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
