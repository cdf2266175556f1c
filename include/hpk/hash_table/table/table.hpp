// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "hpk/hash_table/table/bulk_table.hpp"
#include "hpk/hash_table/table/deduction.hpp"
#include "hpk/hash_table/table/statistics.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Iterators over elements to insert: C++20's, and those of C++17, which may lack features that
/// C++20 requires, such as a default constructor.
template <class It>
concept element_iterator =
    std::input_iterator<It> || requires { typename std::iterator_traits<It>::iterator_category; };
template <class End, class It>
concept end_of_elements = std::same_as<End, It> || std::sentinel_for<End, It>;
/// Ranges whose values convert explicitly to an element. (Including `<ranges>` would slow every
/// user's compilation.)
template <class Range, class Value>
concept range_of = requires(Range&& range) {
    std::ranges::end(range);
    Value(*std::ranges::begin(range));
};

/// The common base of maps and sets: the interface of std::unordered_map and std::unordered_set
/// over the storage of a policy, and look-ups with a precomputed hash.
template <class Element, class Hash, class KeyEqual, class Allocator, class Policy>
class table : public bulk_table<Element, Hash, KeyEqual, Allocator, Policy> {
    using base = bulk_table<Element, Hash, KeyEqual, Allocator, Policy>;

protected:
    using base::at;
    using base::comparable;
    using base::equal_;
    using base::erase_at;
    using base::generation_;
    using base::hash_;
    using base::hash_key;
    using base::hash_of;
    using base::insert_made;
    using base::insert_with;
    using base::is_set;
    using base::locate;
    using base::modifications_;
    using base::storage_;
    using typename base::bare_key;
    using typename base::cursor;

public:
    using base::bucket_count;
    using base::clear;
    using base::empty;
    using base::get_allocator;
    using base::max_size;
    using base::rehash;
    using base::size;
    using typename base::allocator_type;
    using typename base::const_iterator;
    using typename base::difference_type;
    using typename base::hasher;
    using typename base::iterator;
    using typename base::key_equal;
    using typename base::key_type;
    using typename base::size_type;
    using typename base::value_type;

protected:
    template <class K>
    static constexpr bool look_up = base::template is_looked_up<const K&>;

    /// Replaces the elements by those given. Strong guarantee.
    void assign(std::initializer_list<value_type> values) {
        table fresh(0, hash_, equal_, get_allocator());
        fresh.max_load_factor(max_load_factor());
        fresh.insert(values);
        base::swap(fresh);
    }
    /// True for types from which insert() constructs an element; types that convert to one
    /// implicitly are converted in the call.
    template <class P>
    static constexpr bool becomes_element =
        is_set ? base::template is_other_key<P>
               : !std::same_as<std::remove_cvref_t<P>, value_type> &&
                     std::constructible_from<value_type, P&&>;

public:
    /// A table with these elements (of several with the same key, the first) and at least `buckets`
    /// buckets. No constructor allocates memory for a table without elements and buckets.
    table() noexcept(noexcept(Allocator()) && noexcept(Hash()) && noexcept(KeyEqual()))
        : table(Allocator()) {}
    /// As above.
    explicit table(const Allocator& allocator) : base(allocator) {}
    /// As above.
    explicit table(size_type buckets, const Hash& hash = Hash(), const KeyEqual& equal = KeyEqual(),
                   const Allocator& allocator = Allocator())
        : base(allocator, hash, equal) {
        rehash(buckets);
    }
    /// As above.
    table(size_type buckets, const Allocator& allocator)
        : table(buckets, Hash(), KeyEqual(), allocator) {}
    /// As above.
    table(size_type buckets, const Hash& hash, const Allocator& allocator)
        : table(buckets, hash, KeyEqual(), allocator) {}

