// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "hpk/core/backend.hpp"
#include "hpk/core/mask_bits.hpp"
#include "hpk/hash_table/key_buckets.hpp"
#include "hpk/hash_table/open_storage.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Linear probing that compares the keys of several buckets at once. Slots are loaded as they lie
/// there, values and all, and compared with the key in every lane; lanes that hold no key are then
/// left out.
template <class Backend>
struct key_probing {
    template <class Element, class Allocator>
    using buckets = key_buckets<Element, Allocator>;

    static constexpr double max_load = 2.0 / 3;
    static constexpr bool glances = true;

    template <class Buckets>
    [[gnu::always_inline]] static void prefetch(const Buckets& b, home_bucket home,
                                                std::size_t hash) noexcept {
        __builtin_prefetch(b.slot(home(hash)));
    }

    template <class Buckets, class K, class Equal>
    [[gnu::always_inline]] static std::size_t find(const Buckets& b, home_bucket home, const K& key,
                                                   std::size_t hash, const Equal&) noexcept {
        check<Buckets, K, Equal>();
        const auto bits = Buckets::bits(key);
        if (Buckets::is_apart(bits)) [[unlikely]]
            return b.has_apart(bits) ? Buckets::apart(bits) : nowhere;
        using window = key_lanes<Buckets>;
        for (std::size_t k = home(hash);; k = (k + window::slots) & b.mask()) {
            const window keys(b.slot(k));
            if (const std::uint64_t found = keys.equal_to(bits); found != 0) [[likely]]
                return (k + window::slot_of(found)) & b.mask();
            if (keys.equal_to(Buckets::empty) != 0) return nowhere;
        }
    }

    /// Compares the first window.
    template <class Buckets, class K, class Equal>
    [[gnu::always_inline]] static glimpse<Buckets> glance(const Buckets& b, home_bucket home,
                                                          const K& key, std::size_t hash,
                                                          const Equal&) noexcept {
        using window = key_lanes<Buckets>;
        const auto bits = Buckets::bits(key);
        const std::size_t k = home(hash);
        const window keys(b.slot(k));
        const std::uint64_t found = opaque(keys.equal_to(bits));
        const std::size_t at =
            (k + window::slot_of(found | std::uint64_t{1} << 63) % window::slots) & b.mask();
        const std::size_t is_ordinary = opaque(!Buckets::is_apart(bits));
        const std::size_t is_it = opaque(found != 0) & is_ordinary;
        const std::size_t ends = opaque(keys.equal_to(Buckets::empty) != 0) & is_ordinary;
        return {b.slot(at), is_it, is_it | ends};
    }

    template <class Buckets, class K, class Equal>
    [[gnu::always_inline]] static std::size_t
    find_or_free(const Buckets& b, home_bucket home, const K& key, std::size_t hash, const Equal&,
                 std::size_t& free) noexcept {
        check<Buckets, K, Equal>();
        const auto bits = Buckets::bits(key);
        if (Buckets::is_apart(bits)) [[unlikely]] {
            free = Buckets::apart(bits);
            return b.has_apart(bits) ? free : nowhere;
        }
        // One by one: the nearest bucket is mostly the right one.
        for (std::size_t k = home(hash);; k = (k + 1) & b.mask()) {
            const auto there = b.key_at(k);
            if (there == bits) return k;
            if (there == Buckets::empty) {
                free = k;
                return nowhere;
            }
        }
    }

    template <class Buckets, class K>
    [[gnu::always_inline]] static std::size_t free(const Buckets& b, home_bucket home, const K& key,
                                                   std::size_t hash) noexcept {
        const auto bits = Buckets::bits(key);
        if (Buckets::is_apart(bits)) [[unlikely]]
            return Buckets::apart(bits);
        std::size_t k = home(hash);
        while (b.key_at(k) != Buckets::empty) k = (k + 1) & b.mask();
        return k;
    }

    template <class Buckets>
    static void occupy(Buckets& b, home_bucket, std::size_t k, std::size_t) noexcept {
        b.copy_key(k);
    }
    template <class Buckets>
    static void vacate(Buckets& b, std::size_t k) noexcept {
        b.vacate(k);
    }
    template <class Buckets>
    static void block(Buckets& b, std::size_t k) noexcept {
        b.block(k);
    }
    template <class Buckets>
    static bool is_blocked(const Buckets& b, std::size_t k) noexcept {
        return k <= b.mask() && b.key_at(k) == Buckets::blocked;
    }

    /// True if a search may go on behind bucket k.
    template <class Buckets>
    static bool is_passed(const Buckets& b, std::size_t k) noexcept {
        return k <= b.mask() && b.key_at((k + 1) & b.mask()) != Buckets::empty;
    }

