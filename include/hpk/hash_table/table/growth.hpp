// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/table/fill.hpp"
#include "hpk/hash_table/table/partition.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// True for tables that can grow piece by piece: their elements are plain bytes that lie near the
/// home of their key, whose hash does not throw.
template <class Core>
inline constexpr bool grows_in_pieces =
    is_bytes<typename Core::element, typename Core::allocator_type> &&
    requires { requires Core::storage_type::is_in_bucket_order; } && Core::hashes_quietly;

/// Doubles the buckets of a table, piece by piece, on several threads.
///
/// The elements of a piece go to four stretches of the new table (doubled_sizes), in which no
/// element of another piece is at home. Elements at home at the very end of a stretch, those that
/// find no room near their home, and those that lay outside the piece of their home are put aside,
/// and follow at last, so that the result does not depend on the number of threads.
template <class Core>
class growth {
    using storage_type = typename Core::storage_type;
    using element = typename Core::element;
    using value_type = typename element::value_type;
    using allocator_type = typename Core::allocator_type;

public:
    /// `fresh` must be an empty table of twice as many buckets.
    growth(const Core& table, storage_type& fresh) noexcept
        : table_(table), fresh_(fresh),
          pieces_(table.storage().bucket_count(), sizeof(value_type)) {}

    void run(execution_policy auto how) {
        std::vector<std::vector<value_type*>> aside(pieces_.count());
        {
            insertion_count<storage_type> total(fresh_);
            distribute_throwing(how, static_cast<std::ptrdiff_t>(pieces_.count()), [&] {
                return [&, moved = typename insertion_count<storage_type>::share(total)](
                           std::ptrdiff_t p) mutable {
                    move_piece(static_cast<std::size_t>(p), aside[static_cast<std::size_t>(p)],
                               moved);
                };
            });
        }
        for (const auto& piece : aside)
            for (value_type* from : piece)
                fresh_.add(element::key(*from), table_.hash_key(element::key(*from)),
                           table_.hash_of(), moving(from));
    }

private:
    static auto moving(value_type* from) noexcept {
        return [from](allocator_type& allocator, value_type* to) {
            transfer<element>(allocator, to, from);
        };
    }

    template <class Share>
    void move_piece(std::size_t piece, std::vector<value_type*>& aside, Share& moved) {
        // A stretch is half as long as the piece; both lengths are powers of two.
        const std::size_t places = fresh_.bucket_count() / 4 - 1;
        const std::size_t first = piece * pieces_.length() / 2;
        const std::size_t room = pieces_.length() / 2 - storage_type::reach;
        table_.storage().inner().for_each_full(
            piece * pieces_.length(), (piece + 1) * pieces_.length(), [&](value_type* from) {
                const auto& key = element::key(*from);
                const std::size_t hash = table_.hash_key(key);
                const std::size_t place = fresh_.search_begin(hash) & places;
                if (place - first <= room && fresh_.add_near(key, hash, moving(from))) [[likely]]
                    moved += 1;
                else
                    aside.push_back(from);
            });
    }

    const Core& table_;
    storage_type& fresh_;
    pieces pieces_;
};

/// Prepares a full table for the insertion of a key. Grows it piece by piece if the key is not
/// there and the table is large; otherwise does nothing, and the insertion makes it grow.
template <class Core, class K>
void grow_for(Core& table, const K& key, std::size_t hash, execution_policy auto how) {
    const auto& storage = table.storage();
    const std::size_t buckets = storage.bucket_count();
    constexpr std::size_t most = std::size_t{1} << 26; // beyond, homes are other bits
    if constexpr (Core::storage_type::sizes::streams != 4) return;
    if (storage.is_seeded() || buckets > most || storage.buckets_to_grow() != 2 * buckets ||
        pieces(buckets, sizeof(typename Core::element::value_type)).count() == 1 ||
        table.has(key, hash))
        return;
    typename Core::storage_type fresh = storage.emptied(2 * buckets);
    growth<Core>(table, fresh).run(how);
    table.exchange(fresh);
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
