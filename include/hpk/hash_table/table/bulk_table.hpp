// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <type_traits>

#include "hpk/core/expects.hpp"
#include "hpk/hash_table/table/many.hpp"
#include "hpk/hash_table/table/partition.hpp"
#include "hpk/hash_table/table/table_core.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The operations of a table on many keys or elements at a time.
template <class Element, class Hash, class KeyEqual, class Allocator, class Policy>
class bulk_table : public table_core<Element, Hash, KeyEqual, Allocator, Policy> {
    using core = table_core<Element, Hash, KeyEqual, Allocator, Policy>;

protected:
    using core::equal_;
    using core::hash_key;
    using core::hash_of;
    using core::is_set;
    using core::modifications_;
    using core::storage_;
    using typename core::storage_type;

public:
    using core::size;
    using typename core::const_reference;
    using typename core::found_type; ///< what look-ups of many keys point to
    using typename core::key_type;
    using typename core::reference;
    using typename core::size_type;
    using typename core::value_type;

    /// The index that means that a key is not in the table.
    static constexpr std::size_t npos = (std::numeric_limits<std::size_t>::max)();

    /// Looks up many keys: a contiguous range of key_type, or of a type that the table looks up
    /// transparently. Cache misses of different keys overlap. Results are pointers to the mapped
    /// values (of a set: to its keys), null for a key that is not in the table.
    /// \returns the number of keys that are in the table
    /// \throws std::invalid_argument if keys and results differ in length
    template <key_span Keys>
    size_type find_many(const Keys& keys, std::span<found_type*> results) {
        return find_pointers(keys, results);
    }
    /// The same for a const map.
    template <key_span Keys>
        requires(!is_set)
    size_type find_many(const Keys& keys, std::span<const found_type*> results) const {
        return find_pointers(keys, results);
    }
    /// The same for a const set.
    template <key_span Keys>
        requires is_set
    size_type find_many(const Keys& keys, std::span<found_type*> results) const {
        return find_pointers(keys, results);
    }
    /// The same; results are indices for nth(), npos for a key that is not in the table.
    template <key_span Keys>
    size_type find_many(const Keys& keys, std::span<size_type> results) const {
        return find_each_of(keys, results.size(),
                            [&](size_type k, value_type* element, std::size_t is_there) {
                                results[k] = is_there != 0 ? index_of(element) : npos;
                            });
    }
    /// The same; a result is true if the key is in the table.
    template <key_span Keys>
    size_type contains_many(const Keys& keys, std::span<bool> results) const {
        return find_each_of(
            keys, results.size(),
            [&](size_type k, value_type*, std::size_t is_there) { results[k] = is_there; });
    }
    /// The element at an index that find_many returned. The index becomes invalid when iterators
    /// do.
    [[nodiscard]] reference nth(size_type index) noexcept
        requires(!is_set)
    {
        return *storage_.at_index(index).get();
    }
    /// The same, read-only.
    [[nodiscard]] const_reference nth(size_type index) const noexcept {
        return *storage_.at_index(index).get();
    }

    /// Inserts many elements; of several with the same key, the first. Returns the number of new
    /// elements. Basic guarantee: if it throws, some of them are in the table.
    size_type insert_many(std::span<const value_type> values) {
        return insert_each(copies_of(values), storage_.contains(values.data()));
    }

    /// Replaces all elements by these; of several with the same key, by the first. It is the
    /// fastest way to fill a large table. Basic guarantee: if it throws, the table has all of the
    /// old elements, or some of the new ones.
    void build(std::span<const value_type> values) {
        fill(copies_of(values), storage_.contains(values.data()));
    }

protected:
    using core::table_core;

    /// Keeps the elements of a table that is about to change until the end of a scope, because the
    /// new ones may be copies of them, or of memory that they own.
    class old_elements {
    public:
        explicit old_elements(bulk_table& table) : table_(table), elements_(table.get_allocator()) {
            elements_.max_load_factor(table.storage_.max_load_factor());
            exchange();
        }
        old_elements(const old_elements&) = delete;
        old_elements& operator=(const old_elements&) = delete;
        ~old_elements() {
            if (!dropped_) exchange();
        }

        /// Lets the table keep its new elements; the old ones are destroyed at the end of the
        /// scope.
        void drop() noexcept { dropped_ = true; }

    private:
        void exchange() noexcept {
            table_.storage_.swap(elements_);
            table_.generation_.end();
        }

        bulk_table& table_;
        storage_type elements_;
        bool dropped_ = false;
    };