    /// As above.
    template <element_iterator It, end_of_elements<It> End>
    table(It first, End last, size_type buckets = 0, const Hash& hash = Hash(),
          const KeyEqual& equal = KeyEqual(), const Allocator& allocator = Allocator())
        : table(buckets, hash, equal, allocator) {
        insert(std::move(first), last);
    }
    /// As above.
    template <element_iterator It, end_of_elements<It> End>
    table(It first, End last, const Allocator& allocator)
        : table(std::move(first), last, 0, allocator) {}
    /// As above.
    template <element_iterator It, end_of_elements<It> End>
    table(It first, End last, size_type buckets, const Allocator& allocator)
        : table(std::move(first), last, buckets, Hash(), KeyEqual(), allocator) {}
    /// As above.
    template <element_iterator It, end_of_elements<It> End>
    table(It first, End last, size_type buckets, const Hash& hash, const Allocator& allocator)
        : table(std::move(first), last, buckets, hash, KeyEqual(), allocator) {}

    /// The same for C++23's std::from_range.
    template <range_of<value_type> Range, class... Arguments>
    table(from_range_t, Range&& range, size_type buckets = 0, const Arguments&... arguments)
        : table(std::ranges::begin(range), std::ranges::end(range), buckets, arguments...) {}
    /// As above.
    template <range_of<value_type> Range>
    table(from_range_t, Range&& range, const Allocator& allocator)
        : table(std::ranges::begin(range), std::ranges::end(range), allocator) {}

    /// As above.
    table(std::initializer_list<value_type> values, size_type buckets = 0,
          const Hash& hash = Hash(), const KeyEqual& equal = KeyEqual(),
          const Allocator& allocator = Allocator())
        : table(values.begin(), values.end(), buckets, hash, equal, allocator) {}
    /// As above.
    table(std::initializer_list<value_type> values, const Allocator& allocator)
        : table(values, 0, allocator) {}
    /// As above.
    table(std::initializer_list<value_type> values, size_type buckets, const Allocator& allocator)
        : table(values, buckets, Hash(), KeyEqual(), allocator) {}
    /// As above.
    table(std::initializer_list<value_type> values, size_type buckets, const Hash& hash,
          const Allocator& allocator)
        : table(values, buckets, hash, KeyEqual(), allocator) {}

    /// A copy, with the hash and equality of the other table, in time linear in its bucket_count().
    table(const table& other)
        : table(other, std::allocator_traits<Allocator>::select_on_container_copy_construction(
                           other.get_allocator())) {}
    /// As above.
    table(const table& other, const std::type_identity_t<Allocator>& allocator)
        : base(other, allocator) {}
    /// Takes the elements of the other table, which is then empty: in constant time, unless the
    /// allocators differ.
    // NOLINTBEGIN(performance-noexcept-move-constructor): a copy of the hash may throw
    table(table&& other) noexcept(std::is_nothrow_copy_constructible_v<Hash> &&
                                  std::is_nothrow_copy_constructible_v<KeyEqual>)
        // NOLINTEND(performance-noexcept-move-constructor)
        : base(std::move(other)) {}
    /// As above.
    table(table&& other, const std::type_identity_t<Allocator>& allocator)
        : base(allocator, other.hash_, other.equal_) {
        this->take(other);
    }
    ~table() = default;

