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

#include "hpk/hash/mixing/fmix64.hpp"
#include "hpk/hash/mixing/hash_bytes.hpp"
#include "hpk/hash/mixing/keyed_hash.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/storage/load_limit.hpp"
#include "hpk/hash_table/storage/route.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Stands for no bucket.
inline constexpr std::size_t nowhere = (std::numeric_limits<std::ptrdiff_t>::max)();

/// Tells the compiler that `bucket` is not `nowhere`.
[[gnu::always_inline]] inline std::size_t somewhere(std::size_t bucket) noexcept {
    if (bucket == nowhere) __builtin_unreachable();
    return bucket;
}

/// The result of a branch-free look at the first window, before keys are compared.
template <class Element>
struct glimpse {
    typename Element::value_type*
        there;            ///< the candidate's slot; an arbitrary readable slot if there is none
    std::uint32_t may_be; ///< 1 if there is a candidate, otherwise 0
    std::uint32_t others; ///< not 0 if the key may be elsewhere if it is not the candidate's
};

/// A table whose elements lie in its buckets. Buckets are found by Probing, a class of static
/// functions:
///
///     template <class Element, class Allocator> using buckets = …;  // tagged_buckets or the like
///     static constexpr double max_load;
///     static constexpr bool prefetches_slots; // a search reads something else before the slots
///     template <class Buckets> static constexpr std::size_t near, stride; // buckets (see below)
///     static constexpr bool glances; // there is this function; the table must have elements
///     glimpse<Element> glance(const Buckets&, const K& key, std::size_t hash);
///     // the first bucket of a search
///     std::size_t home(const Buckets&, std::size_t hash);
///     // the bucket of the key among the `near` first ones, or nowhere; then `free` becomes an
///     // empty one of them, or is left alone if there is none and the search must go on
///     std::size_t find_near(const Buckets&, key, hash, const Equal&, std::size_t& free);
///     // the bucket of the key in the windows of a route, each of `stride` buckets, up to one that
///     // has room; or nowhere
///     std::size_t find_along(const Buckets&, const route&, key, equal, search_end&);
///     // an empty bucket for a key that is not there: among the `near` first ones, or nowhere; and
///     // on a route
///     std::size_t free_near(const Buckets&, const K& key, std::size_t hash);
///     std::size_t free_along(const Buckets&, const route&);
///     // marks the bucket, in which an element of this hash has been made: near, or on a route
///     void occupy(Buckets&, std::size_t bucket, std::size_t hash);
///     void occupy_on(const route&, Buckets&, std::size_t bucket);
///     // true if a search may continue past the bucket, without a seed
///     bool is_passed(const Buckets&, std::size_t bucket);
///     // the next element, and its hash, whose search passes the bucket; or nowhere
///     std::size_t next_to_move_up(const Buckets&, std::size_t bucket, hash_of, std::size_t& hash);
///
/// Searches are also called on an empty (unallocated) table.
///
/// **Chosen keys.** The route of a search goes on where its first buckets end: linear probing. If
/// an insertion searches longer than chance allows, and there is a hash of keys under a seed,
/// `hash_of.under(seed, key)`, the table draws a seed and rehashes. From then on no element lies
/// near its home: a route is a pseudo-random sequence of windows that depends on the seed and the
/// key, whatever else keys have in common. So that searches near the home need not know of seeds,
/// all homes are then at the first buckets, which stay blocked. Removal from a seeded table moves
/// no elements: it may leave a blocked bucket until the next rehash.
template <class Element, class Allocator, class Probing>
class open_storage {
public:
    using value_type = typename Element::value_type;
    using buckets = typename Probing::template buckets<Element, Allocator>;
    using sizes = typename buckets::sizes;
    using cursor = typename buckets::cursor;
    static constexpr bool glances = Probing::glances;
    static constexpr bool is_in_bucket_order = true; ///< elements lie near their `home`

    explicit open_storage(const Allocator& allocator) noexcept : buckets_(allocator) {}
    open_storage(const open_storage& other, const Allocator& allocator)
        : buckets_(other.buckets_, allocator), size_(other.size_), capacity_(other.capacity_),
          limit_(other.limit_), seed_(other.seed_) {
        if (is_seeded()) buckets_.gather_homes();
    }
    open_storage(open_storage&& other) noexcept : open_storage(other.allocator()) { swap(other); }
    open_storage& operator=(open_storage&&) = delete;
    ~open_storage() = default;

