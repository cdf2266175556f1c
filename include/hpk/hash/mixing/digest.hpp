// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "hpk/core/isa.hpp"

/// \file
/// Splits a value into words and bytes, independently of the hash that consumes them.
///
/// A *core* hashes the words and bytes: `core.word(w)` hashes one word, `core.both(a, b)` two words
/// and `core.bytes(data, size)` a string. It may hash a value within another one in its own way,
/// with `core.part(v)`.

namespace hpk::detail {
inline namespace HPK_ISA {

/// `digest<T>::of(core, value)` is the hash of a value. Types without a specialisation have none.
template <class T>
struct digest {};

template <class T, class Core>
concept digestible = requires(const T& value, const Core& core) { digest<T>::of(core, value); };

template <class T, class Core>
concept own_part = requires(const T& value, const Core& core) { core.part(value); };

/// True if the value can be hashed within another one.
template <class T, class Core>
concept digestible_part = own_part<T, Core> || digestible<T, Core>;

template <class T, class Core>
constexpr std::uint64_t part(const Core& core, const T& value) noexcept {
    if constexpr (own_part<T, Core>)
        return core.part(value);
    else
        return digest<T>::of(core, value);
}

template <class Char>
concept character =
    std::same_as<Char, char> || std::same_as<Char, wchar_t> || std::same_as<Char, char8_t> ||
    std::same_as<Char, char16_t> || std::same_as<Char, char32_t>;

__extension__ using int128 = __int128;
__extension__ using uint128 = unsigned __int128;

/// An integer of any size, including 128 bits, whether or not the standard library treats those as
/// integral.
template <class T>
concept integer = std::integral<T> || std::same_as<T, int128> || std::same_as<T, uint128>;

/// The types whose values are a single word.
template <class T>
concept one_word =
    ((std::integral<T> || std::is_enum_v<T>) && sizeof(T) <= 8) || std::is_pointer_v<T> ||
    std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, std::nullptr_t>;

/// Equal values become equal words, 0.0 and -0.0 included. Floating-point values are compared as
/// integers, because -ffast-math ignores the sign of zero.
template <one_word T>
constexpr std::uint64_t as_word(const T& value) noexcept {
    if constexpr (std::is_enum_v<T>) {
        return as_word(static_cast<std::underlying_type_t<T>>(value));
    } else if constexpr (std::is_pointer_v<T>) {
        return reinterpret_cast<std::uintptr_t>(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        const auto word = std::bit_cast<bits>(value);
        return static_cast<bits>(word << 1) == 0 ? 0 : word;
    } else if constexpr (std::same_as<T, std::nullptr_t>) {
        return 0;
    } else if constexpr (character<T>) { // char and wchar_t are signed on some platforms only
        return static_cast<std::make_unsigned_t<T>>(value);
    } else {
        return static_cast<std::uint64_t>(value);
    }
}

template <one_word T>
struct digest<T> {
    template <class Core>
    static constexpr std::uint64_t of(const Core& core, const T& value) noexcept {
        return core.word(as_word(value));
    }
};

/// An integer or enumeration of two words. (Whether the standard library treats these as integral
/// depends on -std=gnu++20 or -std=c++20.)
template <class T>
concept two_words = sizeof(T) == 16 && (integer<T> || std::is_enum_v<T>);

template <two_words T>
struct digest<T> {
    template <class Core>
    static constexpr std::uint64_t of(const Core& core, const T& value) noexcept {
        const auto bits = static_cast<uint128>(value);
        return core.both(static_cast<std::uint64_t>(bits), static_cast<std::uint64_t>(bits >> 64));
    }
};

template <character Char>
struct digest<std::basic_string_view<Char>> {
    template <class Core>
    [[gnu::always_inline]] static std::uint64_t of(const Core& core,
                                                   std::basic_string_view<Char> text) noexcept {
        return core.bytes(text.data(), text.size() * sizeof(Char));
    }
};

template <character Char, class Allocator>
struct digest<std::basic_string<Char, std::char_traits<Char>, Allocator>>
    : digest<std::basic_string_view<Char>> {};

template <class T, class Deleter>
struct digest<std::unique_ptr<T, Deleter>> {
    template <class Core>
    static std::uint64_t of(const Core& core, const std::unique_ptr<T, Deleter>& value) noexcept {
        return part(core, value.get());
    }
};

template <class T>
struct digest<std::shared_ptr<T>> {
    template <class Core>
    static std::uint64_t of(const Core& core, const std::shared_ptr<T>& value) noexcept {
        return part(core, value.get());
    }
};

/// The contribution of a part of a value: the part itself if it is a word, otherwise its hash.
template <class Core, class T>
constexpr std::uint64_t part_as_word(const Core& core, const T& value) noexcept {
    if constexpr (one_word<T>)
        return as_word(value);
    else
        return part(core, value);
}

/// Hashes several parts; their order matters.
template <class Core, class First, class... Rest>
constexpr std::uint64_t digest_parts(const Core& core, const First& first,
                                     const Rest&... rest) noexcept {
    if constexpr (sizeof...(Rest) == 0) {
        return part(core, first);
    } else {
        std::uint64_t state = part_as_word(core, first);
        ((state = core.both(state, part_as_word(core, rest))), ...);
        return state;
    }
}

template <class Core>
constexpr std::uint64_t digest_parts(const Core& core) noexcept {
    return core.word(0);
}

template <class A, class B>
struct digest<std::pair<A, B>> {
    template <class Core>
        requires(digestible_part<A, Core> && digestible_part<B, Core>)
    static constexpr std::uint64_t of(const Core& core, const std::pair<A, B>& value) noexcept {
        return digest_parts(core, value.first, value.second);
    }
};

template <class... Ts>
struct digest<std::tuple<Ts...>> {
    template <class Core>
        requires(digestible_part<Ts, Core> && ...)
    static constexpr std::uint64_t of(const Core& core, const std::tuple<Ts...>& value) noexcept {
        return std::apply([&](const Ts&... parts) { return digest_parts(core, parts...); }, value);
    }
};

template <class T, std::size_t N>
struct digest<std::array<T, N>> {
    template <class Core>
        requires digestible_part<T, Core>
    static constexpr std::uint64_t of(const Core& core, const std::array<T, N>& value) noexcept {
        return std::apply([&](const auto&... parts) { return digest_parts(core, parts...); },
                          value);
    }
};

/// The length is hashed, too, so that the boundary between two vectors in a tuple matters.
template <class T, class Allocator>
struct digest<std::vector<T, Allocator>> {
    template <class Core>
        requires digestible_part<T, Core>
    static constexpr std::uint64_t of(const Core& core,
                                      const std::vector<T, Allocator>& value) noexcept {
        std::uint64_t state = core.word(value.size());
        for (const auto& part : value) state = core.both(state, part_as_word<Core, T>(core, part));
        return state;
    }
};

/// An engaged optional hashes like its value, an empty one like an arbitrary constant.
template <class T>
struct digest<std::optional<T>> {
    template <class Core>
        requires digestible_part<T, Core>
    static constexpr std::uint64_t of(const Core& core, const std::optional<T>& value) noexcept {
        return value ? part(core, *value) : core.word(0xd1b54a32d192ed03);
    }
};

template <>
struct digest<std::monostate> {
    template <class Core>
    static constexpr std::uint64_t of(const Core& core, std::monostate) noexcept {
        return core.word(0);
    }
};

/// The index of the alternative is hashed, too.
template <class... Ts>
struct digest<std::variant<Ts...>> {
    template <class Core>
        requires(digestible_part<Ts, Core> && ...)
    static constexpr std::uint64_t of(const Core& core, const std::variant<Ts...>& value) noexcept {
        if (value.valueless_by_exception()) return core.word(0);
        return std::visit(
            [&](const auto& held) { return core.both(value.index(), part_as_word(core, held)); },
            value);
    }
};

} // namespace HPK_ISA
} // namespace hpk::detail
