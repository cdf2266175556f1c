// SPDX-License-Identifier: MIT
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <type_traits>

#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

#ifdef NDEBUG
inline constexpr bool checks_iterators = false;
#else
inline constexpr bool checks_iterators = true;
#endif

/// Counts, in debug builds, how often a table has invalidated its iterators.
template <bool Checked>
class generation {
public:
    void end() noexcept {}
};
template <>
class generation<true> {
public:
    generation() = default;
    generation(const generation&) noexcept {}
    generation& operator=(const generation&) noexcept {
        end();
        return *this;
    }
    ~generation() { end(); }

    void end() noexcept { ++number_; }
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

private:
    std::uint64_t number_ = 1;
};

/// Records, in debug builds, the generation of the table in which an iterator was made.
template <bool Checked>
class birth {
public:
    birth() = default;
    explicit birth(const generation<Checked>&) noexcept {}
    [[nodiscard]] bool is_valid() const noexcept { return true; }
};
template <>
class birth<true> {
public:
    birth() = default;
    explicit birth(const generation<true>& g) noexcept : of_(&g), number_(g.number()) {}
    [[nodiscard]] bool is_valid() const noexcept {
        return of_ != nullptr && of_->number() == number_;
    }

private:
    const generation<true>* of_ = nullptr;
    std::uint64_t number_ = 0;
};

/// A forward iterator over the elements of a table. Debug builds check, before dereferencing or
/// advancing it, that it is still valid and not at the end.
template <class Storage, bool Constant>
class iterator {
    using cursor = typename Storage::cursor;
    using element = typename Storage::value_type;

public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = element;
    using difference_type = std::ptrdiff_t;
    using reference = std::conditional_t<Constant, const element&, element&>;
    using pointer = std::conditional_t<Constant, const element*, element*>;

    iterator() = default;
    iterator(cursor at, const generation<checks_iterators>& of) noexcept : at_(at), birth_(of) {}
    template <bool OtherConstant>
        requires(Constant && !OtherConstant)
    iterator(const iterator<Storage, OtherConstant>& other) noexcept
        : at_(other.at_), birth_(other.birth_) {}

    [[nodiscard]] reference operator*() const noexcept {
        check();
        return *at_.get();
    }
    [[nodiscard]] pointer operator->() const noexcept {
        check();
        return at_.get();
    }
    iterator& operator++() noexcept {
        check();
        at_.advance();
        return *this;
    }
    iterator operator++(int) noexcept {
        iterator before = *this;
        ++*this;
        return before;
    }

    friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }

    /// The storage's cursor, for use by the table.
    [[nodiscard]] cursor place() const noexcept {
        check();
        return at_;
    }
    [[nodiscard]] cursor place_or_end() const noexcept { return at_; }

private:
    template <class, bool>
    friend class iterator;

    void check() const noexcept {
        assert(birth_.is_valid() && "a change of its table has invalidated this iterator");
        assert(!(at_ == cursor()) && "this iterator is at the end");
    }

    cursor at_{};
    [[no_unique_address]] birth<checks_iterators> birth_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