    void swap(open_storage& other) noexcept {
        buckets_.swap(other.buckets_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        std::swap(limit_, other.limit_);
        std::swap(seed_, other.seed_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return buckets_.allocator(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t bucket_count() const noexcept { return buckets_.count(); }
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    [[nodiscard]] const void* memory() const noexcept { return buckets_.slot(0); }
    [[nodiscard]] std::size_t bytes() const noexcept { return buckets_.bytes(); }
    /// The buckets themselves, for tests of invariants.
    [[nodiscard]] const buckets& inner() const noexcept { return buckets_; }
    /// True for an address within the memory of this table, such as that of an element.
    [[nodiscard]] bool contains(const void* where) const noexcept {
        return buckets_.contains(where);
    }

    /// True if the table has drawn a seed, because its keys collide more than chance allows.
    [[nodiscard]] bool is_seeded() const noexcept { return seed_ != 0; }

    [[nodiscard]] float max_load_factor() const noexcept { return limit_.value(); }
    void max_load_factor(float load) noexcept { limit_.set(load); }

    [[nodiscard]] cursor first() const noexcept { return size_ == 0 ? cursor() : buckets_.first(); }

    template <class K, class Equal, class HashOf>
    [[nodiscard, gnu::always_inline]] cursor find(const K& key, std::size_t hash,
                                                  const Equal& equal, const HashOf& hash_of) const {
        if constexpr (Probing::prefetches_slots)
            __builtin_prefetch(buckets_.slot(Probing::home(buckets_, hash)));
        std::size_t free = nowhere;
        std::size_t k = Probing::find_near(buckets_, key, hash, equal, free);
        if (k == nowhere && free == nowhere) [[unlikely]]
            k = find_displaced(key, hash, equal, hash_of);
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

    /// The number of windows, of `stride` buckets, that a search looks at.
    template <class K, class Equal, class HashOf>
    [[nodiscard]] std::size_t probes(const K& key, std::size_t hash, const Equal& equal,
                                     const HashOf& hash_of) const {
        if (size_ == 0) return 0;
        std::size_t free = nowhere;
        const std::size_t k = Probing::find_near(buckets_, key, hash, equal, free);
        if (k == nowhere && free == nowhere) {
            search_end end;
            static_cast<void>(
                Probing::find_along(buckets_, route_of(key, hash, hash_of), key, equal, end));
            return (near + end.passed) / stride + 1;
        }
        const std::size_t last = k == nowhere ? free : k;
        return last > buckets_.mask() ? 1 : 1 + distance(hash, last) / stride;
    }

    /// Finds the key, or constructs an element with this hash by `make(allocator, where)`.
    template <class K, class Equal, class HashOf, class Make>
    [[gnu::always_inline]] std::pair<cursor, bool>
    find_or_insert(const K& key, std::size_t hash, const Equal& equal, const HashOf& hash_of,
                   Make make) {
        if constexpr (Probing::prefetches_slots)
            __builtin_prefetch(buckets_.slot(Probing::home(buckets_, hash)), 1);
        std::size_t free = nowhere;
        const std::size_t found = Probing::find_near(buckets_, key, hash, equal, free);
        if (found != nowhere) return {buckets_.at(found), false};
        if (free == nowhere || size_ >= capacity_) [[unlikely]] {
            const std::size_t before = size_;
            const std::size_t k = insert_seldom(key, hash, equal, hash_of, make, free);
            return {buckets_.at(k), size_ != before};
        }
        buckets_.construct(free, make);
        Probing::occupy(buckets_, free, hash);
        ++size_;
        return {buckets_.at(free), true};
    }

    /// Constructs an element whose key is not there, in a table that has room; returns its bucket.
    template <class K, class HashOf, class Make>
    [[gnu::always_inline]] std::size_t add(const K& key, std::size_t hash, const HashOf& hash_of,
                                           Make&& make) {
        std::size_t k = Probing::free_near(buckets_, key, hash);
        if (k != nowhere) [[likely]] {
            buckets_.construct(k, make);
            Probing::occupy(buckets_, k, hash);
        } else {
            const route r = route_of(key, hash, hash_of);
            k = Probing::free_along(buckets_, r);
            buckets_.construct(k, make);
            Probing::occupy_on(r, buckets_, k);
        }
        ++size_;
        return k;
    }

    // Insertion on several threads: into a table that has room, each thread in buckets of its own.

    /// The first of the buckets near the home of a hash, and their number, with a vector's length
    /// more because a window of keys may be read so far.
    /// \{
    [[nodiscard]] std::size_t search_begin(std::size_t hash) const noexcept {
        return Probing::home(buckets_, hash);
    }
    static constexpr std::size_t reach =
        Probing::template near<buckets> + (63 + sizeof(value_type)) / sizeof(value_type);
    /// \}

    /// An element; null if the search would go beyond the buckets near the home.
    struct near_entry {
        value_type* element;
        bool is_new;
    };
    /// find_or_insert() as far as the buckets near the home. Does not change size(): see grow_by().
    template <class K, class Equal, class Make>
    [[gnu::always_inline]] near_entry insert_near(const K& key, std::size_t hash,
                                                  const Equal& equal, Make make) {
        if constexpr (Probing::prefetches_slots)
            __builtin_prefetch(buckets_.slot(Probing::home(buckets_, hash)), 1);
        std::size_t free = nowhere;
        const std::size_t found = Probing::find_near(buckets_, key, hash, equal, free);
        if (found != nowhere) return {buckets_.slot(found), false};
        if (free == nowhere) [[unlikely]]
            return {nullptr, false};
        buckets_.construct(free, make);
        Probing::occupy(buckets_, free, hash);
        return {buckets_.slot(free), true};
    }
    /// Constructs an element whose key is not there, in a table that has room, as far as the
    /// buckets near the home; returns false if they are full. Does not change size(), either.
    template <class K, class Make>
    [[gnu::always_inline]] bool add_near(const K& key, std::size_t hash, Make make) {
        const std::size_t k = Probing::free_near(buckets_, key, hash);
        if (k == nowhere) [[unlikely]]
            return false;
        buckets_.construct(k, make);
        Probing::occupy(buckets_, k, hash);
        return true;
    }
    /// Adds elements that have been inserted near their homes to size().
    void grow_by(std::size_t elements) noexcept { size_ += elements; }

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
        // Removed elements that a search may pass leave blocked buckets, so that no element moves
        // until the predicate has seen all.
        struct sweeper {
            open_storage& table;
            const HashOf& hash_of;
            cursor& followed;
            std::size_t lowest, highest; // of the blocked buckets

            void remove(std::size_t k) noexcept {
                const bool is_passed = table.is_passed(k);
                if constexpr (!is_bytes<Element, Allocator>) table.buckets_.block(k);
                destroy<Element>(table.buckets_.allocator(), table.buckets_.slot(k));
                --table.size_;
                if (!is_passed) [[likely]]
                    return table.buckets_.vacate(k);
                table.buckets_.block(k);
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
        buckets_.spread_homes();
        seed_ = 0;
        capacity_ = elements_in(bucket_count());
    }

    template <class HashOf>
    void rehash(std::size_t least, const HashOf& hash_of) {
        if (size_ == 0 && least == 0) {
            open_storage nothing(allocator());
            nothing.limit_ = limit_;
            swap(nothing);
            return;
        }
        const std::size_t count = (std::max)(sizes::at_least(least), buckets_for(size_, seed_));
        // Rehashes even to the same number of buckets if the load limit has changed or if buckets
        // are blocked.
        if (count != bucket_count() || capacity_ != elements_in(count)) move_to(count, hash_of);
    }
    /// The number of buckets that an insertion into the full table would give it.
    [[nodiscard]] std::size_t buckets_to_grow() const { return buckets_for(size_ + 1, seed_); }
    /// An empty table with so many buckets, and the same allocator, load limit and seed.
    [[nodiscard]] open_storage emptied(std::size_t count) const {
        return open_storage(*this, count, seed_);
    }
    template <class HashOf>
    void reserve(std::size_t elements, const HashOf& hash_of) {
        if (elements > capacity_) move_to(buckets_for(elements, seed_), hash_of);
    }

    [[nodiscard]] std::size_t index_of(const value_type* element) const noexcept {
        return buckets_.index_of(element);
    }
    [[nodiscard]] cursor at_index(std::size_t index) const noexcept { return buckets_.at(index); }

private:
    static constexpr std::size_t near = Probing::template near<buckets>;
    static constexpr std::size_t stride = Probing::template stride<buckets>;
    static constexpr bool nothrow_transfer =
        is_bytes<Element, Allocator> || Element::nothrow_movable;

    /// The number of the first buckets that stay blocked in a table with a seed.
    static std::size_t blocked_homes(std::uint64_t seed) noexcept {
        return seed == 0 ? 0 : near + 1;
    }
    [[nodiscard]] std::size_t elements_in(std::size_t count) const noexcept {
        return limit_.elements_in(count) - blocked_homes(seed_);
    }
    [[nodiscard]] std::size_t buckets_for(std::size_t elements, std::uint64_t seed) const {
        return limit_.template buckets_for<sizes>(elements + blocked_homes(seed), buckets::fewest,
                                                  buckets::most());
    }

    /// Moves all elements to `count` buckets.
    template <class HashOf>
    void move_to(std::size_t count, const HashOf& hash_of) {
        open_storage fresh(*this, count, seed_);
        move_elements(fresh, hash_of, hashes_before_moving(hash_of));
        swap(fresh);
    }

    /// The rest of find_or_insert(): for a key that was not found near its home if there is no room
    /// there (`free` is nowhere), or if the table is full. Returns the bucket.
    template <class K, class Equal, class HashOf, class Make>
    [[gnu::noinline]] std::size_t insert_seldom(const K& key, std::size_t hash, const Equal& equal,
                                                HashOf hash_of, Make make, std::size_t free) {
        if (free == nowhere) {
            search_end end;
            const route r = route_of(key, hash, hash_of);
            const std::size_t found = Probing::find_along(buckets_, r, key, equal, end);
            if (found != nowhere) return found;
            if (takes_seeds<K, HashOf> && !is_seeded() && end.beats_chance(size_, bucket_count()))
                [[unlikely]]
                return insert_moving(key, hash, hash_of, make, hpk::detail::fresh_word() | 1);
            if (size_ < capacity_) {
                buckets_.construct(end.free, make);
                Probing::occupy_on(r, buckets_, end.free);
                ++size_;
                return end.free;
            }
        }
        return insert_moving(key, hash, hash_of, make, seed_);
    }
    /// Moves the elements to a table with room for one more and a seed, which may be 0. The new
    /// element is constructed before, because its arguments may refer to one of the others. Returns
    /// its bucket.
    template <class K, class HashOf, class Make>
    std::size_t insert_moving(const K& key, std::size_t hash, const HashOf& hash_of, Make& make,
                              std::uint64_t seed) {
        // After a rehash that only removes blocked buckets, the next one must not follow at once.
        const std::size_t spare = is_seeded() ? size_ / 4 : 0;
        const std::size_t count = buckets_for(size_ + 1 + spare, seed);
        open_storage fresh(*this, (std::max)(count, bucket_count()), seed);
        const known_hashes hashes = hashes_before_moving(hash_of);
        const std::size_t k = fresh.add(key, hash, hash_of, make);
        move_elements(fresh, hash_of, hashes);
        swap(fresh);
        return k;
    }

    /// An empty table with `count` buckets, to receive the elements of another one.
    open_storage(const open_storage& other, std::size_t count, std::uint64_t seed)
        : buckets_(other.allocator(), count), limit_(other.limit_), seed_(seed) {
        capacity_ = elements_in(count);
        if (!is_seeded()) return;
        for (std::size_t k = 0; k < blocked_homes(seed); ++k) buckets_.block(k);
        buckets_.gather_homes();
    }

    template <class K, class HashOf>
    static constexpr bool takes_seeds =
        requires(const HashOf& hash_of, const hpk::detail::secret& seed, const K& key) {
            hash_of.under(seed, key);
        };

    /// The buckets from the first of a hash's search to bucket k.
    [[nodiscard]] std::size_t distance(std::size_t hash, std::size_t k) const noexcept {
        return buckets_.distance(Probing::home(buckets_, hash), k);
    }
    template <class K, class HashOf>
    [[nodiscard]] route route_of(const K& key, std::size_t hash,
                                 const HashOf& hash_of) const noexcept {
        if constexpr (takes_seeds<K, HashOf>) {
            if (is_seeded()) {
                const hpk::detail::secret seed{seed_, hpk::detail::fmix64(seed_) | 1};
                const std::size_t h = hash_of.under(seed, key);
                const std::size_t step = hpk::detail::mix(h ^ seed.step);
                return {sizes::random_window(h, stride, buckets_.mask()),
                        sizes::random_step(step, stride, buckets_.mask()), h, true};
            }
        }
        return {buckets_.after(Probing::home(buckets_, hash), near), stride, hash, false};
    }
    template <class K, class Equal, class HashOf>
    [[nodiscard, gnu::noinline, gnu::cold]] std::size_t
    find_displaced(const K& key, std::size_t hash, const Equal& equal, HashOf hash_of) const {
        search_end ignored;
        return Probing::find_along(buckets_, route_of(key, hash, hash_of), key, equal, ignored);
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
            // Slots of nodes are pointers. Behind the last one there is memory for as many.
            if constexpr (requires { Element::prefetch(from); }) Element::prefetch(from + 8);
            std::size_t hash;
            if constexpr (nothrow_hash<HashOf>)
                hash = hash_of(*from);
            else
                hash = *known++;
            auto move_here = [&](Allocator& allocator, value_type* at) {
                transfer<Element>(allocator, at, from);
            };
            to.add(Element::key(*from), hash, hash_of, move_here);
            if constexpr (nothrow_transfer && !is_bytes<Element, Allocator> &&
                          !requires { Element::moves_leave_nothing; }) {
                buckets_.block(buckets_.index_of(from)); // hidden from look-ups in the destructor
                destroy<Element>(buckets_.allocator(), from);
            }
        });
        watch.all_moved();
        if constexpr (!nothrow_transfer) buckets_.clear();
        buckets_.forget();
        size_ = 0;
    }

    /// True if a search may continue past bucket k.
    [[nodiscard]] bool is_passed(std::size_t k) const noexcept {
        return Probing::is_passed(buckets_, k) || (stride == 1 && is_seeded());
    }

    template <class HashOf>
    [[gnu::always_inline]] std::size_t remove_following(cursor c, const HashOf& hash_of,
                                                        cursor& followed) noexcept {
        const std::size_t k = buckets_.index_of(c.get());
        if constexpr (!is_bytes<Element, Allocator>) buckets_.block(k); // no search finds it
        destroy<Element>(buckets_.allocator(), c.get());
        --size_;
        if (!is_passed(k)) [[likely]] {
            buckets_.vacate(k);
            return nowhere;
        }
        return refill(k, hash_of, followed);
    }

    /// Fills the hole with elements whose search passes it. Returns the bucket at or above the hole
    /// that received an element from below it, or nowhere. A bucket for which a hash or a move
    /// threw, or any in a seeded table, stays blocked until the next rehash, and counts as full:
    /// capacity_ is what the load limit allows, less the blocked buckets.
    template <class HashOf>
    [[gnu::noinline]] std::size_t refill(std::size_t k, const HashOf& hash_of,
                                         cursor& followed) noexcept {
        const std::size_t start = k;
        std::size_t brought_back = nowhere;
        const auto block = [&] {
            buckets_.block(k);
            --capacity_;
        };
        if (is_seeded()) [[unlikely]] {
            if (is_passed(k))
                block();
            else
                buckets_.vacate(k);
            return nowhere;
        }
        for (;;) { // searches still treat bucket k as full
            std::size_t from = nowhere, hash = 0;
            const bool done = succeeds([&] {
                from = Probing::next_to_move_up(buckets_, k, hash_of, hash);
                if (from != nowhere)
                    transfer<Element>(buckets_.allocator(), buckets_.slot(k), buckets_.slot(from));
            });
            if (!done) {
                block();
                return brought_back;
            }
            if (from == nowhere) {
                buckets_.vacate(k);
                return brought_back;
            }
            if (distance(hash, k) < near)
                Probing::occupy(buckets_, k, hash);
            else
                Probing::occupy_on({k, stride, hash, false}, buckets_, k);
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
    std::uint64_t seed_ = 0; ///< 0 if none has been drawn
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
