// SPDX-License-Identifier: MIT
//
// Allocators with an identity that propagates or does not, and with pointers that are objects. All
// memory must be returned to the allocator that it came from.

#include <cstdint>
#include <utility>

#include "catch.hpp"
#include "hash_table/allocators.hpp"
#include "hash_table/numbered.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

template <class Policy, goes_along Propagates, pointers Pointers>
using table_of = hash_table::map<
    Policy, std::uint32_t, tracked, trusted_hash, std::equal_to<>,
    counting_allocator<std::pair<const std::uint32_t, tracked>, Propagates, Pointers>>;

template <class Table>
Table filled(int identity, std::uint32_t size) {
    Table table(typename Table::allocator_type{identity});
    for (std::uint32_t k = 0; k < size; ++k) table.try_emplace(k, k + 100);
    return table;
}

template <class Table>
bool holds(const Table& table, std::uint32_t size) {
    if (table.size() != size) return false;
    for (std::uint32_t k = 0; k < size; ++k)
        if (!table.contains(k) || table.at(k).number() != k + 100) return false;
    return true;
}

template <class Table>
int identity(const Table& table) {
    return table.get_allocator().identity();
}

template <class Table>
void check_allocators(std::uint32_t size) {
    using allocator = typename Table::allocator_type;
    const bool goes = allocator::propagate_on_container_swap::value;

    auto a = filled<Table>(1, size);
    CHECK(identity(a) == 1);
    Table copy(a);
    CHECK((identity(copy) == (goes ? 1 : 101) && holds(copy, size)));
    Table copy_of_7(a, allocator{7});
    CHECK((identity(copy_of_7) == 7 && holds(copy_of_7, size)));
    Table moved(std::move(copy));
    CHECK((identity(moved) == (goes ? 1 : 101) && holds(moved, size) && copy.empty())); // NOLINT
    Table moved_alike(std::move(moved), allocator{goes ? 1 : 101});
    CHECK((holds(moved_alike, size) && moved.empty())); // NOLINT
    Table moved_to_9(std::move(moved_alike), allocator{9});
    CHECK((identity(moved_to_9) == 9 && holds(moved_to_9, size) && moved_alike.empty())); // NOLINT

    auto b = filled<Table>(2, 3);
    b = a;
    CHECK((identity(b) == (goes ? 1 : 2) && holds(b, size) && holds(a, size)));
    b = filled<Table>(3, size + 1);
    CHECK((identity(b) == (goes ? 3 : (2)) && holds(b, size + 1)));
    b = {};
    CHECK(b.empty());

    // Tables whose allocators differ and do not propagate must not be swapped.
    auto c = filled<Table>(goes ? 4 : identity(a), 5);
    const int before = identity(a);
    swap(a, c);
    CHECK((holds(a, 5) && holds(c, size)));
    CHECK((identity(c) == before && identity(a) == (goes ? 4 : before)));
    a.clear();
    a.shrink_to_fit();

    auto source = filled<Table>(identity(c), size + 20);
    c.merge(source);
    CHECK((holds(c, size + 20) && source.size() == size));
    c.rehash(1000);
    CHECK(holds(c, size + 20));
    for (std::uint32_t k = size + 20; k-- > size;) c.erase(k);
    c.shrink_to_fit();
    CHECK(holds(c, size));
}

struct allocators {
    static constexpr const char* name = "allocators";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        const long live_before = tracked::live, misuses_before = tracked::misuses;
        for (const std::uint32_t size : {0U, 1U, 10U, 100U}) {
            check_allocators<table_of<Policy, goes_along::no, pointers::raw>>(size);
            check_allocators<table_of<Policy, goes_along::yes, pointers::offset>>(size);
            CHECK(tracked::live == live_before);
            CHECK(tracked::misuses == misuses_before);
            CHECK(all_bytes_are_back());
        }
    }
};

const check_policies<allocators> register_allocators;

TEST_CASE("fancy pointers are right themselves") {
    using pointer = offset_pointer<int>;
    int values[3]{};
    pointer p(values);
    const pointer q(values);
    CHECK((p == q && p.get() == values && pointer() == nullptr && !pointer()));
    CHECK(&*(p + 2) == values + 2);
    CHECK(offset_pointer<const int>(p) == offset_pointer<const int>(q));
}

} // namespace
} // namespace hpk::test