    template <class Keys, class Visit>
    size_type find_each_of(const Keys& keys, size_type results, Visit visit) const {
        const size_type count = std::ranges::size(keys);
        expects(count == results, [&] {
            return "there are " + hpk::detail::shown(count) + " keys but places for " +
                   hpk::detail::shown(results) + " results";
        });
        using K = std::remove_cvref_t<decltype(*std::ranges::data(keys))>;
        static_assert(core::template is_key<K>,
                      "keys of another type need a transparent hash and a transparent equality");
        size_type hits = 0;
        const auto count_and_visit = [&](size_type k, value_type* element, std::size_t is_there) {
            visit(k, element, is_there);
            hits += is_there;
        };
        if (size() == 0)
            for (size_type k = 0; k < count; ++k) visit(k, nullptr, 0);
        else
            find_each<Element>(
                storage_, std::ranges::data(keys), count,
                [&, all = std::ranges::data(keys)](size_type k) { return hash_key(all[k]); },
                core::template equality_for<K>(), count_and_visit);
        return hits;
    }
    template <class Keys, class Pointer>
    size_type find_pointers(const Keys& keys, std::span<Pointer> results) const {
        return find_each_of(
            keys, results.size(), [&](size_type k, value_type* element, std::size_t is_there) {
                results[k] =
                    element == nullptr ? nullptr : pointer_if(is_there, Element::found(element));
            });
    }
    /// Gives the table copies of its elements and calls insert(); the original elements stay in
    /// place until it returns.
    template <class Insert>
    void with_copies(Insert insert) {
        storage_type copies = copied();
        old_elements old(*this);
        storage_.swap(copies);
        insert();
        old.drop();
    }
    /// A copy of the elements; their copy constructors must not change the table.
    [[nodiscard]] storage_type copied() {
        const modifications::scope here(modifications_);
        return storage_type(storage_, this->get_allocator());
    }
    [[nodiscard]] size_type index_of(value_type* element) const noexcept {
        return storage_.index_of(element);
    }

    /// A source of elements: key(k), construct(k, …), and record(k), a copy of everything needed to
    /// construct element k later.
    template <class KeyOf, class Construct, class RecordOf>
    struct source {
        size_type count;
        KeyOf key;
        Construct construct;
        RecordOf record;
    };

    static auto copies_of(std::span<const value_type> values) {
        const auto key = [=](size_type k) -> const key_type& { return Element::key(values[k]); };
        const auto construct = [=](size_type k, Allocator& allocator, value_type* to) {
            std::allocator_traits<Allocator>::construct(allocator, to, values[k]);
        };
        const auto record = [=](size_type k) { return typename Element::record(values[k]); };
        return source<decltype(key), decltype(construct), decltype(record)>{values.size(), key,
                                                                            construct, record};
    }

    /// Inserts many elements. `of_these`: the source lies within elements of this table. Returns
    /// the number of new elements.
    template <class Source>
    size_type insert_each(const Source& from, bool of_these = false) {
        if (of_these) [[unlikely]] {
            size_type inserted = 0;
            with_copies([&] { inserted = insert_each(from); });
            return inserted;
        }
        const modifications::scope here(modifications_);
        const void* const before = storage_.memory();
        const size_type size_before = size();
        for_each_prefetched(
            storage_, from.count, [&](size_type k) { return hash_key(from.key(k)); },
            [&](size_type k, std::size_t hash) {
                storage_.find_or_insert(from.key(k), hash, equal_, hash_of(),
                                        [&](Allocator& allocator, value_type* to) {
                                            from.construct(k, allocator, to);
                                        });
                this->note_rehash(before);
            });
        return size() - size_before;
    }

    /// Replaces all elements. The new ones may be made from memory that the old ones own, so the
    /// old ones are kept to the end, unless they are plain bytes and the source lies elsewhere.
    template <class Source>
    void fill(const Source& from, bool of_these) {
        const modifications::instant now(modifications_);
        if constexpr (is_bytes<Element, Allocator>)
            if (!of_these) return fill_in_place(from);
        const size_type room = storage_.capacity();
        old_elements old(*this);
        this->reserve((std::max)(from.count, room));
        insert_each(from);
        old.drop();
    }
    /// The same for elements that are plain bytes. A table larger than the caches is filled piece
    /// by piece, in the order of its buckets.
    template <class Source>
    void fill_in_place(const Source& from) {
        this->clear();
        this->reserve(from.count);
        using record = typename Element::record;
        if constexpr (std::is_default_constructible_v<record> &&
                      requires { requires storage_type::is_in_bucket_order; }) {
            const pieces all(this->bucket_count(), sizeof(value_type));
            if (all.count() > 1) {
                for_each_by_piece<record>(
                    from.count, all.count(),
                    [&](size_type k) {
                        return all.of_bucket(storage_.home(hash_key(from.key(k))));
                    },
                    from.record,
                    [&](const record& r) {
                        this->template insert_with<true>(Element::key(r),
                                                         [&](Allocator& allocator, value_type* to) {
                                                             Element::construct(allocator, to, r);
                                                         });
                    });
                return;
            }
        }
        insert_each(from);
    }
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
