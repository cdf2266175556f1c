// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/storage/load_limit.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Stands for no bucket.
inline constexpr std::size_t nowhere = (std::numeric_limits<std::ptrdiff_t>::max)();

/// Tells the compiler that `bucket` is not `nowhere`.
[[gnu::always_inline]] inline std::size_t somewhere(std::size_t bucket) noexcept {
    if (bucket == nowhere) __builtin_unreachable();
    return bucket;
}

/// The result of a branch-free look at the first window, before keys are compared; flags are 0 or
/// 1.
template <class Element>
struct glimpse {
    typename Element::value_type*
        there;           ///< the candidate's slot; an arbitrary readable slot if there is none
    std::size_t may_be;  ///< there is a candidate
    std::size_t is_only; ///< if the candidate does not match, the key is not in the table
};

/// A table whose elements lie in its buckets. Buckets are found by Probing, a class of static
/// functions:
///
///     template <class Element, class Allocator> using buckets = …;  // tagged_buckets or the like
///     static constexpr double max_load;
///     static constexpr bool glances; // there is this function; the table must have elements
///     glimpse<Element> glance(const Buckets&, const K& key, std::size_t hash);
///     // the bucket of the key, or nowhere
///     std::size_t find(const Buckets&, const K& key, std::size_t hash, const Equal&);
///     // the same; if nowhere, `free` is an empty bucket for the key
///     std::size_t find_or_free(const Buckets&, key, hash, equal, std::size_t& free);
///     // an empty bucket for a key that is not there
///     std::size_t free(const Buckets&, const K& key, std::size_t hash);
///     // marks the bucket, in which an element of this hash has been made
///     void occupy(Buckets&, std::size_t bucket, std::size_t hash);
///     // true if a search may continue past the bucket
///     bool is_passed(const Buckets&, std::size_t bucket);
///     // the next element, and its hash, whose search passes the bucket; or nowhere
///     std::size_t next_to_move_up(const Buckets&, std::size_t bucket, hash_of, std::size_t& hash);
///     // the number of buckets, or windows of them, that a search looks at
///     std::size_t probes(const Buckets&, key, hash, equal);
///
/// Searches are also called on an empty (unallocated) table.
template <class Element, class Allocator, class Probing>
class open_storage {
public:
    using value_type = typename Element::value_type;
    using buckets = typename Probing::template buckets<Element, Allocator>;
    using cursor = typename buckets::cursor;
    static constexpr bool glances = Probing::glances;
    static constexpr bool is_in_bucket_order = true; ///< elements lie near their `home`

    explicit open_storage(const Allocator& allocator) noexcept : buckets_(allocator) {}
    open_storage(const open_storage& other, const Allocator& allocator)
        : buckets_(other.buckets_, allocator), size_(other.size_), capacity_(other.capacity_),
          limit_(other.limit_) {}
    open_storage(open_storage&& other) noexcept : open_storage(other.allocator()) { swap(other); }
    open_storage& operator=(open_storage&&) = delete;
    ~open_storage() = default;

