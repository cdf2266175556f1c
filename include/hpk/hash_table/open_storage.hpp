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

#include "hpk/hash_table/element.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// No bucket.
inline constexpr std::size_t nowhere = std::numeric_limits<std::ptrdiff_t>::max();

/// A bucket: what the compiler does not see, that it is not `nowhere`.
[[gnu::always_inline]] inline std::size_t somewhere(std::size_t bucket) noexcept {
    if (bucket == nowhere) __builtin_unreachable();
    return bucket;
}

/// Where a hash has its home among 2^b buckets: its bits from b on, so that two tables of different
/// sizes look at different bits. When a table is filled in the order in which a larger one is
/// walked through, these bits spread the elements over all its buckets; the same bits for all sizes
/// would fill them from one end, into ever longer runs. And when a table doubles, neighbours stay
/// near each other: its buckets, read in order, are written as four ordered streams.
class home_bucket {
public:
    home_bucket() = default;
    explicit home_bucket(std::size_t buckets) noexcept
        : mask_(buckets - 1), shift_(std::min(std::countr_zero(buckets), 28)) {}

    [[nodiscard]] std::size_t operator()(std::size_t hash) const noexcept {
        return hash >> shift_ & mask_;
    }
    [[nodiscard]] std::size_t mask() const noexcept { return mask_; }

private:
    std::size_t mask_ = 0;
    int shift_ = 0;
};

/// What a first look at a bucket shows. Truth values are 0 or 1.
template <class Buckets>
struct glimpse {
    typename Buckets::value_type* there; ///< an element, if `is_it`
    std::size_t is_it;
    std::size_t is_settled; ///< if 0, only a search can tell
};

/// x, of which the compiler now knows nothing: it makes no branch of it.
[[gnu::always_inline]] inline std::uint64_t opaque(std::uint64_t x) noexcept {
    asm("" : "+r"(x));
    return x;
}

