// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "hpk/core/rounding.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/storage/owned_memory.hpp"
#include "hpk/hash_table/storage/table_sizes.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The slots of the buckets, at least 16, aligned to a cache line, and memory behind them; derived
/// classes define the contents. An unallocated table behaves like one with 16 permanently empty
/// buckets (`nothing`), so searches need no special case.
template <class Element, class Allocator, class Sizes = doubled_sizes>
class slot_array {
public:
    using sizes = Sizes;
    using element = Element;
    using value_type = typename Element::value_type;

    static constexpr std::size_t fewest = 16;
    /// With more buckets the size of the memory would overflow.
    [[nodiscard]] static constexpr std::size_t most() noexcept {
        return std::size_t{1} << (61 - std::bit_width(sizeof(value_type)));
    }

    slot_array(const slot_array&) = delete;
    slot_array& operator=(const slot_array&) = delete;

    [[nodiscard]] const Allocator& allocator() const noexcept { return memory_.allocator(); }
    [[nodiscard]] Allocator& allocator() noexcept { return memory_.allocator(); }

    [[nodiscard]] bool contains(const void* where) const noexcept {
        return memory_.contains(where);
    }
    [[nodiscard]] std::size_t bytes() const noexcept { return memory_.bytes(); }
    [[nodiscard]] bool exists() const noexcept { return memory_.begin() != nullptr; }
    [[nodiscard]] std::size_t count() const noexcept { return exists() ? mask_ + 1 : 0; }
    /// The last bucket, which is a mask if the number of buckets is a power of two.
    [[nodiscard]] std::size_t mask() const noexcept { return mask_; }
    [[nodiscard]] value_type* slot(std::size_t k) const noexcept { return slots_ + k; }
    [[nodiscard]] const auto& key(std::size_t k) const noexcept { return Element::key(slots_[k]); }
    [[nodiscard]] std::size_t index_of(const value_type* slot) const noexcept {
        return static_cast<std::size_t>(slot - slots_);
    }

    /// The home bucket of a hash.
    [[nodiscard]] std::size_t home(std::size_t hash) const noexcept {
        return Sizes::home(hash, spread_, mask_);
    }
    /// The n-th bucket after bucket k; the first one follows the last one.
    [[nodiscard]] std::size_t after(std::size_t k, std::size_t n) const noexcept {
        return Sizes::after(k, n, mask_);
    }
    /// The number of steps from one bucket to another.
    [[nodiscard]] std::size_t distance(std::size_t from, std::size_t to) const noexcept {
        return Sizes::distance(from, to, mask_);
    }

    /// Makes bucket 0 or 1 the home of every hash, for a table that does not place elements by
    /// their homes; or distributes them again.
    void gather_homes() noexcept { spread_ = Sizes::gathered; }
    void spread_homes() noexcept { spread_ = Sizes::spread_over(count()); }

protected:
    /// An unallocated table; its slots, at `nothing`, are never written.
    slot_array(const Allocator& allocator, const void* nothing) noexcept
        : memory_(allocator), slots_(static_cast<value_type*>(const_cast<void*>(nothing))) {
        // Without this g++ warns about slots that do not exist and are never read.
        asm("" : "+r"(slots_));
    }
    /// Allocates `bytes` from the first slot on.
    slot_array(const Allocator& allocator, std::size_t count, std::size_t bytes)
        : memory_(allocator, bytes + line - 1), slots_(first_line(memory_)), mask_(count - 1),
          spread_(Sizes::spread_over(count)) {}
    ~slot_array() = default;

    void swap(slot_array& other) noexcept {
        memory_.swap(other.memory_);
        std::swap(slots_, other.slots_);
        std::swap(mask_, other.mask_);
        std::swap(spread_, other.spread_);
    }

private:
    using memory = owned_memory<Element, Allocator>;

    static constexpr std::size_t line = 64;

    static value_type* first_line(const memory& all) noexcept {
        const auto begin = reinterpret_cast<std::uintptr_t>(all.begin());
        return reinterpret_cast<value_type*>(all.begin() +
                                             (hpk::detail::rounded_up(begin, line) - begin));
    }

    memory memory_;
    value_type* slots_;
    std::size_t mask_ = fewest - 1;
    typename Sizes::spread spread_{};
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