    void swap(open_storage& other) noexcept {
        buckets_.swap(other.buckets_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        std::swap(limit_, other.limit_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return buckets_.allocator(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t bucket_count() const noexcept { return buckets_.count(); }
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    [[nodiscard]] const void* memory() const noexcept { return buckets_.slot(0); }
    /// The buckets themselves, for tests of invariants.
    [[nodiscard]] const buckets& inner() const noexcept { return buckets_; }
    /// True for an address within the memory of this table, such as that of an element.
    [[nodiscard]] bool contains(const void* where) const noexcept {
        return buckets_.contains(where);
    }

    [[nodiscard]] float max_load_factor() const noexcept { return limit_.value(); }
    void max_load_factor(float load) noexcept { limit_.set(load); }

    [[nodiscard]] cursor first() const noexcept { return size_ == 0 ? cursor() : buckets_.first(); }

    template <class K, class Equal>
    [[nodiscard, gnu::always_inline]] cursor find(const K& key, std::size_t hash,
                                                  const Equal& equal) const {
        const std::size_t k = Probing::find(buckets_, key, hash, equal);
        return k == nowhere ? cursor() : buckets_.at(k);
    }

    /// A first look for a key; the table must not be empty.
    template <class K>
    [[nodiscard, gnu::always_inline]] glimpse<Element> glance(const K& key,
                                                              std::size_t hash) const noexcept
        requires(Probing::glances)
    {
        return Probing::glance(buckets_, key, hash);
    }

    /// The bucket at which the search for a hash begins.
    [[nodiscard]] std::size_t home(std::size_t hash) const noexcept { return buckets_.home(hash); }

    /// Prefetches the memory that an insertion or a look-up of a hash will read. Always inline,
    /// because g++ drops calls of functions that only prefetch.
    [[gnu::always_inline]] void prefetch(std::size_t hash) const noexcept {
        prefetch_for_glance(hash);
        __builtin_prefetch(buckets_.slot(buckets_.home(hash)));
    }
    [[gnu::always_inline]] void prefetch_for_glance(std::size_t hash) const noexcept {
        buckets_.prefetch_for_glance(buckets_.home(hash));
    }

    template <class K, class Equal>
    [[nodiscard]] std::size_t probes(const K& key, std::size_t hash, const Equal& equal) const {
        return size_ == 0 ? 0 : Probing::probes(buckets_, key, hash, equal);
    }

    /// Finds the key, or constructs an element with this hash by `make(allocator, where)`.
    template <class K, class Equal, class HashOf, class Make>
    [[gnu::always_inline]] std::pair<cursor, bool>
    find_or_insert(const K& key, std::size_t hash, const Equal& equal, const HashOf& hash_of,
                   Make make) {
        std::size_t free = 0;
        const std::size_t found = Probing::find_or_free(buckets_, key, hash, equal, free);
        if (found != nowhere) return {buckets_.at(found), false};
        if (size_ >= capacity_) [[unlikely]]
            return {insert_growing(key, hash, hash_of, make), true};
        make_in(free, hash, make);
        return {buckets_.at(free), true};
    }

    /// Removes an element.
    template <class HashOf>
    void remove(cursor c, const HashOf& hash_of) noexcept {
        cursor ignored;
        remove_following(c, hash_of, ignored);
    }

    /// The same, returning the next element. If elements move up, one not yet visited may land in a
    /// bucket already visited; then that one is returned.
    template <class HashOf>
    cursor erase(cursor c, const HashOf& hash_of) noexcept {
        cursor ignored;
        const std::size_t k = buckets_.index_of(c.get());
        const std::size_t brought_back = remove_following(c, hash_of, ignored);
        if (size_ == 0) return {};
        return brought_back == nowhere ? buckets_.below(k) : buckets_.at(brought_back);
    }

    /// Removes the elements that satisfy the predicate, which is called once per element, in the
    /// order of iteration; returns their number. If the element at `followed` moves, `followed` is
    /// updated.
    template <class Pred, class HashOf>
    std::size_t erase_if(Pred pred, const HashOf& hash_of, cursor& followed) {
        // Removed elements leave blocked buckets, so that no element moves until the predicate has
        // seen all.
        struct sweeper {
            open_storage& table;
            const HashOf& hash_of;
            cursor& followed;
            std::size_t lowest, highest; // of the blocked buckets

            void remove(std::size_t k) noexcept {
                table.buckets_.block(k);
                --table.size_;
                destroy<Element>(table.buckets_.allocator(), table.buckets_.slot(k));
                if (!table.buckets_.is_blocked(k)) return; // the element was stored apart
                --table.capacity_;
                lowest = k;
                highest = (std::max)(highest, k);
            }
            ~sweeper() { // also when the predicate throws
                for (std::size_t k = lowest; k <= highest; ++k) {
                    if (!table.buckets_.is_blocked(k)) continue;
                    ++table.capacity_;
                    table.refill(k, hash_of, followed);
                }
            }
        };
        const std::size_t before = size_;
        {
            sweeper sweep{*this, hash_of, followed, nowhere, 0};
            for (cursor c = first(); c != cursor(); c.advance())
                if (pred(*c.get())) sweep.remove(buckets_.index_of(c.get()));
        }
        return before - size_;
    }

    void clear() noexcept {
        size_ = 0;
        buckets_.clear();
        capacity_ = limit_.elements_in(bucket_count());
    }

    template <class HashOf>
    void rehash(std::size_t least, const HashOf& hash_of) {
        if (size_ == 0 && least == 0) {
            open_storage nothing(allocator());
            nothing.limit_ = limit_;
            swap(nothing);
            return;
        }
        const std::size_t count = (std::max)(std::bit_ceil(least), buckets_for(size_));
        // Rehashes even to the same number of buckets if the load limit has changed or if buckets
        // are blocked.
        if (count != bucket_count() || capacity_ != limit_.elements_in(count))
            move_to(count, hash_of);
    }
    template <class HashOf>
    void reserve(std::size_t elements, const HashOf& hash_of) {
        if (elements > capacity_) move_to(buckets_for(elements), hash_of);
    }

    [[nodiscard]] std::size_t index_of(const value_type* element) const noexcept {
        return buckets_.index_of(element);
    }
    [[nodiscard]] cursor at_index(std::size_t index) const noexcept { return buckets_.at(index); }

private:
    static constexpr bool nothrow_transfer =
        is_bytes<Element, Allocator> || Element::nothrow_movable;

    [[nodiscard]] std::size_t buckets_for(std::size_t elements) const {
        return limit_.buckets_for(elements, buckets::fewest, buckets::most());
    }

    /// Moves all elements to `count` buckets.
    template <class HashOf>
    void move_to(std::size_t count, const HashOf& hash_of) {
        open_storage fresh(allocator(), count, limit_);
        move_elements(fresh, hash_of, hashes_before_moving(hash_of));
        swap(fresh);
    }

    /// The new element is constructed before the others move, because its arguments may refer to
    /// one of them.
    template <class K, class HashOf, class Make>
    [[gnu::noinline]] cursor insert_growing(const K& key, std::size_t hash, HashOf hash_of,
                                            Make make) {
        open_storage fresh(allocator(), buckets_for(size_ + 1), limit_);
        const known_hashes hashes = hashes_before_moving(hash_of);
        const std::size_t k = fresh.free_for(key, hash);
        fresh.make_in(k, hash, make);
        move_elements(fresh, hash_of, hashes);
        swap(fresh);
        return buckets_.at(k);
    }

    open_storage(const Allocator& allocator, std::size_t count, load_limit limit)
        : buckets_(allocator, count), capacity_(limit.elements_in(count)), limit_(limit) {}

    template <class K>
    [[gnu::always_inline]] std::size_t free_for(const K& key, std::size_t hash) const noexcept {
        return Probing::free(buckets_, key, hash);
    }
    /// Constructs an element in an empty bucket.
    template <class Make>
    [[gnu::always_inline]] void make_in(std::size_t k, std::size_t hash, Make& make) {
        buckets_.construct(k, make);
        Probing::occupy(buckets_, k, hash);
        ++size_;
    }

    /// The hashes of all elements, computed before any moves if the hash may throw.
    using known_hashes = std::vector<std::size_t>;
    template <class HashOf>
    static constexpr bool nothrow_hash =
        noexcept(std::declval<const HashOf&>()(std::declval<const value_type&>()));
    template <class HashOf>
    known_hashes hashes_before_moving(const HashOf& hash_of) {
        known_hashes hashes;
        if constexpr (!nothrow_hash<HashOf>) {
            hashes.reserve(size_);
            buckets_.for_each_full([&](value_type* from) { hashes.push_back(hash_of(*from)); });
        }
        return hashes;
    }

    /// Moves all elements to a table that has room for them. Strong guarantee, except that elements
    /// are lost if they are not copyable and a move throws.
    template <class HashOf>
    void move_elements(open_storage& to, const HashOf& hash_of, const known_hashes& hashes) {
        lost_unless_moved<Element, open_storage> watch(*this);
        auto known = hashes.begin();
        buckets_.for_each_full([&](value_type* from) {
            std::size_t hash;
            if constexpr (nothrow_hash<HashOf>)
                hash = hash_of(*from);
            else
                hash = *known++;
            auto move_here = [&](Allocator& allocator, value_type* at) {
                transfer<Element>(allocator, at, from);
            };
            to.make_in(to.free_for(Element::key(*from), hash), hash, move_here);
            if constexpr (nothrow_transfer && !is_bytes<Element, Allocator>) {
                buckets_.block(buckets_.index_of(from)); // hidden from look-ups in the destructor
                destroy<Element>(buckets_.allocator(), from);
            }
        });
        watch.all_moved();
        if constexpr (!nothrow_transfer) buckets_.clear();
        buckets_.forget();
        size_ = 0;
    }

    template <class HashOf>
    [[gnu::always_inline]] std::size_t remove_following(cursor c, const HashOf& hash_of,
                                                        cursor& followed) noexcept {
        const std::size_t k = buckets_.index_of(c.get());
        if constexpr (!is_bytes<Element, Allocator>) buckets_.block(k); // no search finds it
        destroy<Element>(buckets_.allocator(), c.get());
        --size_;
        if (!Probing::is_passed(buckets_, k)) [[likely]] {
            buckets_.vacate(k);
            return nowhere;
        }
        return refill(k, hash_of, followed);
    }

    /// Fills the hole with elements whose search passes it. Returns the bucket at or above the hole
    /// that received an element from below it, or nowhere. A bucket for which a hash or a move
    /// threw stays blocked until the next rehash, and counts as full: capacity_ is what the load
    /// limit allows, less the blocked buckets.
    template <class HashOf>
    [[gnu::noinline]] std::size_t refill(std::size_t k, const HashOf& hash_of,
                                         cursor& followed) noexcept {
        const std::size_t start = k;
        std::size_t brought_back = nowhere;
        for (;;) { // searches still treat bucket k as full
            std::size_t from = nowhere, hash = 0;
            const bool done = succeeds([&] {
                from = Probing::next_to_move_up(buckets_, k, hash_of, hash);
                if (from != nowhere)
                    transfer<Element>(buckets_.allocator(), buckets_.slot(k), buckets_.slot(from));
            });
            if (!done) {
                buckets_.block(k);
                --capacity_;
                return brought_back;
            }
            if (from == nowhere) {
                buckets_.vacate(k);
                return brought_back;
            }
            Probing::occupy(buckets_, k, hash);
            destroy<Element>(buckets_.allocator(), buckets_.slot(from));
            if (followed == buckets_.at(from)) followed = buckets_.at(k);
            if (from < start && k >= start) brought_back = k;
            k = from;
        }
    }

    buckets buckets_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
    load_limit limit_{Probing::max_load};
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
