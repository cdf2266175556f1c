// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/hash/hash.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/table/iterator.hpp"
#include "hpk/hash_table/table/modifications.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// True if keys of other types can be looked up without a conversion.
template <class Hash, class KeyEqual>
concept transparent = requires {
    typename Hash::is_transparent;
    typename KeyEqual::is_transparent;
};

/// True for types whose standard comparison and hash, or hpk's, cannot change a table.
template <class Key>
inline constexpr bool is_plain_key = std::is_scalar_v<Key> || hpk::detail::integer<Key>;
template <class Char, class Traits, class Allocator>
inline constexpr bool is_plain_key<std::basic_string<Char, Traits, Allocator>> = true;
template <class Char, class Traits>
inline constexpr bool is_plain_key<std::basic_string_view<Char, Traits>> = true;

/// Wraps a comparison: if it changes the table that searches with it, the search ends with an
/// error.
template <class KeyEqual>
class watched {
public:
    /// Takes the comparison, and the counter of its table's modifications.
    watched(const KeyEqual& equal, const modifications& of) noexcept : equal_(equal), of_(of) {}

    /// Calls the comparison, and checks that it has not changed the table.
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
        const std::size_t before = of_.count();
        const auto result = static_cast<bool>(equal_(a, b));
        if (of_.count() != before) [[unlikely]]
            modifications::refuse();
        return result;
    }

private:
    const KeyEqual& equal_;
    const modifications& of_;
};

/// The state of a table (storage, hash, equality) and the primitive operations; each computes the
/// hash of its key once.
template <class Element, class Hash, class KeyEqual, class Allocator, class Policy>
class table_core {
protected:
    using storage_type = typename Policy::template storage<Element, Allocator>;
    using cursor = typename storage_type::cursor;
    using bare_key = typename Element::bare_key;
    static constexpr bool is_set =
        std::same_as<typename Element::key_type, typename Element::value_type>;

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
    /// A read-only forward iterator.
    using const_iterator = detail::iterator<storage_type, true>;
    /// A forward iterator; the elements of a set, and keys, are read-only.
    using iterator = detail::iterator<storage_type, is_set>;

    static_assert(std::same_as<typename std::allocator_traits<Allocator>::value_type, value_type>,
                  "the allocator's value_type must be that of the table");

    /// True if there are no elements.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// The number of elements.
    [[nodiscard]] size_type size() const noexcept { return storage_.size(); }
    /// The largest possible size().
    [[nodiscard]] size_type max_size() const noexcept {
        return std::min<size_type>(
            static_cast<size_type>((std::numeric_limits<difference_type>::max)()) /
                sizeof(value_type) / 16,
            std::allocator_traits<Allocator>::max_size(get_allocator()));
    }
    /// The number of buckets; 0 before the first insertion.
    [[nodiscard]] size_type bucket_count() const noexcept { return storage_.bucket_count(); }
    /// A copy of the allocator.
    [[nodiscard]] allocator_type get_allocator() const noexcept { return storage_.allocator(); }

    /// Removes all elements and keeps the buckets, in time linear in bucket_count(). Invalidates
    /// all iterators.
    void clear() noexcept {
        const modifications::scope here(modifications_);
        storage_.clear();
        generation_.end();
    }

    /// Changes the number of buckets to at least `buckets`, and enough for the elements; 0 gives
    /// the fewest possible.
    /// \throws std::length_error beyond max_size()
    void rehash(size_type buckets) {
        expect_to_fit(buckets);
        const modifications::scope here(modifications_);
        const void* const before = storage_.memory();
        storage_.rehash(buckets, hash_of());
        note_rehash(before);
    }
    /// Makes room, so that the table can grow to `elements` elements without a rehash.
    /// \throws std::length_error beyond max_size()
    void reserve(size_type elements) {
        expect_to_fit(elements);
        const modifications::scope here(modifications_);
        const void* const before = storage_.memory();
        storage_.reserve(elements, hash_of());
        note_rehash(before);
    }

protected:
    template <class, class, class, class, class>
    friend class table;