    /// Replaces the elements by those given. Strong guarantee.
    table& operator=(const table& other) {
        if (this == &other) return *this;
        constexpr bool propagate =
            std::allocator_traits<Allocator>::propagate_on_container_copy_assignment::value;
        table copy(other, propagate ? other.get_allocator() : get_allocator());
        base::swap(copy);
        return *this;
    }
    // NOLINTBEGIN(performance-noexcept-move-constructor): unequal allocators must allocate
    /// As above. The other table keeps copies of its hash and comparison, so that it stays usable.
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
            base::swap(taken);
        } else {
            table taken(std::move(other), get_allocator());
            base::swap(taken);
        }
        return *this;
    }

    /// Exchanges two tables in constant time. Invalidates the iterators of both.
    void swap(table& other) noexcept(std::allocator_traits<Allocator>::is_always_equal::value &&
                                     std::is_nothrow_swappable_v<Hash> &&
                                     std::is_nothrow_swappable_v<KeyEqual>) {
        base::swap(other);
    }
    /// As above.
    friend void swap(table& a, table& b) noexcept(noexcept(a.swap(b))) { a.swap(b); }

    /// A copy of the hash, including its seed, if it has one.
    [[nodiscard]] hasher hash_function() const { return hash_; }
    /// A copy of the equality.
    [[nodiscard]] key_equal key_eq() const { return equal_; }

    /// The first element. The order depends only on the hashes and the sequence of operations.
    [[nodiscard]] iterator begin() noexcept { return at(storage_.first()); }
    /// As above.
    [[nodiscard]] const_iterator begin() const noexcept { return at(storage_.first()); }
    /// begin() of a const table.
    [[nodiscard]] const_iterator cbegin() const noexcept { return begin(); }
    /// The end of iteration.
    [[nodiscard]] iterator end() noexcept { return at(cursor()); }
    /// As above.
    [[nodiscard]] const_iterator end() const noexcept { return at(cursor()); }
    /// end() of a const table.
    [[nodiscard]] const_iterator cend() const noexcept { return end(); }

    // Look-up. A key is a key_type, or any type that hash and equality take if both are
    // transparent, or a type that converts to key_type implicitly.

    /// The element of a key, or end(). Takes constant time on average, as do all look-ups.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard, gnu::always_inline]] iterator find(const K& key) {
        return at(locate(key));
    }
    /// As above.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard, gnu::always_inline]] const_iterator find(const K& key) const {
        return at(locate(key));
    }
    /// True if the key is in the table.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] bool contains(const K& key) const {
        return locate(key) != cursor();
    }
    /// 1 if the key is in the table, otherwise 0.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] size_type count(const K& key) const {
        return contains(key) ? 1 : 0;
    }
    /// The element of a key as a range, which is empty if the key is not in the table.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] std::pair<iterator, iterator> equal_range(const K& key) {
        return range_at(find(key), end());
    }
    /// As above.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] std::pair<const_iterator, const_iterator> equal_range(const K& key) const {
        return range_at(find(key), end());
    }

    /// The same for a key whose hash, hash_function()(key), is known.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard, gnu::always_inline]] iterator find(const K& key, std::size_t hash) {
        return at(locate(key, hash));
    }
    /// As above.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard, gnu::always_inline]] const_iterator find(const K& key, std::size_t hash) const {
        return at(locate(key, hash));
    }
    /// As above.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] bool contains(const K& key, std::size_t hash) const {
        return locate(key, hash) != cursor();
    }
    /// As above.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] size_type count(const K& key, std::size_t hash) const {
        return contains(key, hash) ? 1 : 0;
    }
    /// As above.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] std::pair<iterator, iterator> equal_range(const K& key, std::size_t hash) {
        return range_at(find(key, hash), end());
    }
    /// As above.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] std::pair<const_iterator, const_iterator> equal_range(const K& key,
                                                                        std::size_t hash) const {
        return range_at(find(key, hash), end());
    }

    /// Inserts an element, unless its key is in the table; returns an iterator to it, and whether
    /// it is new. Strong guarantee, unless elements are not copyable and their move may throw. An
    /// argument may refer to an element of this table. A rehash invalidates iterators and
    /// references. Takes constant time on average.
    std::pair<iterator, bool> insert(const value_type& value) {
        return insert_made(Element::key(value), value);
    }
    /// As above.
    std::pair<iterator, bool> insert(value_type&& value) {
        return insert_made(Element::key(value), std::move(value));
    }
    /// As above.
    template <class P>
        requires becomes_element<P>
    std::pair<iterator, bool> insert(P&& value) {
        return emplace(std::forward<P>(value));
    }
    /// As above.
    iterator insert(const_iterator, const value_type& value) { return insert(value).first; }
    /// As above.
    iterator insert(const_iterator, value_type&& value) { return insert(std::move(value)).first; }
    /// As above.
    template <class P>
        requires becomes_element<P>
    iterator insert(const_iterator, P&& value) {
        return emplace(std::forward<P>(value)).first;
    }
    /// Inserts many elements, one by one; of several with the same key, the first. Basic guarantee.
    template <element_iterator It, end_of_elements<It> End>
        requires(!std::same_as<It, const_iterator> || std::same_as<It, End>)
    void insert(It first, End last) {
        const auto emplace_all = [&] {
            for (; first != last; ++first) emplace(*first);
        };
        if constexpr (std::contiguous_iterator<It> && Element::copyable)
            if (storage_.contains(std::to_address(first))) [[unlikely]]
                return this->with_copies(emplace_all);
        emplace_all();
    }
    /// As above.
    void insert(std::initializer_list<value_type> values) { insert(values.begin(), values.end()); }
    /// As above.
    template <range_of<value_type> Range>
    void insert_range(Range&& range) {
        insert(std::ranges::begin(range), std::ranges::end(range));
    }

    /// Inserts value_type(args...), unless its key is in the table, with the guarantees of insert.
    template <class... Args>
    std::pair<iterator, bool> emplace(Args&&... args) {
        if constexpr (requires { key_among(args...); }) {
            return insert_made(key_among(args...), std::forward<Args>(args)...);
        } else {
            made_apart made(get_allocator(), std::forward<Args>(args)...);
            const auto move_here = [&](Allocator& allocator, value_type* to) {
                Element::move_construct(allocator, to, made.get());
            };
            return this->template insert_with<is_bytes<Element, Allocator>>(
                Element::key(*made.get()), move_here);
        }
    }
    /// As emplace; the hint is ignored.
    template <class... Args>
    iterator emplace_hint(const_iterator, Args&&... args) {
        return emplace(std::forward<Args>(args)...).first;
    }

    /// Removes the element of a key; returns the number of removed elements, 0 or 1. Other elements
    /// may move, so removal invalidates all iterators and references. Takes constant time on
    /// average.
    size_type erase(const key_type& key) { return erase_at(locate(key)); }
    /// As above.
    template <class K>
        requires(base::template is_other_key<K> && !std::convertible_to<K &&, const_iterator> &&
                 !std::convertible_to<K &&, iterator>)
    size_type erase(K&& key) {
        return erase_at(locate(key));
    }
    /// As above.
    template <class K = key_type>
        requires(look_up<K> && !std::convertible_to<K &&, const_iterator> &&
                 !std::convertible_to<K &&, iterator>)
    size_type erase(K&& key, std::size_t hash) {
        return erase_at(locate(key, hash));
    }
    /// Removes the element; returns the next. A loop `it = t.erase(it)` misses no element, but may
    /// visit one twice; hpk::erase_if visits each once.
    iterator erase(const_iterator where) noexcept {
        const typename base::template scope_unless<base::erases_quietly> here(modifications_);
        const cursor next = storage_.erase(where.place(), hash_of());
        generation_.end();
        return at(next);
    }
    /// As above.
    iterator erase(iterator where) noexcept
        requires(!is_set)
    {
        return erase(const_iterator(where));
    }
    /// Removes the elements in [first, last), in time linear in bucket_count(); returns an iterator
    /// to the element that `last` referred to.
    iterator erase(const_iterator first, const_iterator last) {
        if (first == last) return at(first.place_or_end());
        const modifications::scope here(modifications_);
        const value_type* const from = first.place().get();
        cursor next = last == end() ? cursor() : last.place();
        const value_type* const to = next == cursor() ? nullptr : next.get();
        bool within = false;
        // erase_if visits elements in iteration order, so the predicate can tell when the range
        // begins and ends.
        const auto in_range = [&](const value_type& value) {
            within = (within || std::addressof(value) == from) && std::addressof(value) != to;
            return within;
        };
        storage_.erase_if(in_range, hash_of(), next);
        generation_.end();
        return at(next);
    }
    /// Moves those elements of another table here whose keys this table does not have. The tables
    /// may differ in hash, equality and policy. If it throws, each element is in one of the tables.
    template <class OtherHash, class OtherEqual, class OtherPolicy>
    void merge(table<Element, OtherHash, OtherEqual, Allocator, OtherPolicy>& other) {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(other)>, table>)
            if (this == &other) return;
        other.remove_if([&](value_type& value) {
            const auto move_here = [&](Allocator& allocator, value_type* to) {
                transfer<Element>(allocator, to, std::addressof(value));
            };
            return this->template insert_with<false>(Element::key(value), move_here).second;
        });
    }
    /// As above.
    template <class OtherHash, class OtherEqual, class OtherPolicy>
    void merge(table<Element, OtherHash, OtherEqual, Allocator, OtherPolicy>&& other) {
        merge(other);
    }

    // Buckets.

    /// The largest possible bucket_count().
    [[nodiscard]] size_type max_bucket_count() const noexcept { return max_size(); }
    /// size() / bucket_count(), or 0 for an empty table.
    [[nodiscard]] float load_factor() const noexcept {
        return empty() ? 0 : static_cast<float>(size()) / static_cast<float>(bucket_count());
    }
    /// The load above which an insertion makes the table grow.
    [[nodiscard]] float max_load_factor() const noexcept { return storage_.max_load_factor(); }
    /// Sets it, clamped to [0.1, 0.875]; NaN is ignored. Takes effect at the next rehash, or
    /// clear() of any policy but `ordered`.
    void max_load_factor(float load) noexcept { storage_.max_load_factor(load); }
    /// Rehashes to the fewest buckets that hold the elements.
    void shrink_to_fit() { rehash(0); }

    // Observation.

    /// The number of buckets, or of windows of buckets that are compared at once, that a look-up of
    /// the key visits.
    template <class K = key_type>
        requires look_up<K>
    [[nodiscard]] std::size_t probe_count(const K& key) const {
        decltype(auto) k = comparable(key);
        return storage_.probes(k, hash_key(k),
                               base::template equality_for<std::remove_cvref_t<decltype(k)>>());
    }
    /// Measures how well the elements are placed, in time linear in bucket_count().
    [[nodiscard]] hash_table::statistics statistics() const {
        hash_table::statistics s;
        s.size = size();
        s.buckets = bucket_count();
        s.load_factor = static_cast<double>(load_factor());
        double sum = 0;
        for (const value_type& value : *this) {
            const std::size_t probes = probe_count(Element::key(value));
            s.collisions += probes > 1 ? 1 : 0;
            s.max_probes = (std::max)(s.max_probes, probes);
            sum += static_cast<double>(probes);
        }
        if (!empty()) s.mean_probes = sum / static_cast<double>(size());
        return s;
    }

    /// Removes the elements for which the predicate returns true, calling it once per element.
    /// Returns the number of removed elements. If the predicate throws, the elements for which it
    /// returned true before are removed. Also available as hpk::erase_if(table, pred).
    template <class Pred>
    size_type erase_if(Pred pred) {
        return this->remove_if([&](value_type& value) -> bool {
            if constexpr (is_set)
                return pred(std::as_const(value));
            else
                return pred(value);
        });
    }

    /// True if both have the same elements, in any order.
    friend bool operator==(const table& a, const table& b) {
        if (a.size() != b.size()) return false;
        return std::ranges::all_of(a, [&](const value_type& value) {
            const cursor c = b.locate(Element::key(value));
            return c != cursor() && value == *c.get();
        });
    }

