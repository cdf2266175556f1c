// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/digest.hpp"
#include "hpk/hash/mixing/sip_rounds.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Generates keys: SipHash-2-4 of a counter under a per-process secret from std::random_device, so
/// that no key reveals another.
inline std::uint64_t fresh_word() {
    static const auto process = [] {
        std::random_device device;
        const auto word = [&] { return std::uint64_t{device()} << 32 | device(); };
        return sip_core<2, 4>{word(), word()};
    }();
    static std::atomic<std::uint64_t> drawn{0};
    return process.word(drawn.fetch_add(1, std::memory_order_relaxed));
}

/// The common base of keyed hashes. Core hashes words and bytes.
template <class Core>
class keyed_hash_base {
public:
    using is_avalanching = void;

    /// A fresh random key: iteration order differs between tables and between runs.
    keyed_hash_base() : core_(Core::keyed(fresh_word(), fresh_word())) {}

    /// A key derived from the seed: iteration order is the same in every run.
    explicit constexpr keyed_hash_base(std::uint64_t seed) noexcept
        : keyed_hash_base(sip_core<2, 4>{seed, 0}.word(0), sip_core<2, 4>{seed, 0}.word(1)) {}

    /// The given key.
    constexpr keyed_hash_base(std::uint64_t k0, std::uint64_t k1) noexcept
        : core_(Core::keyed(k0, k1)) {}

    friend constexpr bool operator==(const keyed_hash_base&, const keyed_hash_base&) = default;

protected:
    [[nodiscard]] constexpr const Core& core() const noexcept { return core_; }

private:
    Core core_;
};

template <class T, class Core>
class keyed_hash : public keyed_hash_base<Core> {
public:
    using keyed_hash_base<Core>::keyed_hash_base;

    constexpr std::size_t operator()(const T& value) const noexcept
        requires digestible<T, Core>
    {
        return static_cast<std::size_t>(digest<T>::of(this->core(), value));
    }
};

/// Transparent: takes anything convertible to string_view.
template <character Char, class Core>
class keyed_hash<std::basic_string_view<Char>, Core> : public keyed_hash_base<Core> {
public:
    using is_transparent = void;
    using keyed_hash_base<Core>::keyed_hash_base;

    std::size_t operator()(std::basic_string_view<Char> text) const noexcept {
        return static_cast<std::size_t>(
            digest<std::basic_string_view<Char>>::of(this->core(), text));
    }
};

template <character Char, class Allocator, class Core>
class keyed_hash<std::basic_string<Char, std::char_traits<Char>, Allocator>, Core>
    : public keyed_hash<std::basic_string_view<Char>, Core> {
public:
    using keyed_hash<std::basic_string_view<Char>, Core>::keyed_hash;
};

} // namespace HPK_ISA
} // namespace hpk::detail