    /// The next element whose search passes bucket k: the one whose home is not behind k.
    template <class Buckets, class HashOf>
    static std::size_t next_to_move_up(const Buckets& b, home_bucket home, std::size_t k,
                                       const HashOf& hash_of, std::size_t& hash) {
        if (k > b.mask()) return nowhere;
        for (std::size_t from = (k + 1) & b.mask(); b.key_at(from) != Buckets::empty && from != k;
             from = (from + 1) & b.mask()) {
            if (b.key_at(from) == Buckets::blocked) continue;
            hash = hash_of(*b.slot(from));
            if (((from - home(hash)) & b.mask()) >= ((from - k) & b.mask())) return from;
        }
        return nowhere;
    }

    /// Windows looked at.
    template <class Buckets, class K, class Equal>
    static std::size_t probes(const Buckets& b, home_bucket home, const K& key, std::size_t hash,
                              const Equal& equal) noexcept {
        std::size_t end = 0;
        const std::size_t found = find_or_free(b, home, key, hash, equal, end);
        const std::size_t last = found == nowhere ? end : found;
        if (last > b.mask()) return 1;
        return 1 + ((last - home(hash)) & b.mask()) / key_lanes<Buckets>::slots;
    }

private:
    template <class Buckets, class K, class Equal>
    static constexpr void check() {
        using key_type = typename Buckets::key_type;
        static_assert(
            std::is_integral_v<key_type> || std::is_enum_v<key_type> || std::is_pointer_v<key_type>,
            "key_window takes integers, enumerations and pointers; `tagged` takes any key");
        static_assert(std::same_as<Equal, std::equal_to<>> ||
                          std::same_as<Equal, std::equal_to<key_type>>,
                      "key_window compares the bits of keys: its KeyEqual is std::equal_to");
        static_assert(std::same_as<K, key_type>,
                      "key_window compares the bits of keys: look up a key_type");
    }

    /// Some slots in registers.
    template <class Buckets>
    class key_lanes {
        using bits = typename Buckets::key_bits;
        using backend = std::conditional_t<backend_has_lanes<Backend, bits>, Backend, scalar>;
        using L = lanes<bits, backend>;

        /// From one key to the next, in lanes.
        static constexpr std::size_t stride = sizeof(typename Buckets::value_type) / sizeof(bits);
        static constexpr std::size_t bits_per_lane = mask_bits_per_lane<bits, backend>;
        static constexpr std::size_t slots_per_vector =
            std::clamp<std::size_t>(L::size / stride, 1, Buckets::copies + 1);
        static constexpr std::size_t vectors =
            std::max<std::size_t>(1, (L::is_scalar ? 1 : 4) / slots_per_vector);

        static constexpr std::uint64_t lanes_with_keys = [] {
            std::uint64_t result = 0;
            for (std::size_t k = 0; k < slots_per_vector; ++k)
                result |= std::uint64_t{1} << (k * stride * bits_per_lane);
            return result;
        }();

    public:
        static constexpr std::size_t slots = vectors * slots_per_vector;
        static_assert(slots <= Buckets::copies + 1 && L::alignment <= Buckets::longest_vector);

        explicit key_lanes(const typename Buckets::value_type* from) noexcept {
            const auto* const first = reinterpret_cast<const bits*>(from);
            for (std::size_t v = 0; v < vectors; ++v)
                vectors_[v] = L::load_unknown(first + v * slots_per_vector * stride);
        }

        /// A bit for each slot whose key it is.
        [[nodiscard]] std::uint64_t equal_to(bits key) const noexcept {
            const L wanted = L::broadcast(key);
            std::uint64_t result = 0;
            for (std::size_t v = 0; v < vectors; ++v)
                result |= (mask_bits(vectors_[v] == wanted) & lanes_with_keys) << (v * shift);
            return result;
        }
        /// The slot of the first such bit.
        static std::size_t slot_of(std::uint64_t found) noexcept {
            const auto bit = static_cast<std::size_t>(std::countr_zero(found));
            if constexpr (vectors == 1)
                return bit / (stride * bits_per_lane);
            else
                return bit / shift * slots_per_vector + bit % shift / (stride * bits_per_lane);
        }

    private:
        static constexpr std::size_t shift = 64 / vectors;

        L vectors_[vectors];
    };
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// Keys that are integers, enumerations or pointers, compared a vector at a time; no tags. The
/// mapped type may be anything.
template <class Backend = native>
struct basic_key_window {
    static constexpr std::string_view name = "key_window";
    static constexpr std::string_view summary = "integral keys, a vector of them compared at once";
    static constexpr bool vectorised = true;

    template <class Other>
    using on = basic_key_window<Other>;

    template <class Element, class Allocator>
    using storage = detail::open_storage<Element, Allocator, detail::key_probing<Backend>>;
};
using key_window = basic_key_window<>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
