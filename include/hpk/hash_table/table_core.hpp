// SPDX-License-Identifier: MIT
#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/hash_table/element.hpp"
#include "hpk/hash_table/hash.hpp"
#include "hpk/hash_table/iterator.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// True when keys of other types can be looked up as they are.
template <class Hash, class KeyEqual>
concept transparent = requires {
    typename Hash::is_transparent;
    typename KeyEqual::is_transparent;
};

/// What tables are made of, and what their operations are made of: the storage of a policy, a hash
/// and an equality, and the hash of each key once.
template <class Element, class Hash, class KeyEqual, class Allocator, class Policy>
class table_core {
protected:
    using storage_type = typename Policy::template storage<Element, Allocator>;
    using cursor = typename storage_type::cursor;
    static constexpr bool is_set =
        std::same_as<typename Element::key_type, typename Element::value_type>;

public:
    using key_type = typename Element::key_type;     ///< by what elements are found
    using found_type = typename Element::found_type; ///< what look-ups of many keys point to
    using value_type = typename Element::value_type; ///< an element: the key, or a pair with it
    using size_type = std::size_t;                   ///< numbers of elements and buckets
    using difference_type = std::ptrdiff_t;          ///< between iterators
    using hasher = Hash;                             ///< the hash
    using key_equal = KeyEqual;                      ///< says which keys are equal
    using allocator_type = Allocator;                ///< where memory comes from
    using policy = Policy;                           ///< where elements lie and how they are found
    using reference = value_type&;                   ///< to an element
    using const_reference = const value_type&;       ///< the same, to read only
    /// To an element.
    using pointer = typename std::allocator_traits<Allocator>::pointer;
    /// The same, to read only.
    using const_pointer = typename std::allocator_traits<Allocator>::const_pointer;
    /// Forward, through elements to read only.
    using const_iterator = detail::iterator<storage_type, true>;
    /// The same; the elements of a set do not change, nor do keys.
    using iterator = detail::iterator<storage_type, is_set>;

    static_assert(std::same_as<typename std::allocator_traits<Allocator>::value_type, value_type>,
                  "the allocator's value_type is not the table's");

    /// True when there are no elements.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// The number of elements.
    [[nodiscard]] size_type size() const noexcept { return storage_.size(); }
    /// No table has more elements.
    [[nodiscard]] size_type max_size() const noexcept {
        return static_cast<size_type>(std::numeric_limits<difference_type>::max()) /
               sizeof(value_type) / 16;
    }
    /// The number of buckets; 0 before the first insertion.
    [[nodiscard]] size_type bucket_count() const noexcept { return storage_.bucket_count(); }
    /// A copy of the allocator.
    [[nodiscard]] allocator_type get_allocator() const noexcept { return storage_.allocator(); }

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

protected:
    template <class, class, class, class, class>
    friend class table;

    explicit table_core(const Allocator& allocator) : storage_(allocator) {}
    table_core(const Allocator& allocator, const Hash& hash, const KeyEqual& equal)
        : storage_(allocator), hash_(hash), equal_(equal) {}
    table_core(const table_core& other, const Allocator& allocator)
        : storage_(other.storage_, allocator), hash_(other.hash_), equal_(other.equal_) {}
    table_core(table_core&& other) noexcept(
        std::is_nothrow_copy_constructible_v<Hash>&& std::is_nothrow_copy_constructible_v<KeyEqual>)
        : storage_(std::move(other.storage_)), hash_(other.hash_), equal_(other.equal_) {
        other.generation_.end();
    }
    ~table_core() = default;

    void swap(table_core& other) {
        using std::swap;
        storage_.swap(other.storage_);
        swap(hash_, other.hash_);
        swap(equal_, other.equal_);
        generation_.end();
        other.generation_.end();
    }
    /// Takes the elements of another table, which may have another allocator.
    void take(table_core& other) {
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
    void note_rehash(const void* memory_before) noexcept {
        if (memory_before != storage_.memory()) generation_.end();
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

private:
    void expect_to_fit(size_type count) const {
        expects<std::length_error>(count <= max_size(), [&] {
            return "a hash table was to have " + hpk::detail::shown(count) +
                   " elements or buckets, but max_size() is " + hpk::detail::shown(max_size());
        });
    }

protected:
    storage_type storage_;
    [[no_unique_address]] Hash hash_{};
    [[no_unique_address]] KeyEqual equal_{};
    [[no_unique_address]] generation<checks_iterators> generation_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
