// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <new>
#include <ranges>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/hash_table/element.hpp"
#include "hpk/hash_table/hash.hpp"
#include "hpk/hash_table/iterator.hpp"
#include "hpk/hash_table/many.hpp"
#include "hpk/hash_table/partition.hpp"
#include "hpk/hash_table/statistics.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// True when keys of other types can be looked up as they are.
template <class Hash, class KeyEqual>
concept transparent = requires {
    typename Hash::is_transparent;
    typename KeyEqual::is_transparent;
};

/// What maps and sets have in common: the interface of std::unordered_map and std::unordered_set
/// over the storage of a policy, and look-ups with a known hash.
template <class Element, class Hash, class KeyEqual, class Allocator, class Policy>
class table {
protected:
    using storage_type = typename Policy::template storage<Element, Allocator>;
    using cursor = typename storage_type::cursor;
    static constexpr bool is_set =
        std::same_as<typename Element::key_type, typename Element::value_type>;

public:
    using key_type = typename Element::key_type;
    using found_type = typename Element::found_type; ///< what look-ups of many keys point to
    using value_type = typename Element::value_type;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;
    using hasher = Hash;
    using key_equal = KeyEqual;
    using allocator_type = Allocator;
    using policy = Policy;
    using reference = value_type&;
    using const_reference = const value_type&;
    using pointer = typename std::allocator_traits<Allocator>::pointer;
    using const_pointer = typename std::allocator_traits<Allocator>::const_pointer;
    using const_iterator = detail::iterator<storage_type, true>;
    using iterator = detail::iterator<storage_type, is_set>; // the elements of a set do not change

    static_assert(std::same_as<typename std::allocator_traits<Allocator>::value_type, value_type>,
                  "the allocator's value_type is not the table's");

    /// The index that stands for a key that is not there.
    static constexpr std::size_t npos = std::numeric_limits<std::size_t>::max();

    // Construction. None allocates for an empty table.
    table() noexcept(noexcept(Allocator()) && noexcept(Hash()) && noexcept(KeyEqual()))
        : table(Allocator()) {}
    explicit table(const Allocator& allocator) : storage_(allocator) {}
    explicit table(size_type buckets, const Hash& hash = Hash(), const KeyEqual& equal = KeyEqual(),
                   const Allocator& allocator = Allocator())
        : storage_(allocator), hash_(hash), equal_(equal) {
        rehash(buckets);
    }
    table(size_type buckets, const Allocator& allocator)
        : table(buckets, Hash(), KeyEqual(), allocator) {}
    table(size_type buckets, const Hash& hash, const Allocator& allocator)
        : table(buckets, hash, KeyEqual(), allocator) {}

    template <std::input_iterator It, std::sentinel_for<It> End>
    table(It first, End last, size_type buckets = 0, const Hash& hash = Hash(),
          const KeyEqual& equal = KeyEqual(), const Allocator& allocator = Allocator())
        : table(buckets, hash, equal, allocator) {
        insert(first, last);
    }
    template <std::input_iterator It, std::sentinel_for<It> End>
    table(It first, End last, const Allocator& allocator) : table(first, last, 0, allocator) {}
    template <std::input_iterator It, std::sentinel_for<It> End>
    table(It first, End last, size_type buckets, const Allocator& allocator)
        : table(first, last, buckets, Hash(), KeyEqual(), allocator) {}
    template <std::input_iterator It, std::sentinel_for<It> End>
    table(It first, End last, size_type buckets, const Hash& hash, const Allocator& allocator)
        : table(first, last, buckets, hash, KeyEqual(), allocator) {}

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

