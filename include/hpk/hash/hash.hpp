// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/digest.hpp"
#include "hpk/hash/mixing/folded_multiply.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"
#include "hpk/hash/mixing/secret_core.hpp"

namespace hpk {
inline namespace HPK_ISA {
template <class T>
struct hash;

/// The numbers that a table draws if its keys collide too much, for a hash that takes them as a
/// second argument: `std::size_t operator()(const mine&, const hpk::hash_seed&) const noexcept`.
/// Such a hash should pass them on to the hpk::hash of the parts.
using hash_seed = detail::secret;
} // namespace HPK_ISA
} // namespace hpk

namespace hpk {
inline namespace HPK_ISA {

/// True for a hash function whose every output bit depends on the whole value, so that tables use
/// any of its bits unmixed. Such a function has a member type `is_avalanching`, as for boost and
/// ankerl: void or std::true_type; std::false_type withdraws it. Other hashes go through mix(), and
/// so do those whose results are narrower than std::size_t.
template <class Hash>
inline constexpr bool is_avalanching_v = [] {
    if constexpr (requires { Hash::is_avalanching::value; })
        return bool{Hash::is_avalanching::value};
    else
        return requires { typename Hash::is_avalanching; };
}();

} // namespace HPK_ISA
} // namespace hpk

namespace hpk::detail {
inline namespace HPK_ISA {

/// True for a hash of keys that avalanches and has as many bits as a table uses. A 32-bit hash that
/// claims to avalanche would leave the higher bits zero, and large tables would become one long
/// run.
template <class Hash, class Key>
inline constexpr bool trusted = [] {
    if constexpr (std::is_invocable_v<const Hash&, const Key&>)
        return is_avalanching_v<Hash> &&
               sizeof(std::invoke_result_t<const Hash&, const Key&>) >= sizeof(std::size_t);
    else
        return is_avalanching_v<Hash>;
}();

template <class>
inline constexpr bool always_false = false; ///< for a static_assert in a template

template <class>
inline constexpr bool is_hash = false; ///< for specialisations of hpk::hash
template <class T>
inline constexpr bool is_hash<hash<T>> = true;

/// The core of hpk::hash: public constants, no state.
struct open_core {
    static constexpr std::uint64_t word(std::uint64_t w) noexcept {
        return folded_multiply(w, multiplier);
    }
    static constexpr std::uint64_t both(std::uint64_t a, std::uint64_t b) noexcept {
        return hash_words(a, b, secret{});
    }
    [[gnu::always_inline]] static std::uint64_t bytes(const void* data, std::size_t size) noexcept {
        return hash_bytes(data, size, secret{});
    }
    /// Uses a user's specialisation of hpk::hash for members of pairs, tuples and other values.
    template <class T>
    static constexpr std::uint64_t part(const T& value) noexcept
        requires requires { hash<T>{}(value); }
    {
        return hash<T>{}(value);
    }
};

/// The core of hpk::hash under a seed.
struct reseeded_core : secret_core {
    /// Uses a user's specialisation of hpk::hash, under the seed if it takes one.
    template <class T>
    constexpr std::uint64_t part(const T& value) const noexcept
        requires requires { hash<T>{}(value); }
    {
        if constexpr (requires { hash<T>{}(value, numbers); })
            return hash<T>{}(value, numbers);
        else
            return both(hash<T>{}(value), 0);
    }
};

/// Transparent: takes anything convertible to string_view.
template <class Char>
struct open_string_hash {
    using is_avalanching = void;
    using is_transparent = void;

    [[gnu::always_inline]] std::size_t
    operator()(std::basic_string_view<Char> text) const noexcept {
        return static_cast<std::size_t>(
            digest<std::basic_string_view<Char>>::of(open_core{}, text));
    }
    std::size_t operator()(std::basic_string_view<Char> text, const secret& seed) const noexcept {
        return static_cast<std::size_t>(
            digest<std::basic_string_view<Char>>::of(reseeded_core{{seed}}, text));
    }
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// The hash of hpk's tables: one folded multiply for a value that fits a word (integers,
/// enumerations, bool, characters, pointers, float, double), and a sequence of them for strings,
/// pairs, tuples, arrays, vectors, optionals, variants and smart pointers of these. The same value
/// has the same hash on every platform, with every compiler and flag. (Exceptions: pointers differ
/// from run to run, and wide strings depend on the byte order.)
///
/// Equal values have equal hashes: 0.0 and -0.0, and strings of one character type in any
/// container: `hash<std::string>` takes std::string, std::string_view and const char*. NaNs are
/// hashed by their bits; because a NaN equals nothing, a table never finds one.
///
/// Other types use std::hash (followed by a mix, unless it declares `is_avalanching`), or a
/// specialisation: `template <> struct hpk::hash<mine> { std::size_t operator()(const mine&) const
/// noexcept; };`
///
/// Anyone who chooses the keys can make them collide. hpk's tables notice that and hash such keys
/// again, under a seed of their own (hpk/hash_table.hpp), if the hash takes one as a second
/// argument. That of all types above does, except by std::hash and by specialisations without such
/// an operator(); hpk::hash_members has one.
template <class T>
struct hash {
    using is_avalanching = void; ///< tables do not mix it again

    /// The hash of a value, with the public constants or under a seed. O(1) for words, linear in
    /// the length of strings.
    /// \{
    constexpr std::size_t operator()(const T& value) const noexcept
        requires detail::digestible<T, detail::open_core>
    {
        return static_cast<std::size_t>(detail::digest<T>::of(detail::open_core{}, value));
    }

    constexpr std::size_t operator()(const T& value, const hash_seed& seed) const noexcept
        requires detail::digestible<T, detail::reseeded_core>
    {
        return static_cast<std::size_t>(
            detail::digest<T>::of(detail::reseeded_core{{seed}}, value));
    }

    std::size_t operator()(const T& value) const noexcept(noexcept(std::hash<T>{}(value)))
        requires(!detail::digestible<T, detail::open_core> && requires { std::hash<T>{}(value); })
    {
        if constexpr (detail::trusted<std::hash<T>, T>)
            return std::hash<T>{}(value);
        else
            return detail::mix(std::hash<T>{}(value));
    }
    /// \}
};

template <detail::character Char, class Allocator>
struct hash<std::basic_string<Char, std::char_traits<Char>, Allocator>>
    : detail::open_string_hash<Char> {};

template <detail::character Char>
struct hash<std::basic_string_view<Char>> : detail::open_string_hash<Char> {};

/// The hash of a class by some of its members, as hpk::hash takes a tuple of them: a base for
/// specialisations of hpk::hash. Members may also be member functions without arguments, or
/// functions of the object.
///
///     struct cell { int row, column; bool operator==(const cell&) const = default; };
///     template <> struct hpk::hash<cell> : hpk::hash_members<&cell::row, &cell::column> {};
///
/// Objects that compare equal must have equal members.
template <auto... Members>
struct hash_members {
    using is_avalanching = void; ///< tables do not mix it again

    /// The hash of an object, with the public constants or under a seed.
    /// \{
    template <class T>
        requires(std::invocable<decltype(Members), const T&> && ...)
    constexpr std::size_t operator()(const T& value) const noexcept {
        return static_cast<std::size_t>(
            detail::digest_parts(detail::open_core{}, std::invoke(Members, value)...));
    }
    template <class T>
        requires(std::invocable<decltype(Members), const T&> && ...)
    constexpr std::size_t operator()(const T& value, const hash_seed& seed) const noexcept {
        return static_cast<std::size_t>(
            detail::digest_parts(detail::reseeded_core{{seed}}, std::invoke(Members, value)...));
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk
