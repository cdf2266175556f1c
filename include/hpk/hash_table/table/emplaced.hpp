// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "hpk/hash_table/table/arguments.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Finds the key among the arguments of emplace, if it can be identified without constructing an
/// element.
template <class Element, class Hash, class KeyEqual>
class key_among {
    using key_type = typename Element::key_type;
    using value_type = typename Element::value_type;
    template <class K>
    static constexpr bool is_key = key_like<K, key_type, Hash, KeyEqual>;

public:
    template <class First>
        requires std::same_as<First, value_type>
    static const key_type& of(const First& value) {
        return Element::key(value);
    }
    template <class First>
        requires(Element::is_set && !std::same_as<First, value_type> && is_key<First>)
    static const First& of(const First& key) {
        return key;
    }
    template <class First, class Second>
        requires(!Element::is_set && is_key<First>)
    static const First& of(const First& key, const Second&) {
        return key;
    }
    template <class First, class Second>
        requires(!Element::is_set && is_key<First>)
    static const First& of(const std::pair<First, Second>& pair) {
        return pair.first;
    }
};

/// An element that is constructed before its bucket is known.
template <class Value, class Allocator>
class made_apart {
public:
    template <class... Args>
    explicit made_apart(const Allocator& allocator, Args&&... args) : allocator_(allocator) {
        std::allocator_traits<Allocator>::construct(allocator_, get(), std::forward<Args>(args)...);
    }
    made_apart(const made_apart&) = delete;
    made_apart& operator=(const made_apart&) = delete;
    ~made_apart() { std::allocator_traits<Allocator>::destroy(allocator_, get()); }

    [[nodiscard]] Value* get() noexcept { return std::launder(reinterpret_cast<Value*>(&memory_)); }

private:
    alignas(Value) std::byte memory_[sizeof(Value)];
    Allocator allocator_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
