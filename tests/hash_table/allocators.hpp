// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Allocators that count their memory, fail on request, have an identity that may propagate, and
/// whose pointers may be objects.

#include <compare>
#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <new>
#include <type_traits>

#include "hash_table/objects.hpp"

namespace hpk::test {

/// Holds the distance from itself to its target, so it is wrong if only its bytes were copied.
template <class T>
class offset_pointer {
    template <class U>
    using if_object = std::enable_if_t<!std::is_void_v<U>, U>;

public:
    using element_type = T;
    using value_type = std::remove_cv_t<T>;
    using difference_type = std::ptrdiff_t;
    using reference = std::add_lvalue_reference_t<T>;
    using pointer = offset_pointer;
    using iterator_category = std::random_access_iterator_tag;
    template <class U>
    using rebind = offset_pointer<U>;

    offset_pointer(std::nullptr_t = nullptr) {}
    explicit offset_pointer(T* p) { set(p); }
    offset_pointer(const offset_pointer& other) { set(other.get()); }
    template <class U>
        requires(std::is_convertible_v<U*, T*>)
    offset_pointer(const offset_pointer<U>& other) {
        set(other.get());
    }
    template <class U>
        requires(!std::is_convertible_v<U*, T*> && std::is_void_v<U>)
    explicit offset_pointer(const offset_pointer<U>& other) {
        set(static_cast<T*>(other.get()));
    }
    offset_pointer& operator=(const offset_pointer& other) {
        set(other.get());
        return *this;
    }
    ~offset_pointer() = default;

    template <class U = T>
    static offset_pointer pointer_to(if_object<U>& object) {
        return offset_pointer(std::addressof(object));
    }

    [[nodiscard]] T* get() const {
        if (distance_ == null) return nullptr;
        return reinterpret_cast<T*>(address() + static_cast<std::uintptr_t>(distance_)); // NOLINT
    }
    T* operator->() const { return get(); }
    reference operator*() const { return *get(); }
    reference operator[](difference_type n) const { return get()[n]; }
    explicit operator bool() const { return distance_ != null; }

    offset_pointer& operator+=(difference_type n) {
        set(get() + n);
        return *this;
    }
    offset_pointer& operator-=(difference_type n) { return *this += -n; }
    offset_pointer& operator++() { return *this += 1; }
    offset_pointer& operator--() { return *this -= 1; }
    offset_pointer operator++(int) {
        const offset_pointer before = *this;
        ++*this;
        return before;
    }
    offset_pointer operator--(int) {
        const offset_pointer before = *this;
        --*this;
        return before;
    }
    friend offset_pointer operator+(offset_pointer p, difference_type n) { return p += n; }
    friend offset_pointer operator+(difference_type n, offset_pointer p) { return p += n; }
    friend offset_pointer operator-(offset_pointer p, difference_type n) { return p -= n; }
    friend difference_type operator-(const offset_pointer& a, const offset_pointer& b) {
        return a.get() - b.get();
    }
    friend bool operator==(const offset_pointer& a, const offset_pointer& b) {
        return a.get() == b.get();
    }
    friend auto operator<=>(const offset_pointer& a, const offset_pointer& b) {
        return std::compare_three_way()(a.get(), b.get());
    }

private:
    static constexpr difference_type null = 1; ///< no target lies within the pointer itself

    [[nodiscard]] std::uintptr_t address() const {
        return reinterpret_cast<std::uintptr_t>(this); // NOLINT
    }
    void set(T* p) {
        distance_ =
            p == nullptr
                ? null
                : static_cast<difference_type>(reinterpret_cast<std::uintptr_t>(p) - address());
    }

    difference_type distance_ = null;
};

/// The bytes that allocators of an identity have allocated and not freed.
inline std::map<int, long>& bytes_out() {
    static std::map<int, long> bytes;
    return bytes;
}

inline bool all_bytes_are_back() {
    for (const auto& [identity, bytes] : bytes_out())
        if (bytes != 0) return false;
    return true;
}

enum class goes_along : bool { no, yes };
enum class pointers : bool { raw, offset };

/// Allocators of different identities cannot free each other's memory.
template <class T, goes_along Propagates = goes_along::no, pointers Pointers = pointers::raw>
class counting_allocator {
public:
    using value_type = T;
    using pointer = std::conditional_t<Pointers == pointers::raw, T*, offset_pointer<T>>;
    using propagate_on_container_copy_assignment = std::bool_constant<bool(Propagates)>;
    using propagate_on_container_move_assignment = std::bool_constant<bool(Propagates)>;
    using propagate_on_container_swap = std::bool_constant<bool(Propagates)>;
    using is_always_equal = std::false_type;
    template <class U>
    struct rebind {
        using other = counting_allocator<U, Propagates, Pointers>;
    };

    explicit counting_allocator(int identity = 0) : identity_(identity) {}
    template <class U>
    counting_allocator(const counting_allocator<U, Propagates, Pointers>& other)
        : identity_(other.identity()) {}

    pointer allocate(std::size_t n) {
        countdown::tick();
        T* const p = static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t(alignment)));
        bytes_out()[identity_] += static_cast<long>(n * sizeof(T));
        return pointer(p);
    }
    void deallocate(pointer p, std::size_t n) noexcept {
        bytes_out()[identity_] -= static_cast<long>(n * sizeof(T));
        ::operator delete(std::to_address(p), std::align_val_t(alignment));
    }
    /// The copy of a table has another allocator if allocators do not propagate.
    [[nodiscard]] counting_allocator select_on_container_copy_construction() const {
        return counting_allocator(identity_ + (Propagates == goes_along::yes ? 0 : 100));
    }

    [[nodiscard]] int identity() const { return identity_; }
    friend bool operator==(const counting_allocator& a, const counting_allocator& b) {
        return a.identity_ == b.identity_;
    }

private:
    static constexpr std::size_t alignment = alignof(T) > alignof(std::max_align_t)
                                                 ? alignof(T)
                                                 : alignof(std::max_align_t);

    int identity_;
};

} // namespace hpk::test
