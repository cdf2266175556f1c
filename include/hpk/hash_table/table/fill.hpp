// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/table/many.hpp"
#include "hpk/hash_table/table/parted_rows.hpp"
#include "hpk/hash_table/table/partition.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Inserts the elements of a source one by one; calls before(key, hash) before each insertion.
template <class Core, class Source, class Before>
void insert_each(Core& table, const Source& from, Before before) {
    using element = typename Core::element;
    const auto here = table.modification();
    for_each_prefetched(
        table.storage(), from.count(), [&](std::size_t k) { return table.hash_key(from.key(k)); },
        [&](std::size_t k, std::size_t hash) {
            before(from.key(k), hash);
            table.find_or_insert(
                from.key(k), hash,
                [&](typename Core::allocator_type& allocator, typename element::value_type* to) {
                    from.construct(k, allocator, to);
                });
        });
}
/// The same without that call.
template <class Core, class Source>
void insert_each(Core& table, const Source& from) {
    insert_each(table, from, [](const auto&, std::size_t) {});
}

/// Counts the elements that threads insert near their homes, and adds them to the size of the
/// table at the end of a scope, even if an exception ends it.
template <class Core>
class insertion_count {
public:
    explicit insertion_count(Core& table) noexcept : table_(table) {}
    insertion_count(const insertion_count&) = delete;
    insertion_count& operator=(const insertion_count&) = delete;
    ~insertion_count() { table_.grow_by(inserted_); }

    /// The share of one thread.
    class share {
    public:
        explicit share(insertion_count& of) noexcept : of_(of) {}
        share(const share&) = delete;
        share& operator=(const share&) = delete;
        ~share() { of_.inserted_ += inserted_; }
        void operator+=(std::size_t elements) noexcept { inserted_ += elements; }

    private:
        insertion_count& of_;
        std::size_t inserted_ = 0;
    };

private:
    Core& table_;
    std::atomic<std::size_t> inserted_ = 0;
};

/// Inserts the elements of a source into a table that has room for all of them, in an order that
/// depends on their number but not on that of the threads.
///
/// A table larger than the caches is cut into pieces. Rows are parted by the piece in which their
/// key is at home. A piece takes its rows in order, unless a search could leave the piece: those
/// rows, whose keys are at home at the very end of the piece or find no room near their home, are
/// put aside, and follow at last, piece by piece. So threads never touch the same bucket, and the
/// table does not depend on which thread fills which piece. A row is a copy of its element if that
/// is plain bytes, otherwise the index of it.
template <class Core, class Source>
class filling {
public:
    filling(Core& table, const Source& from) noexcept
        : table_(table), from_(from),
          pieces_(table.storage().bucket_count(), sizeof(typename element::value_type)) {}

    void run(execution_policy auto how) {
        if constexpr (has_pieces) {
            if (pieces_.count() > 1 && !table_.storage().is_seeded()) {
                if constexpr (copies || !allocator_constructs)
                    return fill_pieces(how);
                else
                    return fill_pieces(sequential{});
            }
        }
        insert_each(table_, from_);
    }

private:
    using element = typename Core::element;
    using value_type = typename element::value_type;
    using allocator_type = typename Core::allocator_type;

    static constexpr bool has_pieces =
        requires { requires Core::storage_type::is_in_bucket_order; };
    static constexpr bool copies = is_bytes<element, allocator_type>;
    /// Allocators that construct elements in their own way may keep count of them.
    static constexpr bool allocator_constructs =
        requires(allocator_type& allocator, value_type* to) { allocator.construct(to, *to); };

    /// The index of a row, and the hash of its key.
    struct hashed_index {
        std::size_t index, hash;
    };
    using row = std::conditional_t<copies, typename Source::record, hashed_index>;

    [[nodiscard]] row row_at(std::size_t k) const {
        if constexpr (copies)
            return from_.copy(k);
        else
            return {k, table_.hash_key(from_.key(k))};
    }
    [[nodiscard]] const auto& key(const row& r) const noexcept {
        if constexpr (copies)
            return element::key(r);
        else
            return from_.key(r.index);
    }
    [[nodiscard]] std::size_t hash(const row& r) const {
        if constexpr (copies)
            return table_.hash_key(element::key(r));
        else
            return r.hash;
    }
    [[nodiscard]] auto making(const row& r) const noexcept {
        return [&](allocator_type& allocator, value_type* to) {
            if constexpr (copies)
                element::construct(allocator, to, r);
            else
                from_.construct(r.index, allocator, to);
        };
    }

    void fill_pieces(execution_policy auto how) {
        const auto here = table_.modification();
        const auto& storage = table_.storage();
        const parted_rows<row> rows(
            from_.count(), pieces_.count(),
            [&](std::size_t k) {
                return pieces_.of_bucket(storage.home(table_.hash_key(from_.key(k))));
            },
            [&](std::size_t k) { return row_at(k); }, how);
        std::vector<std::size_t> aside(pieces_.count());
        {
            insertion_count<Core> total(table_);
            distribute_throwing(how, static_cast<std::ptrdiff_t>(pieces_.count()), [&] {
                return [&, inserted = typename insertion_count<Core>::share(total)](
                           std::ptrdiff_t p) mutable {
                    const auto piece = static_cast<std::size_t>(p);
                    aside[piece] = fill_piece(piece, rows[piece], inserted);
                };
            });
        }
        for (std::size_t piece = 0; piece < pieces_.count(); ++piece)
            for (const row& r : rows[piece].first(aside[piece]))
                table_.find_or_insert(key(r), hash(r), making(r));
    }

    /// Inserts the rows of a piece; moves those put aside to the front and returns their number.
    template <class Share>
    std::size_t fill_piece(std::size_t piece, std::span<row> rows, Share& inserted) {
        const std::size_t end = pieces_.end_of(piece);
        std::size_t aside = 0;
        for (row& r : rows) {
            const std::size_t h = hash(r);
            if (table_.storage().search_begin(h) + Core::storage_type::reach <= end) [[likely]] {
                const auto [where, is_new] = table_.insert_near(key(r), h, making(r));
                if (where != nullptr) [[likely]] {
                    inserted += is_new ? 1 : 0;
                    continue;
                }
            }
            if (&r != &rows[aside]) std::construct_at(&rows[aside], r);
            ++aside;
        }
        return aside;
    }

    Core& table_;
    const Source& from_;
    pieces pieces_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
