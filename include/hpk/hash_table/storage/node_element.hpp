// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The content of a bucket whose element lies in memory of its own, a node.
template <class Element, class Pointer>
struct node_element {
    /// Owns the node; null after the node has moved to another slot.
    struct value_type {
        Pointer node;
    };

    static constexpr bool trivially_copyable = false;
    static constexpr bool movable = true;
    static constexpr bool nothrow_movable = true;
    static constexpr bool copyable = Element::copyable;
    static constexpr bool moves_leave_nothing = true; ///< there is then nothing to destroy

    static const auto& key(const value_type& slot) noexcept { return Element::key(*slot.node); }

    /// Prefetches the element of a slot, which may be any memory of as many bytes.
    static void prefetch(const value_type* slot) noexcept
        requires std::is_pointer_v<Pointer>
    {
        __builtin_prefetch(slot->node);
    }

    /// The slots change, the element stays where it is.
    template <class Allocator>
    static void move_construct(Allocator&, value_type* to, value_type* from) noexcept {
        ::new (static_cast<void*>(to)) value_type{from->node};
        from->node = nullptr;
    }
};

/// Hashes of slots and keys, by a function for elements and keys.
template <class HashOf>
class hash_of_slots {
public:
    explicit hash_of_slots(const HashOf& hash_of) noexcept : hash_of_(hash_of) {}

    template <class Slot>
    std::size_t operator()(const Slot& slot) const
        noexcept(noexcept(std::declval<const HashOf&>()(*slot.node))) {
        return hash_of_(*slot.node);
    }
    template <class K>
    std::size_t under(const hpk::detail::secret& seed, const K& key) const noexcept
        requires requires(const HashOf& hash_of) { hash_of.under(seed, key); }
    {
        return hash_of_.under(seed, key);
    }

private:
    HashOf hash_of_;
};

/// Makes and destroys slots together with their nodes, one allocation per node; the memory for
/// slots comes from the same allocator.
template <class Element, class Allocator>
class node_allocator {
    using traits = std::allocator_traits<Allocator>;
    using pointer_to_node = typename traits::pointer;

public:
    using value_type = typename node_element<Element, pointer_to_node>::value_type;
    template <class U>
    struct rebind {
        using other = typename traits::template rebind_alloc<U>;
    };

    explicit node_allocator(const Allocator& elements) noexcept : elements_(elements) {}
    /// Converts to what rebind names.
    template <class Other>
        requires std::same_as<Other, typename rebind<typename Other::value_type>::other>
    operator Other() const noexcept { // NOLINT(google-explicit-constructor)
        return Other(elements_);
    }

    [[nodiscard]] const Allocator& elements() const noexcept { return elements_; }

    /// Constructs an element by `make(allocator, where)`, and a slot that owns it.
    template <class Make>
    [[gnu::always_inline]] void construct_by(value_type* to, Make&& make) {
        room_for_node room(elements_);
        make(elements_, std::to_address(room.node));
        ::new (static_cast<void*>(to)) value_type{room.node};
        room.node = nullptr;
    }
    /// Constructs a slot with a copy of the element.
    void construct(value_type* to, const value_type& from) {
        construct_by(to, [&](Allocator& by, auto* where) {
            traits::construct(by, where, std::as_const(*from.node));
        });
    }
    void destroy(value_type* slot) noexcept {
        const pointer_to_node node = slot->node;
        std::destroy_at(slot);
        if (node == nullptr) return;
        traits::destroy(elements_, std::to_address(node));
        traits::deallocate(elements_, node, 1);
    }

private:
    /// The memory of a node, which is freed unless a slot has taken it.
    struct room_for_node {
        Allocator& by;
        pointer_to_node node;

        explicit room_for_node(Allocator& a) : by(a), node(traits::allocate(a, 1)) {}
        room_for_node(const room_for_node&) = delete;
        room_for_node& operator=(const room_for_node&) = delete;
        ~room_for_node() {
            if (node != nullptr) traits::deallocate(by, node, 1);
        }
    };

    [[no_unique_address]] Allocator elements_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
