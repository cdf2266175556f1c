// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/hash/hash.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/table/arguments.hpp"
#include "hpk/hash_table/table/iterator.hpp"
#include "hpk/hash_table/table/modifications.hpp"
#include "hpk/hash_table/table/watched.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The state of a table (storage, hash, equality) and the primitive operations; each computes the
/// hash of its key once, ends the iterators that it invalidates, and guards the table against user
/// code that it calls.
template <class Element, class Hash, class KeyEqual, class Allocator, class Policy>
class table_core {
    using key_type = typename Element::key_type;
    using bare_key = typename Element::bare_key;
    using value_type = typename Element::value_type;

public:
    using element = Element;
    using allocator_type = Allocator;
    using storage_type = typename Policy::template storage<Element, Allocator>;
    using cursor = typename storage_type::cursor;
    using const_iterator = detail::iterator<storage_type, true>;
    using iterator = detail::iterator<storage_type, Element::is_set>; ///< keys are read-only

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
        : storage_(other.allocator()), hash_(other.hash_), equal_(other.equal_) {
        const modifications::scope there(other.modifications_);
        storage_.swap(other.storage_);
        other.generation_.end();
    }
    table_core& operator=(table_core&&) = delete;
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
    /// True if elements can be given to a table with another allocator. With equal allocators
    /// those that stay where they are need not be movable.
    static constexpr bool can_change_allocators = Element::movable || Element::copyable;
    /// Fails, because they cannot.
    static void refuse_to_change_allocators() {
        expects<std::invalid_argument>(false, [] {
            return "elements that cannot be moved cannot be given to a table with another "
                   "allocator";
        });
    }
    /// Takes the elements of another table, which may have a different allocator.
    void take(table_core& other) {
        if (allocator() == other.allocator()) {
            const modifications::scope there(other.modifications_);
            storage_.swap(other.storage_);
        } else if constexpr (can_change_allocators) {
            storage_.max_load_factor(other.storage_.max_load_factor());
            reserve(other.size());
            other.remove_if([&](value_type& value) {
                insert<false>(Element::key(value), [&](Allocator& by, value_type* to) {
                    transfer<Element>(by, to, std::addressof(value));
                });
                return true;
            });
        } else {
            refuse_to_change_allocators();
        }
        other.generation_.end();
    }
    /// Takes the elements of another table, with an equal allocator, whose keys are not here; for
    /// storages whose elements stay where they are.
    template <class OtherHash, class OtherEqual>
    void merge(table_core<Element, OtherHash, OtherEqual, Allocator, Policy>& other) {
        const modifications::scope here(modifications_), there(other.modifications_);
        struct watch { // ends iterators even if a hash or a comparison throws
            table_core& to;
            decltype(other) from;
            const void* memory_before;
            std::size_t size_before;
            ~watch() {
                to.note_rehash(memory_before);
                if (from.size() != size_before) from.generation_.end();
            }
        } const both{*this, other, storage_.memory(), other.size()};
        storage_.merge(other.storage_, equal_, hash_of(), other.hash_of());
    }
    /// Exchanges the elements, the load limit and the allocator with those of a storage.
    void exchange(storage_type& other) noexcept {
        storage_.swap(other);
        generation_.end();
    }
    /// A copy of the elements; their copy constructors must not change the table.
    [[nodiscard]] storage_type copied() {
        const modifications::scope here(modifications_);
        return storage_type(storage_, allocator());
    }