    table(const table& other)
        : table(other, std::allocator_traits<Allocator>::select_on_container_copy_construction(
                           other.get_allocator())) {}
    table(const table& other, const std::type_identity_t<Allocator>& allocator)
        : storage_(other.storage_, allocator), hash_(other.hash_), equal_(other.equal_) {}
    table(table&& other) noexcept(
        std::is_nothrow_copy_constructible_v<Hash>&& std::is_nothrow_copy_constructible_v<KeyEqual>)
        : storage_(std::move(other.storage_)), hash_(other.hash_), equal_(other.equal_) {
        other.generation_.end();
    }
    table(table&& other, const std::type_identity_t<Allocator>& allocator)
        : storage_(allocator), hash_(other.hash_), equal_(other.equal_) {
        take(other);
    }
    ~table() = default;

    table& operator=(const table& other) {
        if (this == &other) return *this;
        constexpr bool propagate =
            std::allocator_traits<Allocator>::propagate_on_container_copy_assignment::value;
        table copy(other, propagate ? other.get_allocator() : get_allocator());
        replace_by(copy);
        return *this;
    }
    // NOLINTBEGIN(performance-noexcept-move-constructor): unequal allocators must allocate
    table& operator=(table&& other) noexcept(
        std::allocator_traits<Allocator>::is_always_equal::value&&
            std::is_nothrow_swappable_v<Hash>&& std::is_nothrow_swappable_v<KeyEqual>) {
        // NOLINTEND(performance-noexcept-move-constructor)
        if (this == &other) return *this;
        constexpr bool propagate =
            std::allocator_traits<Allocator>::propagate_on_container_move_assignment::value;
        if constexpr (propagate) {
            table taken(std::move(other));
            replace_by(taken);
        } else {
            table taken(std::move(other), get_allocator());
            replace_by(taken);
        }
        return *this;
    }
    table& operator=(std::initializer_list<value_type> values) {
        table copy(values, 0, hash_, equal_, get_allocator());
        replace_by(copy);
        return *this;
    }

    /// Takes constant time. Iterators of both become invalid.
    void swap(table& other) noexcept(
        std::allocator_traits<Allocator>::is_always_equal::value&&
            std::is_nothrow_swappable_v<Hash>&& std::is_nothrow_swappable_v<KeyEqual>) {
        using std::swap;
        storage_.swap(other.storage_);
        swap(hash_, other.hash_);
        swap(equal_, other.equal_);
        generation_.end();
        other.generation_.end();
    }
    friend void swap(table& a, table& b) noexcept(noexcept(a.swap(b))) { a.swap(b); }

    [[nodiscard]] allocator_type get_allocator() const noexcept { return storage_.allocator(); }
    [[nodiscard]] hasher hash_function() const { return hash_; }
    [[nodiscard]] key_equal key_eq() const { return equal_; }

