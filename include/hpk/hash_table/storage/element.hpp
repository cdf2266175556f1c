// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// An element of a map: a constant key and its mapped value.
template <class Key, class T>
struct map_element {
    using key_type = Key;
    using bare_key = std::remove_const_t<Key>; ///< Key may be const itself
    using found_type = T;                      ///< the results of find_many point to these
    using value_type = std::pair<const Key, T>;

    static constexpr bool is_set = false;
    static constexpr bool trivially_copyable =
        std::is_trivially_copyable_v<Key> && std::is_trivially_copyable_v<T>;
    static constexpr bool movable =
        std::is_move_constructible_v<Key> && std::is_move_constructible_v<T>;
    static constexpr bool nothrow_movable =
        std::is_nothrow_move_constructible_v<Key> && std::is_nothrow_move_constructible_v<T>;
    static constexpr bool copyable =
        std::is_copy_constructible_v<Key> && std::is_copy_constructible_v<T>;

    static const Key& key(const value_type& value) noexcept { return value.first; }

    /// An assignable copy of an element.
    using record = std::pair<bare_key, T>;
    static const Key& key(const record& r) noexcept { return r.first; }
    template <class Allocator>
    static void construct(Allocator& allocator, value_type* to, const record& from) {
        std::allocator_traits<Allocator>::construct(allocator, to, from.first, from.second);
    }
    static found_type* found(value_type* value) noexcept { return std::addressof(value->second); }

    /// True if constructing an element from these arguments runs no user code.
    template <class Value>
    static constexpr bool made_trivially(std::type_identity<Value>) noexcept {
        return trivially_copyable && std::is_same_v<std::remove_cvref_t<Value>, value_type>;
    }
    template <class K, class... Args>
    static constexpr bool made_trivially(std::type_identity<K>,
                                         std::type_identity<Args>...) noexcept {
        return std::is_trivially_constructible_v<Key, K> &&
               std::is_trivially_constructible_v<T, Args...>;
    }

    /// Constructs an element from another that is about to be destroyed, so that even its key may
    /// be moved from.
    template <class Allocator>
    static void move_construct(Allocator& allocator, value_type* to, value_type* from) {
        std::allocator_traits<Allocator>::construct(
            allocator, to, std::move(const_cast<bare_key&>(from->first)), std::move(from->second));
    }
};

/// An element of a set: its key.
template <class Key>
struct set_element {
    using key_type = Key;
    using bare_key = std::remove_const_t<Key>;
    using found_type = const Key;
    using value_type = Key;

    static constexpr bool is_set = true;
    static constexpr bool trivially_copyable = std::is_trivially_copyable_v<Key>;
    static constexpr bool movable = std::is_move_constructible_v<Key>;
    static constexpr bool nothrow_movable = std::is_nothrow_move_constructible_v<Key>;
    static constexpr bool copyable = std::is_copy_constructible_v<Key>;

    static const Key& key(const value_type& value) noexcept { return value; }

    using record = Key;
    template <class Allocator>
    static void construct(Allocator& allocator, value_type* to, const record& from) {
        std::allocator_traits<Allocator>::construct(allocator, to, from);
    }
    static found_type* found(value_type* value) noexcept { return value; }

    template <class... Args>
    static constexpr bool made_trivially(std::type_identity<Args>...) noexcept {
        return std::is_trivially_constructible_v<Key, Args...>;
    }

    template <class Allocator>
    static void move_construct(Allocator& allocator, value_type* to, value_type* from) {
        std::allocator_traits<Allocator>::construct(allocator, to, std::move(*from));
    }
};

/// True for the standard comparison of such keys with ==, unless a user has overloaded that
/// operator for an enumeration.
template <class KeyEqual, class Key>
inline constexpr bool is_equal_to =
    (std::same_as<KeyEqual, std::equal_to<>> || std::same_as<KeyEqual, std::equal_to<Key>>) &&
    !(std::is_enum_v<Key> && requires(const Key& key) { operator==(key, key); });

/// True if an element of a container with this allocator is moved by copying its bytes. (Not if the
/// allocator defines construct(). Types that forbid copies and moves, such as std::mutex, may be
/// trivially copyable.)
template <class Element, class Allocator>
inline constexpr bool is_bytes =
    Element::trivially_copyable && (Element::movable || Element::copyable) &&
    !requires(Allocator& allocator, typename Element::value_type* to) {
        allocator.construct(to, *to);
    };
/// True if it is also copied so.
template <class Element, class Allocator>
inline constexpr bool is_copied_as_bytes = is_bytes<Element, Allocator> && Element::copyable;

/// Constructs at `to` the element at `from`, as std::move_if_noexcept would: moved if that cannot
/// throw or the element is not copyable, copied otherwise. The caller must destroy the element at
/// `from` afterwards.
template <class Element, class Allocator>
void transfer(Allocator& allocator, typename Element::value_type* to,
              typename Element::value_type* from) {
    static_assert(Element::movable || Element::copyable,
                  "the elements of a table must be movable or copyable, unless its policy is "
                  "hpk::hash_table::node");
    if constexpr (is_bytes<Element, Allocator>)
        std::memcpy(static_cast<void*>(to), static_cast<const void*>(from), sizeof *to);
    else if constexpr (Element::nothrow_movable || !Element::copyable)
        Element::move_construct(allocator, to, from);
    else
        std::allocator_traits<Allocator>::construct(
            allocator, to, static_cast<const typename Element::value_type&>(*from));
}

/// Destroys an element.
template <class Element, class Allocator>
void destroy(Allocator& allocator, typename Element::value_type* at) noexcept {
    if constexpr (!is_bytes<Element, Allocator>)
        std::allocator_traits<Allocator>::destroy(allocator, at);
}

/// Guards a table whose elements move to another one. If moving a non-copyable element throws, the
/// moved-from remains are useless, so the old table is cleared.
template <class Element, class Table>
class lost_unless_moved {
public:
    explicit lost_unless_moved(Table& table) noexcept : table_(&table) {}
    lost_unless_moved(const lost_unless_moved&) = delete;
    lost_unless_moved& operator=(const lost_unless_moved&) = delete;
    ~lost_unless_moved() {
        if (!Element::copyable && table_ != nullptr) table_->clear();
    }
    void all_moved() noexcept { table_ = nullptr; }

private:
    Table* table_;
};

/// Exchanges the allocators of two containers that exchange everything else. Allocators that cannot
/// be assigned (std::pmr's) must be equal when containers are swapped, so nothing has to be done.
template <class Allocator>
void swap_allocators(Allocator& a, Allocator& b) noexcept {
    if constexpr (std::is_move_assignable_v<Allocator>) std::swap(a, b);
}

/// Calls f; returns false if f threw. f must give the basic guarantee.
template <class F>
bool succeeds(F f) noexcept {
#if defined(__cpp_exceptions)
    try {
        f();
    } catch (...) {
        return false;
    }
#else
    f();
#endif
    return true;
}

/// Storages in which an element stays where it is until it is erased. They say so by a member type
/// of this name.
template <class Storage>
concept elements_stay = requires { typename Storage::elements_stay; };

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