    [[nodiscard]] const storage_type& storage() const noexcept { return storage_; }
    [[nodiscard]] const Allocator& allocator() const noexcept { return storage_.allocator(); }
    [[nodiscard]] const Hash& hash() const noexcept { return hash_; }
    [[nodiscard]] const KeyEqual& equal() const noexcept { return equal_; }
    [[nodiscard]] std::size_t size() const noexcept { return storage_.size(); }
    [[nodiscard]] std::size_t max_size() const noexcept {
        return std::min<std::size_t>(
            static_cast<std::size_t>((std::numeric_limits<std::ptrdiff_t>::max)()) /
                sizeof(value_type) / 16,
            std::allocator_traits<Allocator>::max_size(allocator()));
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
        noexcept(std::is_nothrow_invocable_v<const Hash&, const K&>) {
        if constexpr (std::invocable<const Hash&, const K&>)
            return mixed(hash_(key));
        else
            static_assert(hpk::detail::always_false<K>,
                          "the table's Hash takes no key of this type: name another Hash, or "
                          "specialise hpk::hash or std::hash for the key");
    }
    static constexpr bool takes_seed =
        std::is_nothrow_invocable_v<const Hash&, const key_type&, const hash_seed&>;
    /// The hashes of elements and keys, for the storage.
    class hashes {
    public:
        explicit hashes(const table_core& of) noexcept : of_(&of) {}

        /// The hash of an element.
        std::size_t operator()(const value_type& value) const
            noexcept(std::is_nothrow_invocable_v<const Hash&, const key_type&>) {
            return of_->hash_key(Element::key(value));
        }
        /// The hash of a key under a seed, if the table's Hash takes one. The results of other
        /// specialisations of hpk::hash are hashed again.
        template <class K>
        std::size_t under(const hash_seed& seed, const K& key) const noexcept
            requires(takes_seed || (hpk::detail::is_hash<Hash> &&
                                    std::is_nothrow_invocable_v<const Hash&, const key_type&>))
        {
            if constexpr (takes_seed)
                return of_->hash_(key, seed);
            else
                return hpk::detail::hash_words(of_->hash_(key), 0, seed);
        }

    private:
        const table_core* of_;
    };
    [[nodiscard]] hashes hash_of() const noexcept { return hashes(*this); }
    /// True for the types of keys that hash and equality take without a conversion.
    template <class K>
    static constexpr bool takes = key_like<K, key_type, Hash, KeyEqual>;

    /// The comparison for a search that is not part of a modification.
    template <class K>
    [[nodiscard, gnu::always_inline]] decltype(auto) equality_for() const noexcept {
        if constexpr (compares_plainly && is_plain_key<K>)
            return static_cast<const KeyEqual&>(equal_);
        else
            return watched<KeyEqual>(equal_, modifications_);
    }

    /// Finds a key; the cursor is empty if it is not there.
    template <class K>
    [[nodiscard, gnu::always_inline]] cursor find(const K& key, unknown_hash = {}) const {
        return storage_.find(key, hash_key(key), equality_for<K>(), hash_of());
    }
    template <class K>
    [[nodiscard, gnu::always_inline]] cursor find(const K& key, std::size_t hash) const {
        assert(hash == static_cast<std::size_t>(hash_(key)) && "the hash is not that of the key");
        return storage_.find(key, mixed(hash), equality_for<K>(), hash_of());
    }
    template <class K>
    [[nodiscard]] std::size_t probes(const K& key) const {
        return storage_.probes(key, hash_key(key), equality_for<K>(), hash_of());
    }
    /// True if a key, whose hash is given as the storage uses it, is there; within a modification.
    template <class K>
    [[nodiscard]] bool has(const K& key, std::size_t hash) const {
        return storage_.find(key, hash, equal_, hash_of()) != cursor();
    }
    [[nodiscard]] iterator at(cursor c) noexcept { return {c, generation_}; }
    [[nodiscard]] const_iterator at(cursor c) const noexcept { return {c, generation_}; }

    /// True if constructing an element from these arguments runs no user code.
    template <class... Args>
    static constexpr bool is_made_quietly =
        is_bytes<Element, Allocator> && Element::made_trivially(std::type_identity<Args>()...);

    /// Finds the key, or constructs its element by `make(allocator, where)`. `Quietly` promises
    /// that `make` runs no user code.
    template <bool Quietly, class K, class Make>
    [[gnu::always_inline]] std::pair<iterator, bool> insert(const K& key, Make make) {
        const std::size_t hash = hash_key(key);
        const scope_unless<Quietly && compares_plainly && is_plain_key<K> && hashes_quietly> here(
            modifications_);
        const auto [where, inserted] = find_or_insert(key, hash, make);
        return {at(where), inserted};
    }
    /// The same for an element that is constructed from arguments.
    template <class K, class... Args>
    [[gnu::always_inline]] std::pair<iterator, bool> emplace(const K& key, Args&&... args) {
        return insert<is_made_quietly<Args...>>(key, [&](Allocator& allocator, value_type* to) {
            std::allocator_traits<Allocator>::construct(allocator, to, std::forward<Args>(args)...);
        });
    }
    /// Inserts a key with its hash as the storage uses it, within a modification.
    template <class K, class Make>
    [[gnu::always_inline]] std::pair<cursor, bool> find_or_insert(const K& key, std::size_t hash,
                                                                  Make make) {
        const void* const before = storage_.memory();
        const auto result = storage_.find_or_insert(key, hash, equal_, hash_of(), make);
        note_rehash(before);
        return result;
    }

    /// The same as far as the buckets near the key's home, on any number of threads: see
    /// open_storage.
    template <class K, class Make>
    [[gnu::always_inline]] auto insert_near(const K& key, std::size_t hash, Make make) {
        return storage_.insert_near(key, hash, equal_, make);
    }
    /// Adds elements that have been inserted near their homes to size().
    void grow_by(std::size_t elements) noexcept { storage_.grow_by(elements); }

    /// Removes the element at a cursor, which may be empty; returns the number of removed elements.
    std::size_t remove(cursor where) {
        if (where == cursor()) return 0;
        const scope_unless<erases_quietly> here(modifications_);
        storage_.remove(where, hash_of());
        generation_.end();
        return 1;
    }
    /// Removes the element at a cursor; returns the next.
    cursor erase(cursor where) noexcept {
        const scope_unless<erases_quietly> here(modifications_);
        const cursor next = storage_.erase(where, hash_of());
        generation_.end();
        return next;
    }
    /// Removes the elements from `first` to before `last`, which may be the end; returns where the
    /// element of `last` is then.
    cursor erase(cursor first, cursor last) {
        const modifications::scope here(modifications_);
        const value_type* const from = first.get();
        const value_type* const to = last == cursor() ? nullptr : last.get();
        bool within = false;
        // erase_if visits elements in iteration order, so the predicate can tell when the range
        // begins and ends.
        const auto in_range = [&](const value_type& value) {
            within = (within || std::addressof(value) == from) && std::addressof(value) != to;
            return within;
        };
        storage_.erase_if(in_range, hash_of(), last);
        generation_.end();
        return last;
    }
    /// Removes the elements that satisfy the predicate; returns their number.
    template <class Pred>
    std::size_t remove_if(Pred pred) {
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

    void clear() noexcept {
        const modifications::scope here(modifications_);
        storage_.clear();
        generation_.end();
    }
    void rehash(std::size_t buckets) {
        expect_to_fit(buckets);
        const modifications::scope here(modifications_);
        const void* const before = storage_.memory();
        storage_.rehash(buckets, hash_of());
        note_rehash(before);
    }
    void reserve(std::size_t elements) {
        expect_to_fit(elements);
        const modifications::scope here(modifications_);
        const void* const before = storage_.memory();
        storage_.reserve(elements, hash_of());
        note_rehash(before);
    }
    void max_load_factor(float load) noexcept { storage_.max_load_factor(load); }

    /// A modification of several steps, which ends with the scope of the result.
    [[nodiscard]] modifications::scope modification() {
        return modifications::scope(modifications_);
    }
    /// Fails if a modification is running.
    void expect_no_modification() const { const modifications::instant now(modifications_); }

    /// True if the hash is known to change nothing, and not to throw.
    static constexpr bool hashes_quietly =
        std::is_nothrow_invocable_v<const Hash&, const key_type&>;

private:
    template <class, class, class, class, class>
    friend class table_core;

    /// True if the comparison is known to change nothing.
    static constexpr bool compares_plainly =
        is_plain_key<bare_key> && is_equal_to<KeyEqual, bare_key>;
    static constexpr bool erases_quietly =
        is_bytes<Element, Allocator> && compares_plainly && hashes_quietly;
    template <bool Quietly>
    using scope_unless = std::conditional_t<Quietly, modifications::instant, modifications::scope>;

    void note_rehash(const void* memory_before) noexcept {
        if (memory_before != storage_.memory()) generation_.end();
    }
    void expect_to_fit(std::size_t count) const {
        expects<std::length_error>(count <= max_size(), [&] {
            return "cannot make room for " + hpk::detail::shown(count) +
                   " elements or buckets: max_size() is " + hpk::detail::shown(max_size());
        });
    }

    storage_type storage_;
    [[no_unique_address]] Hash hash_{};
    [[no_unique_address]] KeyEqual equal_{};
    modifications modifications_;
    [[no_unique_address]] generation<checks_iterators> generation_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