    // Iteration, in an order that depends on the hashes, on how the elements came, and on nothing
    // else.
    [[nodiscard]] iterator begin() noexcept { return at(storage_.first()); }
    [[nodiscard]] const_iterator begin() const noexcept { return at(storage_.first()); }
    [[nodiscard]] const_iterator cbegin() const noexcept { return begin(); }
    [[nodiscard]] iterator end() noexcept { return at(cursor()); }
    [[nodiscard]] const_iterator end() const noexcept { return at(cursor()); }
    [[nodiscard]] const_iterator cend() const noexcept { return end(); }

    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] size_type size() const noexcept { return storage_.size(); }
    [[nodiscard]] size_type max_size() const noexcept {
        return static_cast<size_type>(std::numeric_limits<difference_type>::max()) /
               sizeof(value_type) / 16;
    }

    // Look-up.

    template <class K = key_type>
    [[nodiscard, gnu::always_inline]] iterator find(const K& key) {
        return at(locate(key));
    }
    template <class K = key_type>
    [[nodiscard, gnu::always_inline]] const_iterator find(const K& key) const {
        return at(locate(key));
    }
    template <class K = key_type>
    [[nodiscard]] bool contains(const K& key) const {
        return locate(key) != cursor();
    }
    template <class K = key_type>
    [[nodiscard]] size_type count(const K& key) const {
        return contains(key) ? 1 : 0;
    }
    template <class K = key_type>
    [[nodiscard]] std::pair<iterator, iterator> equal_range(const K& key) {
        return range_at(find(key), end());
    }
    template <class K = key_type>
    [[nodiscard]] std::pair<const_iterator, const_iterator> equal_range(const K& key) const {
        return range_at(find(key), end());
    }

    /// The same for a key whose hash, hash_function()(key), is known.
    template <class K = key_type>
    [[nodiscard, gnu::always_inline]] iterator find(const K& key, std::size_t hash) {
        return at(locate(key, hash));
    }
    template <class K = key_type>
    [[nodiscard, gnu::always_inline]] const_iterator find(const K& key, std::size_t hash) const {
        return at(locate(key, hash));
    }
    template <class K = key_type>
    [[nodiscard]] bool contains(const K& key, std::size_t hash) const {
        return locate(key, hash) != cursor();
    }
    template <class K = key_type>
    [[nodiscard]] size_type count(const K& key, std::size_t hash) const {
        return contains(key, hash) ? 1 : 0;
    }
    template <class K = key_type>
    [[nodiscard]] std::pair<iterator, iterator> equal_range(const K& key, std::size_t hash) {
        return range_at(find(key, hash), end());
    }
    template <class K = key_type>
    [[nodiscard]] std::pair<const_iterator, const_iterator> equal_range(const K& key,
                                                                        std::size_t hash) const {
        return range_at(find(key, hash), end());
    }

    // Look-up of many keys: a contiguous range of key_type, or of what the table looks up as it is.
    // While one waits for memory, the others are on their way, too. Return how many keys are there.

    /// Results are pointers to the mapped values (a set's to its keys), null for a key that is not
    /// there.
    /// \throws std::invalid_argument if keys and results differ in length
    template <key_span Keys>
    size_type find_many(const Keys& keys, std::span<found_type*> results) {
        return find_pointers(keys, results);
    }
    template <key_span Keys>
    requires(!is_set) size_type find_many(const Keys& keys, std::span<const found_type*> results)
    const { return find_pointers(keys, results); }
    template <key_span Keys>
    requires is_set size_type find_many(const Keys& keys, std::span<found_type*> results)
    const { return find_pointers(keys, results); }
    /// Results are indices for nth(), npos for a key that is not there.
    template <key_span Keys>
    size_type find_many(const Keys& keys, std::span<size_type> results) const {
        return find_each_of(keys, results.size(),
                            [&](size_type k, value_type* element, std::size_t is_there) {
                                results[k] = is_there != 0 ? index_of(element) : npos;
                            });
    }
    template <key_span Keys>
    size_type contains_many(const Keys& keys, std::span<bool> results) const {
        return find_each_of(
            keys, results.size(),
            [&](size_type k, value_type*, std::size_t is_there) { results[k] = is_there; });
    }
    /// The element of an index that find_many gave, as long as iterators are valid.
    [[nodiscard]] reference nth(size_type index) noexcept requires(!is_set) {
        return *storage_.at_index(index).get();
    }
    [[nodiscard]] const_reference nth(size_type index) const noexcept {
        return *storage_.at_index(index).get();
    }

    // Insertion. Strong guarantee: if anything throws, nothing has changed. An argument may refer
    // to an element of this table. What rehashes makes iterators and references invalid.

    std::pair<iterator, bool> insert(const value_type& value) {
        return insert_made(Element::key(value), value);
    }
    std::pair<iterator, bool> insert(value_type&& value) {
        return insert_made(Element::key(value), std::move(value));
    }
    template <class P>
    requires(std::constructible_from<value_type, P&&> &&
             !std::same_as<std::remove_cvref_t<P>, value_type>)
        std::pair<iterator, bool> insert(P&& value) {
        return emplace(std::forward<P>(value));
    }
    iterator insert(const_iterator, const value_type& value) { return insert(value).first; }
    iterator insert(const_iterator, value_type&& value) { return insert(std::move(value)).first; }
    template <class P>
    requires(std::constructible_from<value_type, P&&> &&
             !std::same_as<std::remove_cvref_t<P>, value_type>) iterator
        insert(const_iterator, P&& value) {
        return emplace(std::forward<P>(value)).first;
    }
    template <std::input_iterator It, std::sentinel_for<It> End>
    requires(!std::same_as<It, const_iterator> || std::same_as<It, End>) void insert(It first,
                                                                                     End last) {
        for (; first != last; ++first) emplace(*first);
    }
    void insert(std::initializer_list<value_type> values) { insert(values.begin(), values.end()); }

    template <class... Args>
    std::pair<iterator, bool> emplace(Args&&... args) {
        if constexpr (requires { key_among(args...); }) {
            return insert_made(key_among(args...), std::forward<Args>(args)...);
        } else {
            made_apart made(get_allocator(), std::forward<Args>(args)...);
            return insert_with(Element::key(*made.get()),
                               [&](Allocator& allocator, value_type* to) {
                                   Element::move_construct(allocator, to, made.get());
                               });
        }
    }
    template <class... Args>
    iterator emplace_hint(const_iterator, Args&&... args) {
        return emplace(std::forward<Args>(args)...).first;
    }

    /// Inserts many elements, the first of several with one key. Returns how many. If it throws,
    /// some of them are in the table.
    size_type insert_many(std::span<const value_type> values) {
        return insert_each(copies_of(values));
    }

    /// Replaces all elements by these, the first of several with one key; the quickest way to fill
    /// a large table. If it throws, some of them are in the table.
    void build(std::span<const value_type> values) { fill(copies_of(values)); }

    // Removal. Other elements may move, so it makes all iterators and references invalid. A loop
    // `it = t.erase(it)` misses no element, but may meet one again; hpk::erase_if meets each once.

    template <class K = key_type>
    requires(!std::convertible_to<const K&, const_iterator>) size_type erase(const K& key) {
        return erase_at(locate(key));
    }
    template <class K = key_type>
    requires(!std::convertible_to<const K&, const_iterator>) size_type
        erase(const K& key, std::size_t hash) {
        return erase_at(locate(key, hash));
    }
    iterator erase(const_iterator where) noexcept {
        const cursor next = storage_.erase(where.place(), hash_of());
        generation_.end();
        return at(next);
    }
    iterator erase(iterator where) noexcept requires(!is_set) {
        return erase(const_iterator(where));
    }
    iterator erase(const_iterator first, const_iterator last) {
        if (first == last) return at(first.place_or_end());
        const value_type* const from = first.place().get();
        cursor next = last == end() ? cursor() : last.place();
        const value_type* const to = next == cursor() ? nullptr : next.get();
        bool within = false;
        // The walk is the iterators': the predicate sees where it comes to the range and leaves it.
        const auto in_range = [&](const value_type& value) {
            within = (within || &value == from) && &value != to;
            return within;
        };
        storage_.erase_if(in_range, hash_of(), next);
        generation_.end();
        return at(next);
    }
    void clear() noexcept {
        storage_.clear();
        generation_.end();
    }

    /// Moves those elements of another table here whose keys are not here yet. The two may differ
    /// in hash and policy. If it throws, each element is in one of the tables.
    template <class OtherHash, class OtherEqual, class OtherPolicy>
    void merge(table<Element, OtherHash, OtherEqual, Allocator, OtherPolicy>& other) {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(other)>, table>)
            if (this == &other) return;
        other.remove_if([&](value_type& value) {
            return insert_with(Element::key(value),
                               [&](Allocator& allocator, value_type* to) {
                                   if constexpr (Element::nothrow_movable || !Element::copyable)
                                       Element::move_construct(allocator, to, &value);
                                   else
                                       std::allocator_traits<Allocator>::construct(
                                           allocator, to, std::as_const(value));
                               })
                .second;
        });
    }
    template <class OtherHash, class OtherEqual, class OtherPolicy>
    void merge(table<Element, OtherHash, OtherEqual, Allocator, OtherPolicy>&& other) {
        merge(other);
    }

    // Buckets.

    [[nodiscard]] size_type bucket_count() const noexcept { return storage_.bucket_count(); }
    [[nodiscard]] size_type max_bucket_count() const noexcept { return max_size(); }
    [[nodiscard]] float load_factor() const noexcept {
        return empty() ? 0 : static_cast<float>(size()) / static_cast<float>(bucket_count());
    }
    [[nodiscard]] float max_load_factor() const noexcept { return storage_.max_load_factor(); }
    /// Holds from the next rehash on. What is asked for is taken between 0.1 and 0.875.
    void max_load_factor(float load) noexcept { storage_.max_load_factor(load); }
    /// At least so many buckets, and enough for the elements; 0 is as few as that takes.
    /// \throws std::length_error beyond max_size()
    void rehash(size_type buckets) {
        expect_to_fit(buckets);
        const void* const before = storage_.memory();
        storage_.rehash(buckets, hash_of());
        note_rehash(before);
    }
    /// Afterwards the table can grow to so many elements without a rehash.
    /// \throws std::length_error beyond max_size()
    void reserve(size_type elements) {
        expect_to_fit(elements);
        const void* const before = storage_.memory();
        storage_.reserve(elements, hash_of());
        note_rehash(before);
    }
    void shrink_to_fit() { rehash(0); }

    // Observation.

    /// How many buckets, or windows of them that are compared at once, are looked at until the key
    /// is found or is known not to be there.
    template <class K = key_type>
    [[nodiscard]] std::size_t probe_count(const K& key) const {
        decltype(auto) k = comparable(key);
        return storage_.probes(k, mixed(hash_(k)), equal_);
    }
    /// How well the elements are placed; linear in their number.
    [[nodiscard]] hash_table::statistics statistics() const {
        hash_table::statistics s;
        s.size = size();
        s.buckets = bucket_count();
        s.load_factor = static_cast<double>(load_factor());
        double sum = 0;
        for (const value_type& value : *this) {
            const std::size_t probes = probe_count(Element::key(value));
            s.collisions += probes > 1 ? 1 : 0;
            s.max_probes = std::max(s.max_probes, probes);
            sum += static_cast<double>(probes);
        }
        if (!empty()) s.mean_probes = sum / static_cast<double>(size());
        return s;
    }

    /// Removes the elements for which the predicate holds; it is asked once for each. If it throws,
    /// those it has held for are gone. Returns how many went. Also as hpk::erase_if(table, pred).
    template <class Pred>
    size_type erase_if(Pred pred) {
        return remove_if([&](value_type& value) -> bool {
            if constexpr (is_set)
                return pred(std::as_const(value));
            else
                return pred(value);
        });
    }

    friend bool operator==(const table& a, const table& b) {
        if (a.size() != b.size()) return false;
        return std::ranges::all_of(a, [&](const value_type& value) {
            const cursor c = b.locate(Element::key(value));
            return c != cursor() && value == *c.get();
        });
    }

