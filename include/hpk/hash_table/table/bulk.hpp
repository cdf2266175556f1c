// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <type_traits>

#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/table/fill.hpp"
#include "hpk/hash_table/table/insertion.hpp"
#include "hpk/hash_table/table/many.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Looks up many keys and calls visit(k, element, is_there) for each; `element` is valid only if
/// `is_there` is 1, not 0. Returns the number of keys that are in the table.
/// \throws std::invalid_argument if there are not as many results as keys
template <class Core, class Keys, class Visit>
std::size_t look_up_each(const Core& table, const Keys& keys, std::size_t results, Visit visit) {
    const std::size_t count = std::ranges::size(keys);
    const auto* const all = std::ranges::data(keys);
    using K = std::remove_cvref_t<decltype(*all)>;
    static_assert(Core::template takes<K>,
                  "keys of another type need a transparent hash and a transparent equality");
    expects(count == results, [&] {
        return "there are " + hpk::detail::shown(count) + " keys but places for " +
               hpk::detail::shown(results) + " results";
    });
    if (table.size() == 0) {
        for (std::size_t k = 0; k < count; ++k) visit(k, nullptr, 0);
        return 0;
    }
    return find_each<typename Core::element>(
        table.storage(), all, count, [&table](const K& key) { return table.hash_key(key); },
        table.template equality_for<K>(), table.hash_of(), visit);
}

/// Keeps the elements of a table that is about to change until the end of a scope, because the new
/// ones may be copies of them, or of memory that they own.
template <class Core>
class old_elements {
public:
    explicit old_elements(Core& table) : table_(table), elements_(table.allocator()) {
        elements_.max_load_factor(table.storage().max_load_factor());
        table_.exchange(elements_);
    }
    old_elements(const old_elements&) = delete;
    old_elements& operator=(const old_elements&) = delete;
    ~old_elements() {
        if (!dropped_) table_.exchange(elements_);
    }

    /// Lets the table keep its new elements; the old ones are destroyed at the end of the scope.
    void drop() noexcept { dropped_ = true; }

private:
    Core& table_;
    typename Core::storage_type elements_;
    bool dropped_ = false;
};

/// Gives the table copies of its elements and calls insert(); the original elements stay in place
/// until it returns.
template <class Core, class Insert>
void with_copies(Core& table, Insert insert) {
    typename Core::storage_type copies = table.copied();
    old_elements old(table);
    table.exchange(copies);
    insert();
    old.drop();
}

/// Inserts the elements of a source, which may lie within elements of the table; returns the number
/// of new elements.
template <class Core, class Source>
std::size_t insert_many(Core& table, const Source& from, execution_policy auto how) {
    const std::size_t before = table.size();
    const auto run = [&] { insertion<Core, Source>(table, from).run(how); };
    if (!from.lies_in(table.storage())) [[likely]]
        run();
    else
        with_copies(table, run);
    return table.size() - before;
}

/// Replaces all elements. The new ones may be made from memory that the old ones own, so the old
/// ones are kept to the end, unless they are plain bytes in the table's own memory and the source
/// lies elsewhere.
template <class Core, class Source>
void build(Core& table, const Source& from, execution_policy auto how) {
    table.expect_no_modification();
    const auto run = [&] { filling<Core, Source>(table, from).run(how); };
    if constexpr (is_bytes<typename Core::element, typename Core::allocator_type> &&
                  !elements_stay<typename Core::storage_type>) {
        if (!from.lies_in(table.storage())) {
            table.clear();
            table.reserve(from.count());
            return run();
        }
    }
    const std::size_t room = table.storage().capacity();
    old_elements old(table);
    table.reserve((std::max)(from.count(), room));
    run();
    old.drop();
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
