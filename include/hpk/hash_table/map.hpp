// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>

#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/hash_table/rungs/tagged.hpp"
#include "hpk/hash_table/table/accumulate.hpp"
#include "hpk/hash_table/table/deduction.hpp"
#include "hpk/hash_table/table/rows.hpp"
#include "hpk/hash_table/table/table.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// A table of keys and mapped values: std::unordered_map without buckets and node handles.
/// hpk/hash_table.hpp describes it. Its constructors are those of hash_table::detail::table, with
/// the arguments of std::unordered_map's.
template <class Key, class T, class Hash = hash<Key>, class KeyEqual = std::equal_to<>,
          class Allocator = std::allocator<std::pair<const Key, T>>,
          class Policy = hash_table::tagged>
class hash_map : public hash_table::detail::table<hash_table::detail::map_element<Key, T>, Hash,
                                                  KeyEqual, Allocator, Policy> {
    using element = hash_table::detail::map_element<Key, T>;
    using base = hash_table::detail::table<element, Hash, KeyEqual, Allocator, Policy>;

    template <class K>
    static constexpr bool is_other_key = base::template is_other_key<K>;

public:
    using mapped_type = T; ///< the type of the mapped values
    using typename base::const_iterator;
    using typename base::iterator;
    using typename base::key_type;
    using typename base::value_type;

    using base::base;
    hash_map() = default;
    /// A table of these elements; of several with the same key it holds the first.
    // The base class has this constructor, too, but g++ needs it here to deduce types from a list.
    hash_map(std::initializer_list<value_type> values) : base(values) {}
    /// Replaces the elements by these. Strong guarantee.
    hash_map& operator=(std::initializer_list<value_type> values) {
        base::assign(values);
        return *this;
    }

    /// Returns the value of a key; if the key is not in the table, it is first inserted with a
    /// value-initialised T.
    /// \{
    [[gnu::always_inline]] T& operator[](const key_type& key) {
        return try_emplace(key).first->second;
    }
    [[gnu::always_inline]] T& operator[](key_type&& key) {
        return try_emplace(std::move(key)).first->second;
    }
    template <class K>
        requires is_other_key<K>
    [[gnu::always_inline]] T& operator[](K&& key) {
        return try_emplace(std::forward<K>(key)).first->second;
    }
    /// \}

    /// The value of a key, whose hash may be given.
    /// \throws std::out_of_range if the key is not in the table
    /// \{
    template <hash_table::detail::optional_hash H = hash_table::detail::unknown_hash>
    [[nodiscard]] T& at(const key_type& key, H hash = {}) {
        return there(this->find(key, hash));
    }
    template <hash_table::detail::optional_hash H = hash_table::detail::unknown_hash>
    [[nodiscard]] const T& at(const key_type& key, H hash = {}) const {
        return there(this->find(key, hash));
    }
    template <class K, hash_table::detail::optional_hash H = hash_table::detail::unknown_hash>
        requires is_other_key<K>
    [[nodiscard]] T& at(const K& key, H hash = {}) {
        return there(this->find(key, hash));
    }
    template <class K, hash_table::detail::optional_hash H = hash_table::detail::unknown_hash>
        requires is_other_key<K>
    [[nodiscard]] const T& at(const K& key, H hash = {}) const {
        return there(this->find(key, hash));
    }
    /// \}

    /// A copy of the value of a key, or `missing` if the key is not in the table.
    /// \{
    [[nodiscard]] T at_or(const key_type& key, T missing) const {
        return value_or(this->find(key), std::move(missing));
    }
    template <class K>
        requires is_other_key<K>
    [[nodiscard]] T at_or(const K& key, T missing) const {
        return value_or(this->find(key), std::move(missing));
    }
    /// \}

    /// Inserts the key with the value T(args...), unless the key is in the table already; then the
    /// arguments are not moved from. If hash and equality are transparent, a key_type is
    /// constructed only to be inserted. A hint is ignored.
    /// \{
    template <class... Args>
    [[gnu::always_inline]] std::pair<iterator, bool> try_emplace(const key_type& key,
                                                                 Args&&... args) {
        return emplace_key<const bare_key&>(key, std::forward<Args>(args)...);
    }
    template <class... Args>
    [[gnu::always_inline]] std::pair<iterator, bool> try_emplace(key_type&& key, Args&&... args) {
        return emplace_key<key_type&&>(key, std::forward<Args>(args)...);
    }
    template <class K, class... Args>
        requires(is_other_key<K> && !std::convertible_to<K &&, const_iterator>)
    [[gnu::always_inline]] std::pair<iterator, bool> try_emplace(K&& key, Args&&... args) {
        return emplace_key<K&&>(key, std::forward<Args>(args)...);
    }
    template <std::convertible_to<const_iterator> Hint, class... Args>
    iterator try_emplace(Hint, const key_type& key, Args&&... args) {
        return try_emplace(key, std::forward<Args>(args)...).first;
    }
    template <std::convertible_to<const_iterator> Hint, class... Args>
    iterator try_emplace(Hint, key_type&& key, Args&&... args) {
        return try_emplace(std::move(key), std::forward<Args>(args)...).first;
    }
    template <std::convertible_to<const_iterator> Hint, class K, class... Args>
        requires is_other_key<K>
    iterator try_emplace(Hint, K&& key, Args&&... args) {
        return try_emplace(std::forward<K>(key), std::forward<Args>(args)...).first;
    }
    /// \}

    /// Inserts the key with the value make(), unless the key is in the table already; then make is
    /// not called. It may look keys up in the table but must not change it.
    /// \{
    template <class Make>
    std::pair<iterator, bool> try_emplace_with(const key_type& key, Make&& make) {
        return try_emplace(key, made_by<Make>{make});
    }
    template <class Make>
    std::pair<iterator, bool> try_emplace_with(key_type&& key, Make&& make) {
        return try_emplace(std::move(key), made_by<Make>{make});
    }
    template <class K, class Make>
        requires is_other_key<K>
    std::pair<iterator, bool> try_emplace_with(K&& key, Make&& make) {
        return try_emplace(std::forward<K>(key), made_by<Make>{make});
    }
    /// \}

    /// Inserts the element, or assigns the value if the key is in the table already. A hint is
    /// ignored.
    /// \{
    template <class M>
    std::pair<iterator, bool> insert_or_assign(const key_type& key, M&& value) {
        return assign_to(key, std::forward<M>(value));
    }
    template <class M>
    std::pair<iterator, bool> insert_or_assign(key_type&& key, M&& value) {
        return assign_to(std::move(key), std::forward<M>(value));
    }
    template <class K, class M>
        requires is_other_key<K>
    std::pair<iterator, bool> insert_or_assign(K&& key, M&& value) {
        return assign_to(std::forward<K>(key), std::forward<M>(value));
    }
    template <class M>
    iterator insert_or_assign(const_iterator, const key_type& key, M&& value) {
        return assign_to(key, std::forward<M>(value)).first;
    }
    template <class M>
    iterator insert_or_assign(const_iterator, key_type&& key, M&& value) {
        return assign_to(std::move(key), std::forward<M>(value)).first;
    }
    template <class K, class M>
        requires is_other_key<K>
    iterator insert_or_assign(const_iterator, K&& key, M&& value) {
        return assign_to(std::forward<K>(key), std::forward<M>(value)).first;
    }
    /// \}

    using base::insert_many;
    /// The same for keys and their values.
    /// \throws std::invalid_argument if keys and values differ in number
    template <execution_policy How = sequential>
    std::size_t insert_many(std::span<const Key> keys, std::span<const T> values, How how = {}) {
        return hash_table::detail::insert_many(this->core_, pair_source(keys, values), how);
    }

    using base::build;
    /// The same for keys and their values.
    /// \throws std::invalid_argument if keys and values differ in number
    template <execution_policy How = sequential>
    void build(std::span<const Key> keys, std::span<const T> values, How how = {}) {
        hash_table::detail::build(this->core_, pair_source(keys, values), how);
    }

    /// Groups rows by key: for each row in order, a key that is not in the table is inserted with
    /// the value T(value), and the value t of any other becomes op(t, value). The sums are those of
    /// a loop over the rows, to the bit, and the elements have the same order, for every number of
    /// threads. For large tables with many new keys it takes much less time than such a loop, and
    /// memory for a copy of the rows and of the sums. Basic guarantee. With hpk::parallel the hash,
    /// the comparison and op are called concurrently, and the program ends if one of them throws or
    /// if memory runs out.
    ///
    ///     sums.accumulate_many(customers, prices);
    ///     highest.accumulate_many(customers, prices,
    ///                             [](double a, double b) { return a < b ? b : a; });
    ///
    /// \param keys    a contiguous range of Key, or of a type that the table looks up transparently
    /// \param values  a contiguous range of any type
    /// \param op      must not use the table
    /// \param how     hpk::sequential or hpk::parallel
    /// \returns the number of new elements
    /// \throws std::invalid_argument if keys and values differ in number
    template <hash_table::detail::key_span Keys, hash_table::detail::key_span Values,
              class Op = std::plus<>, execution_policy How = sequential>
    std::size_t accumulate_many(const Keys& keys, const Values& values, Op op = {}, How how = {}) {
        using rows = hash_table::detail::key_value_rows<value_in<Keys>, value_in<Values>>;
        return hash_table::detail::accumulate(this->core_, rows(keys, values), op, how);
    }
    /// Counts keys: adds 1 to the value of each, as accumulate_many does with values of 1.
    /// \param keys  a contiguous range of Key, or of a type that the table looks up transparently
    /// \param how   hpk::sequential or hpk::parallel
    /// \returns the number of new elements
    template <hash_table::detail::key_span Keys, execution_policy How = sequential>
    std::size_t count_many(const Keys& keys, How how = {}) {
        using rows = hash_table::detail::key_rows<value_in<Keys>, T>;
        std::plus<> op;
        return hash_table::detail::accumulate(this->core_, rows(keys), op, how);
    }

    /// Exchanges two tables in constant time. Invalidates the iterators of both.
    friend void swap(hash_map& a, hash_map& b) noexcept(noexcept(a.swap(b))) { a.swap(b); }

private:
    using bare_key = typename element::bare_key;
    /// The values of a contiguous range.
    template <class Range>
    using value_in =
        std::remove_cvref_t<decltype(*std::ranges::data(std::declval<const Range&>()))>;
    using pair_source = hash_table::detail::pair_source<element, Allocator>;

    /// Forwards the key, as a Passed, to the constructor of the element's key.
    template <class Passed, class K, class... Args>
    [[gnu::always_inline]] std::pair<iterator, bool> emplace_key(K& key, Args&&... args) {
        const auto make = [&](Allocator& allocator, value_type* to) {
            std::allocator_traits<Allocator>::construct(
                allocator, to, std::piecewise_construct,
                std::forward_as_tuple(static_cast<Passed>(key)),
                std::forward_as_tuple(std::forward<Args>(args)...));
        };
        return this->core_.template insert<base::core::template is_made_quietly<Passed, Args...>>(
            std::as_const(key), make);
    }
    /// Inserts the key with the value, or assigns the value to the key's element.
    template <class K, class M>
    std::pair<iterator, bool> assign_to(K&& key, M&& value) {
        // A reference, because g++ keeps a value that is returned in memory.
        const auto& result = try_emplace(std::forward<K>(key), std::forward<M>(value));
        if (!result.second) result.first->second = std::forward<M>(value); // not moved from yet
        return result;
    }

    /// Becomes a value by a call, where the value is constructed.
    template <class Make>
    struct made_by {
        std::remove_reference_t<Make>& make;
        operator T() const { return make(); } // NOLINT(google-explicit-constructor)
    };

    static T value_or(const_iterator it, T missing) {
        return it != const_iterator() ? it->second : std::move(missing);
    }
    template <class It>
    static auto& there(It it) {
        expects<std::out_of_range>(it != It(), [] {
            return "at() found no such key in the table; find() returns end() in this case";
        });
        return it->second;
    }
};