protected:
    template <class, class, class, class, class>
    friend class table;

    static constexpr bool mixes = !is_avalanching_v<Hash> && !requires {
        Policy::takes_raw_hashes;
    };

    static constexpr std::size_t mixed(std::size_t hash) noexcept {
        if constexpr (mixes)
            return mix(hash);
        else
            return hash;
    }
    /// The hash of an element, as the storage wants it.
    [[nodiscard]] auto hash_of() const noexcept {
        return [this](const value_type& value) noexcept(noexcept(std::declval<const Hash&>()(
                   Element::key(value)))) { return mixed(hash_(Element::key(value))); };
    }

    /// A key as the hash and the equality take it: itself, or converted to a key_type.
    template <class K>
    static decltype(auto) comparable(const K& key) {
        if constexpr (std::same_as<K, key_type> || transparent<Hash, KeyEqual>)
            return static_cast<const K&>(key);
        else
            return static_cast<key_type>(key);
    }

    template <class K>
    [[nodiscard, gnu::always_inline]] cursor locate(const K& key) const {
        decltype(auto) k = comparable(key);
        return storage_.find(k, mixed(hash_(k)), equal_);
    }
    template <class K>
    [[nodiscard, gnu::always_inline]] cursor locate(const K& key, std::size_t hash) const {
        decltype(auto) k = comparable(key);
        assert(hash == hash_(k) && "the hash is not the key's");
        return storage_.find(k, mixed(hash), equal_);
    }
    [[nodiscard]] iterator at(cursor c) noexcept { return {c, generation_}; }
    [[nodiscard]] const_iterator at(cursor c) const noexcept { return {c, generation_}; }

    template <class It>
    static std::pair<It, It> range_at(It it, It end) {
        return {it, it == end ? end : std::next(it)};
    }

    /// The key among the arguments of emplace, if it can be told without making an element.
    template <class First>
    requires std::same_as<std::remove_cvref_t<First>, value_type>
    static const key_type& key_among(const First& value) { return Element::key(value); }
    template <class First, class Second>
    requires(!is_set && std::same_as<std::remove_cvref_t<First>, key_type>) static const
        key_type& key_among(const First& key, const Second&) {
        return key;
    }
    template <class First, class Second>
    requires(!is_set && std::same_as<First, key_type>) static const key_type& key_among(
        const std::pair<First, Second>& pair) {
        return pair.first;
    }

    template <class... Args>
    [[gnu::always_inline]] std::pair<iterator, bool> insert_made(const key_type& key,
                                                                 Args&&... args) {
        return insert_with(key, [&](Allocator& allocator, value_type* to) {
            std::allocator_traits<Allocator>::construct(allocator, to, std::forward<Args>(args)...);
        });
    }
    template <class K, class Make>
    [[gnu::always_inline]] std::pair<iterator, bool> insert_with(const K& key, Make make) {
        const void* const before = storage_.memory();
        const auto [where, inserted] =
            storage_.find_or_insert(key, mixed(hash_(key)), equal_, hash_of(), make);
        note_rehash(before);
        return {at(where), inserted};
    }
    [[nodiscard]] bool is_full() const noexcept { return size() == storage_.capacity(); }
    void expect_to_fit(size_type count) const {
        expects<std::length_error>(count <= max_size(), [&] {
            return "a hash table was to have " + hpk::detail::shown(count) +
                   " elements or buckets, but max_size() is " + hpk::detail::shown(max_size());
        });
    }
    void note_rehash(const void* memory_before) noexcept {
        if (memory_before != storage_.memory()) generation_.end();
    }

    template <class Keys, class Visit>
    size_type find_each_of(const Keys& keys, size_type results, Visit visit) const {
        const size_type count = std::ranges::size(keys);
        expects(count == results, [&] {
            return "there are " + hpk::detail::shown(count) + " keys but places for " +
                   hpk::detail::shown(results) + " results";
        });
        using K = std::ranges::range_value_t<Keys>;
        static_assert(std::same_as<K, key_type> || transparent<Hash, KeyEqual>,
                      "keys of another type, and a hash or an equality that is not transparent");
        size_type hits = 0;
        const auto count_and_visit = [&](size_type k, value_type* element, std::size_t is_there) {
            visit(k, element, is_there);
            hits += is_there;
        };
        if (empty())
            for (size_type k = 0; k < count; ++k) visit(k, nullptr, 0);
        else
            find_each<Element>(
                storage_, std::ranges::data(keys), count,
                [&, all = std::ranges::data(keys)](size_type k) { return mixed(hash_(all[k])); },
                equal_, count_and_visit);
        return hits;
    }
    template <class Keys, class Pointer>
    size_type find_pointers(const Keys& keys, std::span<Pointer> results) const {
        return find_each_of(
            keys, results.size(), [&](size_type k, value_type* element, std::size_t is_there) {
                results[k] =
                    element == nullptr ? nullptr : pointer_if(is_there, Element::found(element));
            });
    }
    [[nodiscard]] size_type index_of(value_type* element) const noexcept {
        return storage_.index_of(element);
    }

    /// Where many elements come from: the key of element k; the element made; and all that it is
    /// made of, to be kept meanwhile.
    template <class KeyOf, class Construct, class RecordOf>
    struct source {
        size_type count;
        KeyOf key;
        Construct construct;
        RecordOf record;
    };

    static auto copies_of(std::span<const value_type> values) {
        const auto key = [=](size_type k) -> const key_type& { return Element::key(values[k]); };
        const auto construct = [=](size_type k, Allocator& allocator, value_type* to) {
            std::allocator_traits<Allocator>::construct(allocator, to, values[k]);
        };
        const auto record = [=](size_type k) { return typename Element::record(values[k]); };
        return source<decltype(key), decltype(construct), decltype(record)>{values.size(), key,
                                                                            construct, record};
    }

    template <class Source>
    size_type insert_each(const Source& from) {
        const void* const before = storage_.memory();
        const size_type size_before = size();
        for_each_prefetched(
            storage_, from.count, [&](size_type k) { return mixed(hash_(from.key(k))); },
            [&](size_type k, std::size_t hash) {
                storage_.find_or_insert(from.key(k), hash, equal_, hash_of(),
                                        [&](Allocator& allocator, value_type* to) {
                                            from.construct(k, allocator, to);
                                        });
            });
        note_rehash(before);
        return size() - size_before;
    }

    /// Replaces all elements. If they are mere bytes and the table is larger than the caches, piece
    /// by piece, in the order of its buckets.
    template <class Source>
    void fill(const Source& from) {
        clear();
        reserve(from.count);
        using record = typename Element::record;
        if constexpr (is_bytes<Element, Allocator> && std::is_default_constructible_v<record> &&
                      requires { requires storage_type::is_in_bucket_order; }) {
            const pieces all(bucket_count(), sizeof(value_type));
            if (all.count() > 1) {
                for_each_by_piece<record>(
                    from.count, all.count(),
                    [&](size_type k) {
                        return all.of_bucket(storage_.home(mixed(hash_(from.key(k)))));
                    },
                    from.record,
                    [&](const record& r) {
                        insert_with(Element::key(r), [&](Allocator& allocator, value_type* to) {
                            Element::construct(allocator, to, r);
                        });
                    });
                return;
            }
        }
        insert_each(from);
    }

    size_type erase_at(cursor where) {
        if (where == cursor()) return 0;
        storage_.remove(where, hash_of());
        generation_.end();
        return 1;
    }
    template <class Pred>
    size_type remove_if(Pred pred) {
        cursor nobody;
        const size_type removed = storage_.erase_if(pred, hash_of(), nobody);
        if (removed > 0) generation_.end();
        return removed;
    }

    /// Takes the elements of another table, which may have another allocator.
    void take(table& other) {
        if (get_allocator() == other.get_allocator()) {
            storage_.swap(other.storage_);
        } else {
            reserve(other.size());
            other.remove_if([&](value_type& value) {
                insert_with(Element::key(value), [&](Allocator& allocator, value_type* to) {
                    Element::move_construct(allocator, to, &value);
                });
                return true;
            });
        }
        other.generation_.end();
    }
    void replace_by(table& other) {
        using std::swap;
        storage_.swap(other.storage_);
        swap(hash_, other.hash_);
        swap(equal_, other.equal_);
        generation_.end();
    }

    /// An element that is made before its place is known.
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

    storage_type storage_;
    [[no_unique_address]] Hash hash_{};
    [[no_unique_address]] KeyEqual equal_{};
    [[no_unique_address]] generation<checks_iterators> generation_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
