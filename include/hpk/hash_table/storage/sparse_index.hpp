// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/storage/probe.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The buckets of an ordered table. Each holds the number of an entry, is empty, or is a dummy: its
/// entry was erased, but searches must continue past it. Numbers take 1, 2, 4 or 8 bytes, depending
/// on the number of buckets. The index does not own its memory.
///
/// A search ends at an empty bucket, so there must always be one. This holds because there are more
/// buckets than entries, and erased entries are not reused: each entry occupies one bucket at most.
template <probing Probe>
class sparse_index {
public:
    /// Stands for no entry.
    static constexpr std::size_t none = (std::numeric_limits<std::size_t>::max)();

    static constexpr std::size_t bytes_for(std::size_t buckets) noexcept {
        return buckets * width_for(buckets);
    }

    sparse_index() = default;
    /// An index of `buckets` buckets, a power of two, over existing memory, which it does not
    /// change.
    sparse_index(std::byte* memory, std::size_t buckets) noexcept
        : memory_(memory), buckets_(buckets) {}

    [[nodiscard]] std::size_t buckets() const noexcept { return buckets_; }

    /// Makes all buckets empty.
    void clear() noexcept {
        if (buckets_ != 0) std::memset(memory_, 0xff, bytes_for(buckets_));
    }

    /// The entry with this hash for which `is_it(number)` is true, or none.
    template <class IsIt>
    [[gnu::always_inline]] std::size_t find(std::size_t hash, const IsIt& is_it) const {
        return with_numbers([&]<class Number>(const Number* numbers) {
            for (Probe at(hash, buckets_ - 1);; at.next()) {
                const Number number = numbers[at.bucket()];
                if (number == empty<Number>) return none;
                if (number != dummy<Number> && is_it(number)) return std::size_t{number};
            }
        });
    }

    /// The same; if there is none, `free` is the first bucket that an entry with this hash could
    /// use.
    template <class IsIt>
    [[gnu::always_inline]] std::size_t find_or_free(std::size_t hash, const IsIt& is_it,
                                                    std::size_t& free) const {
        return with_numbers([&]<class Number>(const Number* numbers) {
            std::size_t first_dummy = none;
            for (Probe at(hash, buckets_ - 1);; at.next()) {
                const Number number = numbers[at.bucket()];
                if (number == empty<Number>) {
                    free = first_dummy == none ? at.bucket() : first_dummy;
                    return none;
                }
                if (number == dummy<Number>) {
                    if (first_dummy == none) first_dummy = at.bucket();
                } else if (is_it(number)) {
                    return std::size_t{number};
                }
            }
        });
    }

    /// The number of buckets that a find looks at.
    template <class IsIt>
    std::size_t probes(std::size_t hash, const IsIt& is_it) const {
        std::size_t looked_at = 0;
        with_numbers([&]<class Number>(const Number* numbers) {
            for (Probe at(hash, buckets_ - 1);; at.next()) {
                ++looked_at;
                const Number number = numbers[at.bucket()];
                if (number == empty<Number>) return;
                if (number != dummy<Number> && is_it(number)) return;
            }
        });
        return looked_at;
    }

    void set(std::size_t bucket, std::size_t entry) noexcept {
        with_numbers(
            [&]<class Number>(Number* numbers) { numbers[bucket] = static_cast<Number>(entry); });
    }

    /// Makes the bucket of this entry a dummy.
    void forget(std::size_t hash, std::size_t entry) noexcept {
        with_numbers([&]<class Number>(Number* numbers) {
            Probe at(hash, buckets_ - 1);
            while (numbers[at.bucket()] != entry) at.next();
            numbers[at.bucket()] = dummy<Number>;
        });
    }

    /// Clears the index and inserts entries 0, 1, ... with these hashes.
    void fill(const std::size_t* hashes, std::size_t entries) noexcept {
        clear();
        with_numbers([&]<class Number>(Number* numbers) {
            for (std::size_t entry = 0; entry < entries; ++entry) {
                Probe at(hashes[entry], buckets_ - 1);
                while (numbers[at.bucket()] != empty<Number>) at.next();
                numbers[at.bucket()] = static_cast<Number>(entry);
            }
        });
    }

    void prefetch(std::size_t hash) const noexcept {
        const std::size_t bucket = Probe(hash, buckets_ - 1).bucket();
        __builtin_prefetch(memory_ + bucket * width_for(buckets_));
    }

private:
    template <class Number>
    static constexpr Number empty = (std::numeric_limits<Number>::max)();
    template <class Number>
    static constexpr Number dummy = empty<Number> - 1;

    static constexpr std::size_t width_for(std::size_t buckets) noexcept {
        constexpr std::uint64_t one = 1;
        return buckets <= one << 8 ? 1 : buckets <= one << 16 ? 2 : buckets <= one << 32 ? 4 : 8;
    }

    template <class F>
    [[gnu::always_inline]] auto with_numbers(const F& f) const {
        switch (width_for(buckets_)) {
        case 1:
            return f(reinterpret_cast<std::uint8_t*>(memory_));
        case 2:
            return f(reinterpret_cast<std::uint16_t*>(memory_));
        case 4:
            return f(reinterpret_cast<std::uint32_t*>(memory_));
        default:
            return f(reinterpret_cast<std::uint64_t*>(memory_));
        }
    }

    std::byte* memory_ = nullptr;
    std::size_t buckets_ = 0;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
