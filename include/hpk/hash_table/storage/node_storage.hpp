// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

#include "hpk/hash_table/storage/node_element.hpp"
#include "hpk/hash_table/storage/open_storage.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// A table whose buckets hold pointers to its elements: an open_storage of slots. Elements never
/// move; growth and removal move slots.
template <class Element, class Allocator, class Probing>
class node_storage {
    using pointer_to_node = typename std::allocator_traits<Allocator>::pointer;
    using nodes = node_element<Element, pointer_to_node>;
    using slot = typename nodes::value_type;
    using slot_allocator = node_allocator<Element, Allocator>;
    using open = open_storage<nodes, slot_allocator, Probing>;

public:
    using value_type = typename Element::value_type;

    using elements_stay = void; ///< pointers to elements outlive a rehash
    /// A glance reads memory of the slots in place of an element.
    static constexpr bool glances =
        open::glances && std::is_pointer_v<pointer_to_node> && alignof(value_type) <= 64;

    /// Iterates over the elements, in the order of their slots.
    class cursor {
    public:
        cursor() = default;
        explicit cursor(typename open::cursor at) noexcept : at_(at) {}

        [[nodiscard]] value_type* get() const noexcept {
            const slot* const here = at_.get();
            return here == nullptr ? nullptr : std::to_address(here->node);
        }
        [[gnu::always_inline]] void advance() noexcept { at_.advance(); }
        friend bool operator==(cursor a, cursor b) noexcept { return a.at_ == b.at_; }

    private:
        friend class node_storage;

        typename open::cursor at_;
    };

    explicit node_storage(const Allocator& allocator) noexcept : open_(slot_allocator(allocator)) {}
    node_storage(const node_storage& other, const Allocator& allocator)
        : open_(other.open_, slot_allocator(allocator)) {}
    node_storage(node_storage&& other) noexcept = default;
    node_storage& operator=(node_storage&&) = delete;
    ~node_storage() = default;

    void swap(node_storage& other) noexcept { open_.swap(other.open_); }

    [[nodiscard]] const Allocator& allocator() const noexcept {
        return open_.allocator().elements();
    }
    [[nodiscard]] std::size_t size() const noexcept { return open_.size(); }
    [[nodiscard]] std::size_t bucket_count() const noexcept { return open_.bucket_count(); }
    [[nodiscard]] std::size_t capacity() const noexcept { return open_.capacity(); }
    [[nodiscard]] const void* memory() const noexcept { return open_.memory(); }
    [[nodiscard]] std::size_t bytes() const noexcept {
        return open_.bytes() + size() * sizeof(value_type);
    }
    /// The buckets, for tests of invariants.
    [[nodiscard]] const auto& inner() const noexcept { return open_.inner(); }
    [[nodiscard]] bool is_seeded() const noexcept { return open_.is_seeded(); }
    /// False for every address: new elements may be made from those that are there, which stay.
    [[nodiscard]] static bool contains(const void*) noexcept { return false; }

    [[nodiscard]] float max_load_factor() const noexcept { return open_.max_load_factor(); }
    void max_load_factor(float load) noexcept { open_.max_load_factor(load); }

    [[nodiscard]] cursor first() const noexcept { return cursor(open_.first()); }

    template <class K, class Equal, class HashOf>
    [[nodiscard, gnu::always_inline]] cursor find(const K& key, std::size_t hash,
                                                  const Equal& equal, const HashOf& hash_of) const {
        return cursor(open_.find(key, hash, equal, hash_of_slots(hash_of)));
    }