/// Deduces the types of a table from its elements, as for std::unordered_map.
template <hash_table::detail::element_iterator It, hash_table::detail::end_of_elements<It> End,
          class... Arguments, class Pair = std::iter_value_t<It>,
          class Key = hash_table::detail::first_of<Pair>, class T = typename Pair::second_type,
          class Deduced = hash_table::detail::deduced<Key, std::pair<const Key, T>, Arguments...>>
    requires hash_table::detail::names_a_hash<Deduced>
hash_map(It, End, Arguments...)
    -> hash_map<Key, T, typename Deduced::hasher, typename Deduced::key_equal,
                typename Deduced::allocator_type>;

/// As above.
template <class First, class T>
hash_map(std::initializer_list<std::pair<First, T>>) -> hash_map<std::remove_const_t<First>, T>;
/// As above.
template <class First, class T, class... Arguments, class Key = std::remove_const_t<First>,
          class Deduced = hash_table::detail::deduced<Key, std::pair<const Key, T>, Arguments...>>
    requires hash_table::detail::names_a_hash<Deduced>
hash_map(std::initializer_list<std::pair<First, T>>, Arguments...)
    -> hash_map<Key, T, typename Deduced::hasher, typename Deduced::key_equal,
                typename Deduced::allocator_type>;

/// As above: a copy, with another allocator.
template <class Key, class T, class Hash, class KeyEqual, class Allocator, class Policy>
hash_map(hash_map<Key, T, Hash, KeyEqual, Allocator, Policy>, Allocator)
    -> hash_map<Key, T, Hash, KeyEqual, Allocator, Policy>;

/// Removes the elements for which the predicate returns true, calling it once per element. Returns
/// the number of removed elements.
template <class Key, class T, class Hash, class KeyEqual, class Allocator, class Policy, class Pred>
std::size_t erase_if(hash_map<Key, T, Hash, KeyEqual, Allocator, Policy>& table, Pred pred) {
    return table.erase_if(pred);
}

} // namespace HPK_ISA
} // namespace hpk

/// Policies of hpk::hash_map and hpk::hash_set, and related functions: see hpk/hash_table.hpp.
namespace hpk::hash_table {
inline namespace HPK_ISA {

/// hpk::hash_map with the policy first.
template <class Policy, class Key, class T, class Hash = hash<Key>,
          class KeyEqual = std::equal_to<>,
          class Allocator = std::allocator<std::pair<const Key, T>>>
using map = hash_map<Key, T, Hash, KeyEqual, Allocator, Policy>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