    explicit table_core(const Allocator& allocator) : storage_(allocator) {}
    table_core(const Allocator& allocator, const Hash& hash, const KeyEqual& equal)
        : storage_(allocator), hash_(hash), equal_(equal) {}
    table_core(const table_core& other, const Allocator& allocator)
        : storage_(other.storage_, allocator), hash_(other.hash_), equal_(other.equal_) {}
    /// Copies the hash and the comparison, because the other table keeps using them. This happens
    /// first, so that no element has moved if it throws.
    // NOLINTBEGIN(performance-noexcept-move-constructor): a copy of the hash may throw
    table_core(table_core&& other) noexcept(std::is_nothrow_copy_constructible_v<Hash> &&
                                            std::is_nothrow_copy_constructible_v<KeyEqual>)
        // NOLINTEND(performance-noexcept-move-constructor)
        : storage_(other.get_allocator()), hash_(other.hash_), equal_(other.equal_) {
        const modifications::scope there(other.modifications_);
        storage_.swap(other.storage_);
        other.generation_.end();
    }
    ~table_core() = default;

    void swap(table_core& other) {
        if (this == &other) return;
        const modifications::scope here(modifications_), there(other.modifications_);
        using std::swap;
        swap(hash_, other.hash_); // first, because they may throw
        swap(equal_, other.equal_);
        storage_.swap(other.storage_);
        generation_.end();
        other.generation_.end();
    }
    /// Takes the elements of another table, which may have a different allocator.
    void take(table_core& other) {
        if (get_allocator() == other.get_allocator()) {
            const modifications::scope there(other.modifications_);
            storage_.swap(other.storage_);
        } else {
            storage_.max_load_factor(other.storage_.max_load_factor());
            reserve(other.size());
            other.remove_if([&](value_type& value) {
                insert_with<false>(Element::key(value), [&](Allocator& allocator, value_type* to) {
                    Element::move_construct(allocator, to, std::addressof(value));
                });
                return true;
            });
        }
        other.generation_.end();
    }

    /// True if the table mixes hashes before it uses their bits. Hashes narrower than std::size_t
    /// are mixed even if they declare is_avalanching.
    [[nodiscard]] static constexpr bool mixes() noexcept {
        return !hpk::detail::trusted<Hash, key_type> && !requires { Policy::takes_raw_hashes; };
    }
    static constexpr std::size_t mixed(std::size_t hash) noexcept {
        if constexpr (mixes())
            return hpk::detail::mix(hash);
        else
            return hash;
    }
    /// The hash of a key as the storage uses it.
    template <class K>
    [[nodiscard, gnu::always_inline]] std::size_t hash_key(const K& key) const
        noexcept(noexcept(std::declval<const Hash&>()(key))) {
        if constexpr (std::invocable<const Hash&, const K&>)
            return mixed(hash_(key));
        else
            static_assert(hpk::detail::always_false<K>,
                          "the table's Hash takes no key of this type: name another Hash, or "
                          "specialise hpk::hash or std::hash for the key");
    }
    /// The hash of an element.
    [[nodiscard]] auto hash_of() const noexcept {
        return [this](const value_type& value) noexcept(noexcept(std::declval<const Hash&>()(
                   Element::key(value)))) { return hash_key(Element::key(value)); };
    }

    /// True for a key of another type that a transparent hash and equality take.
    template <class K>
    static constexpr bool is_taken_as_it_is =
        transparent<Hash, KeyEqual> &&
        requires(const Hash& hash, const KeyEqual& equal, const key_type& own, const K& key) {
            hash(key);
            equal(own, key);
        };
    /// True for a key_type, and for types that are taken as they are.
    template <class K>
    static constexpr bool is_key =
        std::same_as<std::remove_const_t<K>, bare_key> || is_taken_as_it_is<K>;
    /// True for the types that look-ups take: key_type, types that are taken as they are, and types
    /// that convert to key_type implicitly.
    template <class K>
    static constexpr bool is_looked_up =
        is_key<std::remove_cvref_t<K>> || std::convertible_to<K, key_type>;
    /// True for types, other than key_type, that are taken as they are. All others are converted in
    /// the call.
    template <class K>
    static constexpr bool is_other_key = is_taken_as_it_is<std::remove_cvref_t<K>> &&
                                         !std::same_as<std::remove_cvref_t<K>, bare_key>;

    /// A key as the hash and the equality take it: unchanged, or converted to a key_type.
    template <class K>
    [[gnu::always_inline]] static decltype(auto) comparable(const K& key) {
        if constexpr (is_key<K>)
            return static_cast<const K&>(key);
        else if constexpr (std::is_convertible_v<const K*, const key_type*>)
            return static_cast<const key_type&>(key);
        else if constexpr (std::is_arithmetic_v<bare_key> && std::is_arithmetic_v<K>)
            return static_cast<bare_key>(key); // without a warning about narrowing
        else
            return [](bare_key converted) { return converted; }(key);
    }

