// SPDX-License-Identifier: MIT
#pragma once

#include <cassert>
#include <cstddef>
#include <stdexcept>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Counts the modifications of a table, so that user code that the table calls (a constructor, a
/// comparison, a hash, a predicate) cannot change the table during an operation. The count is odd
/// while a modification runs: another modification that begins then is refused. A search compares
/// the counts before and after it has called a comparison.
class modifications {
public:
    modifications() = default;
    modifications(const modifications&) = delete;
    modifications& operator=(const modifications&) = delete;

    [[nodiscard]] std::size_t count() const noexcept { return count_; }

    /// A modification, from construction to destruction.
    class scope {
    public:
        explicit scope(modifications& of) : count_(of.count_) {
            of.refuse_if_running();
            ++count_;
        }
        scope(const scope&) = delete;
        scope& operator=(const scope&) = delete;
        ~scope() { ++count_; }

    private:
        std::size_t& count_;
    };

    /// The beginning of a modification that runs no user code, so that no other can begin within
    /// it.
    struct instant {
        explicit instant(const modifications& of) { of.refuse_if_running(); }
    };

    /// \throws std::logic_error; debug builds assert
    [[noreturn, gnu::cold, gnu::noinline]] static void refuse() {
        assert(false && "a constructor, destructor, hash, comparison or predicate changes the "
                        "table that calls it");
        hpk::detail::fail<std::logic_error>(
            "a constructor, destructor, hash, comparison or predicate changes the hash table that "
            "calls it; it may look keys up, but must not insert, erase or rehash");
    }

private:
    [[gnu::always_inline]] void refuse_if_running() const {
        if (count_ % 2 != 0) [[unlikely]]
            refuse();
    }

    std::size_t count_ = 0;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