    /// A first look for a key; the table must not be empty. Reads the slot of the candidate.
    template <class K>
    [[nodiscard, gnu::always_inline]] glimpse<Element> glance(const K& key,
                                                              std::size_t hash) const noexcept
        requires(glances)
    {
        const auto [at, may_be, others] = open_.glance(key, hash);
        const auto no_node = reinterpret_cast<std::uintptr_t>(open_.memory());
        // Without a candidate the slot may be one that holds nothing.
        const std::uintptr_t all = std::uintptr_t{0} - may_be;
        const std::uintptr_t there =
            (std::bit_cast<std::uintptr_t>(at->node) & all) | (no_node & ~all);
        // NOLINTNEXTLINE(performance-no-int-to-ptr): one of two pointers
        return {reinterpret_cast<value_type*>(there), may_be, others};
    }

    /// Prefetches what an insertion or a look-up of a hash will read, but for the node.
    [[gnu::always_inline]] void prefetch(std::size_t hash) const noexcept { open_.prefetch(hash); }
    [[gnu::always_inline]] void prefetch_for_glance(std::size_t hash) const noexcept {
        open_.prefetch(hash);
    }

    template <class K, class Equal, class HashOf>
    [[nodiscard]] std::size_t probes(const K& key, std::size_t hash, const Equal& equal,
                                     const HashOf& hash_of) const {
        return open_.probes(key, hash, equal, hash_of_slots(hash_of));
    }

    /// Finds the key, or constructs an element with this hash by `make(allocator, where)`.
    template <class K, class Equal, class HashOf, class Make>
    [[gnu::always_inline]] std::pair<cursor, bool>
    find_or_insert(const K& key, std::size_t hash, const Equal& equal, const HashOf& hash_of,
                   Make make) {
        const auto make_slot = [&make](slot_allocator& allocator, slot* to) {
            allocator.construct_by(to, make);
        };
        const auto [at, is_new] =
            open_.find_or_insert(key, hash, equal, hash_of_slots(hash_of), make_slot);
        return {cursor(at), is_new};
    }
    /// Takes the nodes of another table, with an equal allocator, whose keys are not here.
    template <class Equal, class HashOf, class OtherHashOf>
    void merge(node_storage& other, const Equal& equal, const HashOf& hash_of,
               const OtherHashOf& other_hash_of) {
        const hash_of_slots hashes(hash_of);
        const auto is_taken = [&](slot& from) {
            const auto take = [&from](slot_allocator& allocator, slot* to) {
                nodes::move_construct(allocator, to, &from);
            };
            return open_.find_or_insert(nodes::key(from), hashes(from), equal, hashes, take).second;
        };
        typename open::cursor ignored;
        other.open_.erase_if(is_taken, hash_of_slots(other_hash_of), ignored);
    }

    template <class HashOf>
    void remove(cursor c, const HashOf& hash_of) noexcept {
        open_.remove(c.at_, hash_of_slots(hash_of));
    }
    template <class HashOf>
    cursor erase(cursor c, const HashOf& hash_of) noexcept {
        return cursor(open_.erase(c.at_, hash_of_slots(hash_of)));
    }
    template <class Pred, class HashOf>
    std::size_t erase_if(Pred pred, const HashOf& hash_of, cursor& followed) {
        return open_.erase_if([&pred](slot& s) -> bool { return pred(*s.node); },
                              hash_of_slots(hash_of), followed.at_);
    }
    void clear() noexcept { open_.clear(); }

    template <class HashOf>
    void rehash(std::size_t least, const HashOf& hash_of) {
        open_.rehash(least, hash_of_slots(hash_of));
    }
    template <class HashOf>
    void reserve(std::size_t elements, const HashOf& hash_of) {
        open_.reserve(elements, hash_of_slots(hash_of));
    }

    /// The index of an element is its address.
    /// \{
    [[nodiscard]] static std::size_t index_of(const value_type* element) noexcept {
        return std::bit_cast<std::size_t>(element);
    }
    struct place {
        value_type* element;
        [[nodiscard]] value_type* get() const noexcept { return element; }
    };
    [[nodiscard]] static place at_index(std::size_t index) noexcept {
        return {std::bit_cast<value_type*>(index)};
    }
    /// \}

private:
    open open_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