/// A table whose elements lie in its buckets. How a bucket is found is the Probing's business, a
/// class of static functions:
///
///     template <class Element, class Allocator> using buckets = …;  // tagged_buckets or the like
///     static constexpr double max_load;
///     static constexpr bool glances; // there is a function glance (see below)
///     // the bucket of the key, or nowhere
///     std::size_t find(const Buckets&, home_bucket, const K& key, std::size_t hash, const Equal&);
///     // the same; if nowhere, `free` is an empty bucket for the key
///     std::size_t find_or_free(const Buckets&, home_bucket, key, hash, equal, std::size_t& free);
///     // an empty bucket for a key that is not there
///     std::size_t free(const Buckets&, home_bucket, const K& key, std::size_t hash);
///     // the bucket now holds an element of this hash, or holds none any more
///     void occupy(Buckets&, home_bucket, std::size_t bucket, std::size_t hash);
///     …
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
        : buckets_(other.buckets_, allocator), home_(other.home_), size_(other.size_),
          capacity_(other.capacity_), max_load_(other.max_load_) {}
    open_storage(open_storage&& other) noexcept : open_storage(other.allocator()) { swap(other); }
    open_storage& operator=(open_storage&&) = delete;
    ~open_storage() = default;

    void swap(open_storage& other) noexcept {
        buckets_.swap(other.buckets_);
        std::swap(home_, other.home_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        std::swap(max_load_, other.max_load_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return buckets_.allocator(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t bucket_count() const noexcept { return buckets_.count(); }
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    [[nodiscard]] const void* memory() const noexcept { return buckets_.slot(0); }

    [[nodiscard]] float max_load_factor() const noexcept { return max_load_; }
    void max_load_factor(float load) noexcept { max_load_ = std::clamp(load, 0.1F, 0.875F); }

    [[nodiscard]] cursor first() const noexcept { return size_ == 0 ? cursor() : buckets_.first(); }

    template <class K, class Equal>
    [[nodiscard, gnu::always_inline]] cursor find(const K& key, std::size_t hash,
                                                  const Equal& equal) const {
        if (size_ == 0) [[unlikely]]
            return {};
        const std::size_t k = Probing::find(buckets_, home_, key, hash, equal);
        return k == nowhere ? cursor() : buckets_.at(k);
    }

    /// The result of a search, or not yet. Without a branch that depends on the key, so for keys
    /// that are compared without one; there must be buckets.
    template <class K, class Equal>
    [[nodiscard, gnu::always_inline]] auto glance(const K& key, std::size_t hash,
                                                  const Equal& equal) const
        requires(Probing::glances) {
        return Probing::glance(buckets_, home_, key, hash, equal);
    }

    /// The bucket at which the search for a hash begins.
    [[nodiscard]] std::size_t home(std::size_t hash) const noexcept { return home_(hash); }

    /// Asks for the memory that the search for a hash will look at. Inline: g++ drops calls of
    /// functions that do nothing but that.
    [[gnu::always_inline]] void prefetch(std::size_t hash) const noexcept {
        if (size_ != 0) Probing::prefetch(buckets_, home_, hash);
    }

    template <class K, class Equal>
    [[nodiscard]] std::size_t probes(const K& key, std::size_t hash, const Equal& equal) const {
        return size_ == 0 ? 0 : Probing::probes(buckets_, home_, key, hash, equal);
    }

    /// Finds the key or makes an element: `make(allocator, where)`, whose hash is `hash`.
    template <class K, class Equal, class HashOf, class Make>
    [[gnu::always_inline]] std::pair<cursor, bool>
    find_or_insert(const K& key, std::size_t hash, const Equal& equal, const HashOf& hash_of,
                   Make make) {
        if (buckets_.count() == 0) [[unlikely]]
            return {insert_growing(key, hash, hash_of, make), true};
        std::size_t free;
        const std::size_t found = Probing::find_or_free(buckets_, home_, key, hash, equal, free);
        if (found != nowhere) return {buckets_.at(found), false};
        if (size_ >= capacity_) [[unlikely]]
            return {insert_growing(key, hash, hash_of, make), true};
        make_in(free, hash, make);
        return {buckets_.at(free), true};
    }

    /// Removes an element.
    template <class HashOf>
    void remove(cursor c, const HashOf& hash_of) noexcept {
        cursor nobody;
        remove_following(c, hash_of, nobody);
    }

    /// The same; returns the next. Where others must move up, this may bring one that a walk had
    /// not come to into a bucket that it had passed: then the walk goes on from there.
    template <class HashOf>
    cursor erase(cursor c, const HashOf& hash_of) noexcept {
        cursor nobody;
        const std::size_t k = buckets_.index_of(c);
        const std::size_t brought_back = remove_following(c, hash_of, nobody);
        if (size_ == 0) return {};
        return brought_back == nowhere ? buckets_.below(k) : buckets_.at(brought_back);
    }

    /// Removes the elements that satisfy the predicate, each judged once, in the order of the walk;
    /// returns how many. If the one at `followed` moves, `followed` goes along.
    template <class Pred, class HashOf>
    std::size_t erase_if(Pred pred, const HashOf& hash_of, cursor& followed) {
        // Those that go leave blocked buckets behind, so that nobody moves before all are judged.
        struct sweeper {
            open_storage& table;
            const HashOf& hash_of;
            cursor& followed;
            std::size_t lowest, highest; // the buckets that were left

            void remove(std::size_t k) noexcept {
                destroy<Element>(table.buckets_.allocator(), table.buckets_.slot(k));
                Probing::block(table.buckets_, k);
                --table.size_;
                if (!Probing::is_blocked(table.buckets_, k)) return; // nobody is behind it
                lowest = k;
                highest = std::max(highest, k);
            }
            ~sweeper() { // when a predicate throws, too
                for (std::size_t k = lowest; k <= highest; ++k)
                    if (Probing::is_blocked(table.buckets_, k)) table.refill(k, hash_of, followed);
            }
        };
        const std::size_t before = size_;
        {
            sweeper sweep{*this, hash_of, followed, nowhere, 0};
            for (cursor c = first(); c != cursor(); c.advance())
                if (pred(*c.get())) sweep.remove(buckets_.index_of(c));
        }
        return before - size_;
    }

    void clear() noexcept {
        buckets_.clear();
        size_ = 0;
        capacity_ = capacity_of(bucket_count());
    }

    template <class HashOf>
    void rehash(std::size_t least, const HashOf& hash_of) {
        least = std::max(least, buckets_for(size_));
        if (least == 0)
            open_storage(allocator()).swap_memory(*this);
        else if (const std::size_t count = power_of_two(least); count != bucket_count())
            move_to(count, hash_of);
    }
    template <class HashOf>
    void reserve(std::size_t elements, const HashOf& hash_of) {
        if (elements > capacity_) move_to(power_of_two(buckets_for(elements)), hash_of);
    }

    [[nodiscard]] std::size_t index_of(const value_type* element) const noexcept {
        return static_cast<std::size_t>(element - buckets_.slot(0)) + buckets::apart_below;
    }
    [[nodiscard]] cursor at_index(std::size_t index) const noexcept {
        return buckets_.at(index - buckets::apart_below);
    }

private:
    static constexpr bool nothrow_transfer =
        is_bytes<Element, Allocator> || Element::nothrow_movable;

    [[nodiscard]] std::size_t capacity_of(std::size_t count) const noexcept {
        return static_cast<std::size_t>(static_cast<double>(count) *
                                        static_cast<double>(max_load_));
    }
    /// How many buckets it takes, at least, to hold some elements.
    [[nodiscard]] std::size_t buckets_for(std::size_t elements) const noexcept {
        if (elements == 0) return 0;
        std::size_t count = power_of_two(elements);
        while (capacity_of(count) < elements) count *= 2;
        return count;
    }
    static std::size_t power_of_two(std::size_t count) noexcept {
        return std::max(std::bit_ceil(count), buckets::fewest);
    }

    void swap_memory(open_storage& other) noexcept {
        max_load_ = other.max_load_;
        swap(other);
    }

    /// Everything moves to so many buckets.
    template <class HashOf>
    void move_to(std::size_t count, const HashOf& hash_of) {
        open_storage fresh(allocator(), count, max_load_);
        move_elements(fresh, hash_of, hashes_before_moving(hash_of));
        swap(fresh);
    }

    /// The new element is made before the others move: it may be made of one of them.
    template <class K, class HashOf, class Make>
    [[gnu::noinline]] cursor insert_growing(const K& key, std::size_t hash, const HashOf& hash_of,
                                            Make& make) {
        open_storage fresh(allocator(), power_of_two(buckets_for(size_ + 1)), max_load_);
        const known_hashes hashes = hashes_before_moving(hash_of);
        const std::size_t k = fresh.free_for(key, hash);
        fresh.make_in(k, hash, make);
        move_elements(fresh, hash_of, hashes);
        swap(fresh);
        return buckets_.at(k);
    }

    open_storage(const Allocator& allocator, std::size_t count, float max_load)
        : buckets_(allocator, count), home_(count), max_load_(max_load) {
        capacity_ = capacity_of(count);
    }

    template <class K>
    [[gnu::always_inline]] std::size_t free_for(const K& key, std::size_t hash) const noexcept {
        return Probing::free(buckets_, home_, key, hash);
    }
    /// Makes an element in an empty bucket.
    template <class Make>
    [[gnu::always_inline]] void make_in(std::size_t k, std::size_t hash, Make& make) {
        struct undone {
            buckets* all;
            std::size_t k;
            ~undone() { // the maker threw, and may have left half an element
                if (all != nullptr) Probing::vacate(*all, k);
            }
        } guard{&buckets_, k};
        make(buckets_.allocator(), buckets_.slot(k));
        guard.all = nullptr;
        Probing::occupy(buckets_, home_, k, hash);
        ++size_;
    }

    /// Hashes that could throw are found before anything moves, and kept.
    using known_hashes = std::vector<std::size_t>;
    template <class HashOf>
    static constexpr bool
        nothrow_hash = noexcept(std::declval<const HashOf&>()(std::declval<const value_type&>()));
    template <class HashOf>
    known_hashes hashes_before_moving(const HashOf& hash_of) {
        known_hashes hashes;
        if constexpr (!nothrow_hash<HashOf>) {
            hashes.reserve(size_);
            buckets_.for_each_full([&](value_type* from) { hashes.push_back(hash_of(*from)); });
        }
        return hashes;
    }

    /// Moves all elements to a table that has room for them. If something throws, nothing has
    /// changed; except where a move throws and there is no copy: then keys may be what moves left.
    template <class HashOf>
    void move_elements(open_storage& to, const HashOf& hash_of, const known_hashes& hashes) {
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
            if constexpr (nothrow_transfer) destroy<Element>(buckets_.allocator(), from);
        });
        if constexpr (!nothrow_transfer) buckets_.clear();
        buckets_.forget();
        size_ = 0;
    }

    template <class HashOf>
    [[gnu::always_inline]] std::size_t remove_following(cursor c, const HashOf& hash_of,
                                                        cursor& followed) noexcept {
        const std::size_t k = buckets_.index_of(c);
        destroy<Element>(buckets_.allocator(), c.get());
        --size_;
        if (!Probing::is_passed(buckets_, k)) [[likely]] {
            Probing::vacate(buckets_, k);
            return nowhere;
        }
        return refill(k, hash_of, followed);
    }

    /// The bucket's element is gone: elements that were searched for past it move up. Returns the
    /// bucket at or above it that got an element from below it, if one did. A bucket for which a
    /// hash or a move threw stays blocked, until the next rehash.
    template <class HashOf>
    [[gnu::noinline]] std::size_t refill(std::size_t k, const HashOf& hash_of,
                                         cursor& followed) noexcept {
        const std::size_t start = k;
        std::size_t brought_back = nowhere;
        for (;;) { // k passes for full, to the search for others
            std::size_t from = nowhere, hash = 0;
            const bool done = succeeds([&] {
                from = Probing::next_to_move_up(buckets_, home_, k, hash_of, hash);
                if (from != nowhere)
                    transfer<Element>(buckets_.allocator(), buckets_.slot(k), buckets_.slot(from));
            });
            if (!done) {
                Probing::block(buckets_, k);
                --capacity_;
                return brought_back;
            }
            if (from == nowhere) {
                Probing::vacate(buckets_, k);
                return brought_back;
            }
            Probing::occupy(buckets_, home_, k, hash);
            destroy<Element>(buckets_.allocator(), buckets_.slot(from));
            if (followed == buckets_.at(from)) followed = buckets_.at(k);
            if (from < start && k >= start) brought_back = k;
            k = from;
        }
    }

    buckets buckets_;
    home_bucket home_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
    float max_load_ = static_cast<float>(Probing::max_load);
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