    /// The comparison for a search that is not part of a modification.
    template <class K>
    [[nodiscard, gnu::always_inline]] decltype(auto) equality_for() const noexcept {
        if constexpr (compares_plainly && is_plain_key<K>)
            return static_cast<const KeyEqual&>(equal_);
        else
            return watched<KeyEqual>(equal_, modifications_);
    }
    template <class K>
    [[nodiscard, gnu::always_inline]] cursor locate(const K& key) const {
        decltype(auto) k = comparable(key);
        return storage_.find(k, hash_key(k), equality_for<std::remove_cvref_t<decltype(k)>>());
    }
    template <class K>
    [[nodiscard, gnu::always_inline]] cursor locate(const K& key, std::size_t hash) const {
        decltype(auto) k = comparable(key);
        assert(hash == static_cast<std::size_t>(hash_(k)) && "the hash is not that of the key");
        return storage_.find(k, mixed(hash), equality_for<std::remove_cvref_t<decltype(k)>>());
    }
    [[nodiscard]] iterator at(cursor c) noexcept { return {c, generation_}; }
    [[nodiscard]] const_iterator at(cursor c) const noexcept { return {c, generation_}; }

    /// True if constructing an element from these arguments runs no user code.
    template <class... Args>
    static constexpr bool is_made_quietly =
        is_bytes<Element, Allocator> && Element::made_trivially(std::type_identity<Args>()...);

    template <class K, class... Args>
    [[gnu::always_inline]] std::pair<iterator, bool> insert_made(const K& key, Args&&... args) {
        return insert_with<is_made_quietly<Args...>>(key, [&](Allocator& allocator,
                                                              value_type* to) {
            std::allocator_traits<Allocator>::construct(allocator, to, std::forward<Args>(args)...);
        });
    }
    /// Finds the key, or constructs its element by `make(allocator, where)`. `Quietly` promises
    /// that `make` runs no user code.
    template <bool Quietly, class K, class Make>
    [[gnu::always_inline]] std::pair<iterator, bool> insert_with(const K& key, Make make) {
        const std::size_t hash = hash_key(key);
        const void* const before = storage_.memory();
        const scope_unless<Quietly && compares_plainly && is_plain_key<K> && hashes_quietly> here(
            modifications_);
        const auto [where, inserted] = storage_.find_or_insert(key, hash, equal_, hash_of(), make);
        note_rehash(before);
        return {at(where), inserted};
    }
    void note_rehash(const void* memory_before) noexcept {
        if (memory_before != storage_.memory()) generation_.end();
    }

    size_type erase_at(cursor where) {
        if (where == cursor()) return 0;
        const scope_unless<erases_quietly> here(modifications_);
        storage_.remove(where, hash_of());
        generation_.end();
        return 1;
    }
    template <class Pred>
    size_type remove_if(Pred pred) {
        const modifications::scope here(modifications_);
        // Invalidate iterators if an element has been removed, even if the predicate throws.
        struct removal_watch {
            table_core& table;
            std::size_t before;
            ~removal_watch() {
                if (table.size() != before) table.generation_.end();
            }
        } const watch{*this, size()};
        cursor ignored;
        return storage_.erase_if(pred, hash_of(), ignored);
    }

    /// True if the comparison (the hash) is known to change nothing.
    /// \{
    static constexpr bool compares_plainly =
        is_plain_key<bare_key> && is_equal_to<KeyEqual, bare_key>;
    static constexpr bool hashes_quietly =
        noexcept(std::declval<const Hash&>()(std::declval<const key_type&>()));
    /// \}
    template <bool Quietly>
    using scope_unless = std::conditional_t<Quietly, modifications::instant, modifications::scope>;
    static constexpr bool erases_quietly =
        is_bytes<Element, Allocator> && compares_plainly && hashes_quietly;

private:
    void expect_to_fit(size_type count) const {
        expects<std::length_error>(count <= max_size(), [&] {
            return "cannot make room for " + hpk::detail::shown(count) +
                   " elements or buckets: max_size() is " + hpk::detail::shown(max_size());
        });
    }

protected:
    storage_type storage_;
    [[no_unique_address]] Hash hash_{};
    [[no_unique_address]] KeyEqual equal_{};
    modifications modifications_;
    [[no_unique_address]] generation<checks_iterators> generation_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