private:
    template <class It>
    static std::pair<It, It> range_at(It it, It end) {
        return {it, it == end ? end : std::next(it)};
    }

    /// The key among the arguments of emplace, if it can be identified without constructing an
    /// element.
    template <class First>
        requires std::same_as<std::remove_cvref_t<First>, value_type>
    static const key_type& key_among(const First& value) {
        return Element::key(value);
    }
    template <class First>
        requires(is_set && !std::same_as<First, value_type> && base::template is_key<First>)
    static const First& key_among(const First& key) {
        return key;
    }
    template <class First, class Second>
        requires(!is_set && base::template is_key<First>)
    static const First& key_among(const First& key, const Second&) {
        return key;
    }
    template <class First, class Second>
        requires(!is_set && base::template is_key<First>)
    static const First& key_among(const std::pair<First, Second>& pair) {
        return pair.first;
    }

    /// An element that is constructed before its bucket is known.
    class made_apart {
    public:
        template <class... Args>
        explicit made_apart(const Allocator& allocator, Args&&... args) : allocator_(allocator) {
            std::allocator_traits<Allocator>::construct(allocator_, get(),
                                                        std::forward<Args>(args)...);
        }
        made_apart(const made_apart&) = delete;
        made_apart& operator=(const made_apart&) = delete;
        ~made_apart() { std::allocator_traits<Allocator>::destroy(allocator_, get()); }

        [[nodiscard]] value_type* get() noexcept {
            return std::launder(reinterpret_cast<value_type*>(&memory_));
        }

    private:
        alignas(value_type) std::byte memory_[sizeof(value_type)];
        Allocator allocator_;
    };
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
